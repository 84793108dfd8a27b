"""One line of a plan as it is read: its words, their source, what they were before, its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.web.presenters.suggestions import CommentView, view_comments
from plan.model.lines import PlanLine, side_of
from plan.model.plan import Plan
from plan.model.proposals import Proposal
from plan.model.statement import Statement
from plan.model.vocabulary import ActionStatus, Part, Side
from plan.services.negotiating import ADDABLE

# What is shown of each part beside its main words, in this order.
SHOWN: dict[Part, tuple[str, ...]] = {
    Part.INDICATOR: ("by", "by_said"),
    Part.ACTION: (
        "who", "when", "when_said", "helped_by", "support", "agency", "natural_supports",
        "resource", "funded_by", "prioritisation", "status", "confidence",
    ),
    Part.PERSON: ("relation", "involve"),
    Part.AGENCY: ("role",),
    Part.NEGOTIATOR: ("name", "role"),
    Part.CONTINGENCY: ("trigger", "early_signs", "route", "contact", "helps_me_cope"),
    Part.REVIEW: ("raised_why",),
    Part.DISAGREEMENT: ("judgement", "judged_why"),
}  # fmt: skip
# Said in words and read as a date: the date is shown, with the words only where there is no date.
SAID_AS = {"when_said": "when", "by_said": "by"}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One more thing that a line says: `name` is its field; exactly one of the others is set."""

    name: str
    text: str | None = None
    word: str | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class LineView:
    """A line to read.

    Attributes:
        number: its number in the person's draft, or None on the practitioner's side.
        turns: the numbers of the messages that it was said in.
        writer: who wrote it, when it was not the person.
        earlier: its main words as they were before, latest first.
        proposals: suggestions about it that wait for an answer.
        day: the day that the line is, for a review.
        mine: its main words are the person's alone, to be changed without asking anybody.
        comments: what either side said about it.
        back: how a line that was struck out comes back: "own" at once, "both" by a suggestion.
    """

    id: str
    part: str
    text: str
    shared: bool
    number: int | None = None
    turns: tuple[int, ...] = ()
    writer: str | None = None
    revision: int = 1
    removed: bool = False
    earlier: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    kinds: tuple[str, ...] = ()
    day: date | None = None
    mine: bool = True
    comments: tuple[CommentView, ...] = ()
    back: str | None = None


def view_line(line: PlanLine, plan: Plan, number: int | None, names: Mapping[str, str]) -> LineView:
    """A line of the plan, for reading."""
    by_person = side_of(line.writer) in (Side.PERSON, Side.CARER)
    value = getattr(line, line.main)
    return LineView(
        id=line.id,
        part=line.part,
        text=line.text,
        shared=line.id in plan.shared,
        number=number,
        turns=line.turns,
        writer=None if by_person else _name(line.writer, names),
        revision=line.revision,
        removed=line.removed is not None,
        earlier=tuple(w.text for w in reversed(line.earlier) if w.field == line.main),
        facts=tuple(_facts(line)),
        proposals=tuple(plan.open_proposals(line.id)),
        day=value if isinstance(value, date) else None,
        mine=line.holder(line.main) in (Side.PERSON, Side.CARER),
        comments=view_comments(plan, line.id, names),
        back=_way_back(line),
    )


def view_statement(said: Statement, shared: bool, number: int | None, earlier: tuple[str, ...]) -> LineView:
    """Something that the person said, for reading."""
    return LineView(
        id=said.id,
        part=Part.STATEMENT,
        text=said.text,
        shared=shared,
        number=number,
        turns=(said.turn,),
        removed=said.withdrawn_at is not None,
        back="own" if said.withdrawn_at is not None else None,
        earlier=earlier,
        kinds=said.kinds,
    )


def _name(writer: str, names: Mapping[str, str]) -> str:
    """Who wrote it: a practitioner by name, or somebody else whose view was added under theirs (¶20)."""
    return writer.removeprefix("other:") if side_of(writer) is Side.OTHER else names.get(writer, "")


def _way_back(line: PlanLine) -> str | None:
    if line.removed is None:
        return None
    own = not line.removed.settled and side_of(line.removed.by) in (Side.PERSON, Side.CARER)
    return "own" if own else "both" if line.part in ADDABLE else None


def _facts(line: PlanLine) -> list[Fact]:
    facts = []
    for name in SHOWN.get(line.part, ()):
        value = getattr(line, name)
        if value is None or value in ("", ()):
            continue
        if name in SAID_AS and getattr(line, SAID_AS[name]) is not None:
            continue
        if value is ActionStatus.PLANNED:
            continue
        facts.append(_fact(name, value))
    return facts


def _fact(name: str, value: object) -> Fact:
    if isinstance(value, date):
        return Fact(name=name, day=value)
    if isinstance(value, bool):
        return Fact(name=name, word="yes" if value else "no")
    if isinstance(value, Enum):
        return Fact(name=name, word=str(value))
    if isinstance(value, tuple):
        return Fact(name=name, text=", ".join(str(item) for item in value))
    return Fact(name=name, text=str(value))
