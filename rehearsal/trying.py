"""Lets an open and a closed practitioner talk with a person, so that a writer sees how far apart they end; no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from rehearsal.answering import Answered, answer, begin
from rehearsal.person import Person
from rehearsal.state import Heard, State

# About eight minutes of talk.
TURNS = 16


@dataclass(frozen=True)
class Tried:
    """One turn of a trial: what was said and what came of it."""

    said: str
    answered: Answered


@cache
def _practitioners() -> Mapping[str, Any]:
    content: Mapping[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "practitioners.yml").read_text("utf-8"))
    return content


def try_open(person: Person, turns: int = TURNS) -> list[Tried]:
    """Somebody who asks openly about each topic in turn, and says back the feeling in what was told."""
    words, state, tried = _practitioners()["open"], begin(person), list[Tried]()
    reflections = cycle(words["reflections"])
    questions = [topic.questions[number] for number in range(3) for topic in person.topics]
    heard = Heard(words["hello"], ("rapport", "open_question"))
    reflected: set[str] = set()
    while len(tried) < turns and not state.ended_by:
        state = _take(person, state, heard, tried)
        feeling = _feeling(person, state)
        if feeling and state.latest[-1] not in reflected:
            reflected.add(state.latest[-1])
            heard = Heard(next(reflections).format(feeling=feeling), ("complex_reflection",))
        elif questions:
            heard = Heard(questions.pop(0), ("open_question",))
    return tried


def try_closed(person: Person, turns: int = TURNS) -> list[Tried]:
    """Somebody who asks closed questions about the same topics."""
    words, state, tried = _practitioners()["closed"], begin(person), list[Tried]()
    questions = [question.format(topic=topic.called) for question in words["questions"] for topic in person.topics]
    heard = Heard(words["hello"], ("rapport", "closed_question"))
    while len(tried) < turns and not state.ended_by:
        state = _take(person, state, heard, tried)
        heard = Heard(questions.pop(0) if questions else words["hello"], ("closed_question",))
    return tried


def count_disclosed(tried: list[Tried]) -> int:
    """How much was disclosed over a trial."""
    return sum(len(each.answered.disclosed) for each in tried)


def _take(person: Person, state: State, heard: Heard, tried: list[Tried]) -> State:
    answered = answer(person, state, heard)
    tried.append(Tried(heard.text, answered))
    return answered.state


def _feeling(person: Person, state: State) -> str | None:
    latest = [tell for _, tell in person.all_tells() if tell.id in state.latest and tell.feels]
    return latest[-1].feels[0] if latest else None
