"""Checks whether a simulated person is complete and fits together, and says in plain words what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rehearsal.behaviours import BEHAVIOURS
from rehearsal.person import KINDS, Person
from rehearsal.reading import PersonUnreadable, read_person
from rehearsal.shapes import guess, say
from rehearsal.wording import names_by_itself

LEAST_THINGS = 40
LEAST_OF_A_KIND = {"strength": 3, "concern": 3, "aspiration": 2, "person": 2}
TOPIC_KINDS = ("strengths", "concerns", "aspirations", "people", "fears")
# The first layer of a topic is reached by anybody who asks about it and has not offended before.
SURFACE = 3.0
# Something must be left that questions alone do not earn.
DEEP = 7.0
MOST_TELLING_SHORT_ANSWERS = 3
LEAST_ON_MIND = 3


def check_file(file: Path) -> list[str]:
    """Every problem of a person's file, a plain sentence each; none means that it can be used."""
    try:
        person = read_person(file)
    except PersonUnreadable as error:
        return error.problems
    return check_person(person, file.name)


def check_person(person: Person, place: str) -> list[str]:
    """Every problem of a person whose parts have the right shape.

    Args:
        person: the person.
        place: how the problems call it.
    """
    return [
        *_names(person, place),
        *_what_is_said(person, place),
        *_what_is_told(person, place),
        *_layers(person, place),
    ]


def warnings_for(person: Person, place: str) -> list[str]:
    """What a writer should know of a person who can be used all the same, a plain sentence each.

    Args:
        person: the person.
        place: how the warnings call it.
    """
    return [
        say("says_little", place=f"{place}, topics {topic.id}", value=word)
        for topic, tell in person.all_tells()
        for word in tell.words
        if not names_by_itself(word)
    ]


def _names(person: Person, place: str) -> Iterator[str]:
    topics = [topic.id for topic in person.topics]
    told = [each.id for each in person.to_tell]
    for field, ids in (("topic", topics), ("to_tell", told)):
        for value, count in Counter(ids).items():
            if count > 1:
                yield say("twice", place=place, field=field, value=value)
    yield from _known(place, "on_my_mind", person.on_my_mind, topics, "topics")
    if len(person.on_my_mind) < LEAST_ON_MIND:
        yield say("not_on_mind", place=place, least=LEAST_ON_MIND)
    for topic, tell in person.all_tells():
        here = f"{place}, topics {topic.id}"
        yield from _known(here, "discloses", tell.discloses, told, "to_tell")
        yield from _known(here, "leads_to", tell.leads_to, topics, "topics")
    for topic in person.topics:
        for answer in topic.short:
            yield from _known(f"{place}, topics {topic.id}, short", "discloses", answer.discloses, told, "to_tell")
    for outcome in person.mattered:
        yield from _known(f"{place}, mattered", "rests_on", outcome.rests_on, told, "to_tell")
    for field, values in (("warms_to", person.temper.warms_to), ("bristles_at", person.temper.bristles_at)):
        for value in values:
            if value not in BEHAVIOURS:
                yield say(
                    "no_such_behaviour", place=f"{place}, trust", field=field, value=value,
                    choices=", ".join(BEHAVIOURS),
                )  # fmt: skip


def _known(place: str, field: str, values: Iterable[str], known: list[str], where: str) -> Iterator[str]:
    for value in values:
        if value not in known:
            yield say("no_such", place=place, field=field, value=value, where=where, guess=guess(value, known))


def things_to_say(person: Person) -> list[str]:
    """Everything that they say about their topics: told, asked after and short answers; wordings count once."""
    told = [tell.say[0] for _, tell in person.all_tells()]
    return told + [answer.say for topic in person.topics for answer in topic.short]


def _what_is_said(person: Person, place: str) -> Iterator[str]:
    wordings = [wording for _, tell in person.all_tells() for wording in tell.say]
    for value, count in Counter(" ".join(each.split()).casefold() for each in wordings).items():
        if count > 1:
            yield say("said_twice", place=place, value=value)
    count = len({" ".join(each.split()).casefold() for each in things_to_say(person)})
    if count < LEAST_THINGS:
        yield say("too_few_things", place=place, count=count, least=LEAST_THINGS)
    for name in ("asked_again", "nothing_more"):
        if not any("{topic}" in answer.say for answer in person.replies[name]):
            yield say("no_place_for_topic", place=f"{place}, replies {name}")


def _what_is_told(person: Person, place: str) -> Iterator[str]:
    told = {each for _, tell in person.all_tells() for each in tell.discloses}
    in_short = [each for topic in person.topics for answer in topic.short for each in answer.discloses]
    for disclosure in person.to_tell:
        if disclosure.id not in told:
            yield say("never_told", place=place, value=disclosure.id)
    if len(in_short) > MOST_TELLING_SHORT_ANSWERS:
        yield say("short_tells", place=place, count=len(in_short), most=MOST_TELLING_SHORT_ANSWERS)
    for kind in KINDS:
        count = sum(1 for each in person.to_tell if each.kind == kind)
        if count < LEAST_OF_A_KIND[kind]:
            yield say("too_few_kind", place=place, count=count, value=kind, least=LEAST_OF_A_KIND[kind])
    for kind in TOPIC_KINDS:
        if not any(topic.kind == kind for topic in person.topics):
            yield say("no_topic_kind", place=place, value=kind)


def _layers(person: Person, place: str) -> Iterator[str]:
    for topic in person.topics:
        needs = [tell.needs for tell in topic.tells]
        if needs != sorted(needs):
            yield say("layers_fall", place=place, value=topic.id)
        if min(needs) > SURFACE and topic.kind != "fears":
            yield say("no_surface", place=place, value=topic.id, most=SURFACE)
    if max(tell.needs for _, tell in person.all_tells()) < DEEP:
        yield say("nothing_deep", place=place, least=DEEP)
