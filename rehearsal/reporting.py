"""Makes the report on one way through a rehearsal: measures, what was heard of what there was, trust and what moved it.

A practice aid, not fidelity coding. Compares nobody with anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from rehearsal.measures import (
    COMPLEX_SHARE,
    OPEN_SHARE,
    REFLECTIONS_TO_QUESTIONS,
    Measures,
    PractisedTurn,
    Threshold,
    measure,
)
from rehearsal.person import KINDS, Disclosure, Mattered, Person
from rehearsal.record import RehearsedTurn

_THRESHOLDS: Mapping[str, Threshold] = {
    "open_share": OPEN_SHARE,
    "reflections_to_questions": REFLECTIONS_TO_QUESTIONS,
    "complex_share": COMPLEX_SHARE,
}
SHARES = ("open_share", "complex_share", "talk_share")


@dataclass(frozen=True)
class Item:
    """Something that there was to hear; `turn` is the turn in which it was heard, or None."""

    disclosure: Disclosure
    turn: int | None


@dataclass(frozen=True)
class Influence:
    """What moved trust: its name in trust.yml, by how much over the talk, in how many turns."""

    name: str
    by: float
    turns: int


@dataclass(frozen=True)
class Compared:
    """What would have mattered to the person, and how much of what it rests on was heard."""

    mattered: Mattered
    heard: int
    of: int


@dataclass(frozen=True)
class Report:
    """The report.

    Attributes:
        measures: see rehearsal.measures.
        items: everything there was to hear, in the order of the file.
        trust: at the beginning and after each turn, 0 to 10.
        raised: what raised trust, the most first.
        lowered: what lowered it, the most first.
        out_of_reach: the number of things never told that the trust reached would not have been enough for.
        mattered: what would have mattered most to the person.
        ended_by: `person`, `practitioner`, or None where the talk just stopped.
    """

    person: Person
    measures: Measures
    items: tuple[Item, ...]
    trust: tuple[float, ...]
    raised: tuple[Influence, ...]
    lowered: tuple[Influence, ...]
    out_of_reach: int
    mattered: tuple[Compared, ...]
    ended_by: str | None

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """Items of one kind (rehearsal.person.KINDS)."""
        return tuple(item for item in self.items if item.disclosure.kind == kind)

    def level(self, name: str) -> int | None:
        """0, 1 or 2 for a measure with thresholds; None where it has no value or no threshold."""
        threshold = _THRESHOLDS.get(name)
        return threshold.level(getattr(self.measures, name)) if threshold else None


@cache
def report_words() -> Mapping[str, Any]:
    """The words of report.yml."""
    content: Mapping[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "report.yml").read_text("utf-8"))
    return content


def make_report(person: Person, turns: Sequence[RehearsedTurn]) -> Report:
    """The report on the turns of one path; without turns every share is n/a."""
    heard_in = {each: turn.number for turn in reversed(turns) for each in turn.disclosed}
    items = tuple(Item(each, heard_in.get(each.id)) for each in person.to_tell)
    trust = (person.temper.start, *(turn.trust for turn in turns))
    told = turns[-1].state.told if turns else ()
    moved = _influences(turns)
    return Report(
        person=person,
        measures=measure(PractisedTurn(turn.said, turn.behaviours, turn.reply) for turn in turns),
        items=items,
        trust=trust,
        raised=tuple(each for each in moved if each.by > 0),
        lowered=tuple(each for each in reversed(moved) if each.by < 0),
        out_of_reach=sum(1 for _, tell in person.all_tells() if tell.id not in told and tell.needs > max(trust)),
        mattered=tuple(
            Compared(each, sum(1 for name in each.rests_on if name in heard_in), len(each.rests_on))
            for each in person.mattered
        ),
        ended_by=turns[-1].state.ended_by if turns else None,
    )


def _influences(turns: Sequence[RehearsedTurn]) -> list[Influence]:
    """What moved trust over the talk, from what raised it most to what lowered it most."""
    moves: dict[str, list[float]] = {}
    for turn in turns:
        for move in turn.why["moves"]:
            moves.setdefault(move["name"], []).append(move["by"])
    found = [Influence(name, round(sum(by), 2), len(by)) for name, by in moves.items()]
    return sorted(found, key=lambda each: -each.by)


def say_measure(name: str, value: Fraction | int | None) -> str:
    """A measure as it is printed: a share as "67 %", a ratio as "1.5", a count as it is, and n/a without a value."""
    if value is None:
        return str(report_words()["not_applicable"])
    if name in SHARES:
        return f"{round(float(value) * 100)} %"
    return f"{float(value):.1f}" if isinstance(value, Fraction) else str(value)


def report_as_plain(report: Report) -> dict[str, Any]:
    """The report as values that JSON can hold; a share without a denominator is "n/a"."""
    words = report_words()
    measures: dict[str, Any] = {}
    for name in words["measures"]:
        value = getattr(report.measures, name)
        exact = words["not_applicable"] if value is None else round(float(value), 3)
        measures[name] = exact if value is None or isinstance(value, Fraction) else value
    return {
        "title": words["title"],
        "person": report.person.id,
        "measures": measures,
        "levels": {
            name: words["measures"][name]["levels"][level]
            for name in _THRESHOLDS
            if (level := report.level(name)) is not None
        },
        "heard": {
            kind: [item.disclosure.summary for item in report.of_kind(kind) if item.turn is not None] for kind in KINDS
        },
        "not_heard": {
            kind: [item.disclosure.summary for item in report.of_kind(kind) if item.turn is None] for kind in KINDS
        },
        "heard_counts": {
            kind: {
                "heard": sum(1 for item in report.of_kind(kind) if item.turn is not None),
                "of": len(report.of_kind(kind)),
            }
            for kind in KINDS
        },
        "trust": list(report.trust),
        "why": {
            "raised": {words["moves"][each.name]: each.by for each in report.raised},
            "lowered": {words["moves"][each.name]: each.by for each in report.lowered},
            "out_of_reach": report.out_of_reach,
        },
        "ended_by": report.ended_by,
        "hidden_story": report.person.hidden_story,
        "mattered": [each.mattered.say for each in report.mattered],
    }
