"""Which texts of a person's a turn is compared with by meaning, and under which keys; compares nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rehearsal.person import Person
from rehearsal.state import State
from rehearsal.wording import signs

_SENTENCE = re.compile(r"[^.?!…]*\w[^.?!…]*[.?!…]*")
GENERAL, ONWARD, SAID = "general", "onward", "said"


def topic_key(topic_id: str) -> str:
    """Key of the questions about a topic."""
    return f"topic:{topic_id}"


def ask_key(tell_id: str) -> str:
    """Key of what asks for a follow-up."""
    return f"ask:{tell_id}"


def feel_key(tell_id: str) -> str:
    """Key of what is felt about something told."""
    return f"feel:{tell_id}"


def strength_key(disclosure_id: str) -> str:
    """Key of a strength that was heard."""
    return f"strength:{disclosure_id}"


def texts_to_compare(person: Person, state: State) -> dict[str, tuple[str, ...]]:
    """Texts by key; those that only make sense now (what was just said, open follow-ups) as the state has them."""
    texts: dict[str, tuple[str, ...]] = {GENERAL: tuple(signs()[GENERAL]), ONWARD: tuple(signs()[ONWARD])}
    if state.said:
        # Sentence by sentence: a reflection takes up one thing.
        texts[SAID] = tuple(each.strip() for text in state.said for each in _SENTENCE.findall(text))
    for topic in person.topics:
        texts[topic_key(topic.id)] = topic.questions
    for _, tell in person.all_tells():
        if tell.id in state.told:
            texts |= {ask_key(each.id): each.questions for each in tell.follow_ups if each.questions}
        if tell.feels:
            texts[feel_key(tell.id)] = tell.feels
    for disclosure in person.to_tell:
        if disclosure.kind == "strength" and disclosure.id in state.heard:
            texts[strength_key(disclosure.id)] = (disclosure.summary,)
    return texts


def every_text(person: Person) -> Iterator[str]:
    """All that a turn can be compared with while somebody talks with this person, but for what is said itself."""
    everything = State(
        trust=person.temper.start,
        told=tuple(tell.id for _, tell in person.all_tells()),
        heard=tuple(disclosure.id for disclosure in person.to_tell),
    )
    for texts in texts_to_compare(person, everything).values():
        yield from texts
