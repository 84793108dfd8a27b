"""The line that all parts of a plan share: its sources, its author, its earlier wordings.

Lines are immutable; a change makes a new value of the same id with the next revision.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar, Self
from uuid import uuid4

from plan.model.refusals import LineWithoutSource, NothingWritten
from plan.model.vocabulary import Part, Side


def new_id() -> str:
    """A random id that says nothing about the person."""
    return uuid4().hex


def side_of(who: str) -> Side:
    """The side that `who` speaks for: "person", "carer", "other:<name>", else a practitioner's
    id.
    """
    if who in (Side.PERSON, Side.CARER):
        return Side(who)
    return Side.OTHER if who.startswith("other:") else Side.PRACTITIONER


@dataclass(frozen=True, kw_only=True)
class Wording:
    """An earlier value of one field of a line, kept for ever."""

    field: str
    text: str
    by: str
    replaced_by: str
    replaced_at: datetime
    why: str | None = None


@dataclass(frozen=True, kw_only=True)
class Removal:
    """A line that was struck out: it stays readable with who struck it out, when and why.

    `settled` tells that both sides agreed to it, so that one side alone cannot put the line back.
    """

    by: str
    at: datetime
    why: str | None = None
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """What every line knows. A line without a source turn and without an author cannot be made."""

    part: ClassVar[Part]
    main: ClassVar[str]

    id: str
    made_at: datetime
    turns: tuple[int, ...] = ()
    author: str | None = None
    revision: int = 1
    outcome_id: str | None = None
    held_by: dict[str, str] = field(default_factory=dict)
    earlier: tuple[Wording, ...] = ()
    removed: Removal | None = None

    def __post_init__(self) -> None:
        if not self.turns and not self.author:
            raise LineWithoutSource(part=self.part)
        if any(turn < 1 for turn in self.turns):
            raise LineWithoutSource(part=self.part)
        if not self.text.strip():
            raise NothingWritten(part=self.part)

    @property
    def text(self) -> str:
        """The line's own words."""
        return str(getattr(self, self.main) or "")

    @property
    def writer(self) -> str:
        """Who made the line: the author, or the person whose turn it comes from."""
        return self.author or Side.PERSON

    @property
    def deadline(self) -> date | None:
        """The date by which something about this line is due, if it has one."""
        return None

    def holder(self, name: str) -> Side:
        """Whose words a field holds: one side's, or both sides' once they settled it together."""
        held = self.held_by.get(name)
        if held == Side.BOTH:
            return Side.BOTH
        return side_of(held or self.writer)

    def has(self, name: str) -> bool:
        """True when the field holds something that could be overwritten."""
        return getattr(self, name) not in (None, "", ())

    def changed(
        self,
        values: dict[str, Any],
        who: str,
        at: datetime,
        why: str | None,
        turn: int | None,
        holder: str,
    ) -> Self:
        """The next revision with new values held by `holder`; what they replace stays in
        `earlier`.
        """
        kept = tuple(
            Wording(
                field=name,
                text=str(getattr(self, name)),
                by=self.held_by.get(name, self.writer),
                replaced_by=who,
                replaced_at=at,
                why=why,
            )
            for name in values
            if self.has(name)
        )
        turns = self.turns if turn is None or turn in self.turns else (*self.turns, turn)
        return replace(
            self,
            **values,
            revision=self.revision + 1,
            held_by=self.held_by | dict.fromkeys(values, holder),
            earlier=self.earlier + kept,
            turns=turns,
        )

    def struck_out(self, who: str, at: datetime, why: str | None, settled: bool = False) -> Self:
        """The same line, struck out."""
        removal = Removal(by=who, at=at, why=why, settled=settled)
        return replace(self, removed=removal, revision=self.revision + 1)

    def put_back(self) -> Self:
        """The same line, standing again."""
        return replace(self, removed=None, revision=self.revision + 1)
