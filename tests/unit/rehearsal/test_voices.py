"""No two people say the same sentence: whoever reads a transcript without names can tell who is speaking."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rehearsal.person import Person
from rehearsal.reading import all_people

# Shorter ones anybody may say: "Not yet.", "Seven in the morning."
LEAST_WORDS = 5
_ENDS = re.compile(r"(?<=[.?!…])[\"'”’)]*\s+")
_OTHER = re.compile(r"[^\w' {}]")


def everything_said(person: Person) -> Iterator[str]:
    for _, tell in person.all_tells():
        yield from tell.say
    for topic in person.topics:
        yield from (answer.say for answer in topic.short)
        yield from (answer.say for answers in topic.replies.values() for answer in answers)
    yield from (answer.say for answers in person.replies.values() for answer in answers)
    yield from (each.say for each in (*person.sore_points, *person.not_so))


def sentences(text: str) -> Iterator[str]:
    for sentence in _ENDS.split(text):
        words = _OTHER.sub(" ", sentence.lower()).split()
        if len(words) >= LEAST_WORDS:
            yield " ".join(words)


def test_no_two_people_say_the_same_sentence() -> None:
    said_by = defaultdict(set)
    for person in all_people():
        for text in everything_said(person):
            for sentence in sentences(text):
                said_by[sentence].add(person.id)
    assert len(said_by) > 2000
    assert {sentence: sorted(who) for sentence, who in said_by.items() if len(who) > 1} == {}


def test_no_two_people_open_a_talk_with_the_same_words() -> None:
    openings = defaultdict(set)
    for person in all_people():
        for answer in person.replies["greeting"]:
            openings[" ".join(_OTHER.sub(" ", answer.say.lower()).split()[:3])].add(person.id)
    assert {words: who for words, who in openings.items() if len(who) > 1} == {}
