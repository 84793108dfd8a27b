"""The plan as one whole: its lines, what is shared, where it is in its life; every change an event.

The plan keeps two promises that the rest builds on: a field is overwritten directly only by the
side whose words it holds, and a change to what both sides agreed unsettles the agreement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from plan.model.events import Event
from plan.model.fields import NOT_FROZEN, OPEN_PARTS, PROGRESS, TERMS
from plan.model.following import Disagreement
from plan.model.lines import PlanLine, side_of
from plan.model.outcomes import Rating
from plan.model.people import Agency, Negotiator
from plan.model.proposals import Proposal
from plan.model.refusals import (
    LineChanged,
    NoSuchLine,
    ProposalNeeded,
    ProposalOpen,
    WrongState,
)
from plan.model.statement import Statement
from plan.model.states import AGREED_STATES, require_transition
from plan.model.versions import Signature, VersionMark
from plan.model.vocabulary import RatingOf, Side, State

L = TypeVar("L", bound=PlanLine)


@dataclass(kw_only=True)
class Plan:
    """A Personal Outcomes Plan. `statements` is filled only where the whole draft is read."""

    id: str
    began_at: datetime
    framework: str | None = None
    state: State = State.DRAFT
    revision: int = 1
    lines: dict[str, PlanLine] = field(default_factory=dict)
    shared: dict[str, datetime] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    versions: tuple[VersionMark, ...] = ()
    signatures: tuple[Signature, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: list[Event] = field(default_factory=list)

    # reading

    def line(self, line_id: str, kind: type[L]) -> L:
        """The line with this id. Raises NoSuchLine when there is none of that kind."""
        found = self.lines.get(line_id)
        if not isinstance(found, kind) or found.removed:
            raise NoSuchLine(line_id=line_id)
        return found

    def of(self, kind: type[L], outcome_id: str | None = None) -> list[L]:
        """All lines of a kind that are not struck out, of one outcome when it is given, in
        order.
        """
        return [
            line
            for line in self.lines.values()
            if isinstance(line, kind) and line.removed is None and (outcome_id is None or line.outcome_id == outcome_id)
        ]

    def rating(self, outcome_id: str, of: RatingOf) -> Rating | None:
        """The latest rating of an outcome, or None."""
        ratings = [rating for rating in self.of(Rating, outcome_id) if rating.of == of]
        return ratings[-1] if ratings else None

    def open_proposals(self, line_id: str | None = None) -> list[Proposal]:
        """Proposals that wait for an answer, all or those about one line."""
        waiting = [proposal for proposal in self.proposals.values() if proposal.is_open]
        return [p for p in waiting if line_id is None or p.line_id == line_id]

    def everyone_named(self) -> list[str]:
        """Who gets a copy (¶20), each once: those who negotiate, by name or side, each agency, and
        those who added a qualification.
        """
        named = [found.name or str(found.side) for found in self.of(Negotiator)]
        named += [agency.name for agency in self.of(Agency)]
        qualified = [found.writer for found in self.of(Disagreement) if found.qualification]
        return list(dict.fromkeys([*named, *(writer.removeprefix("other:") for writer in qualified)]))

    @property
    def on_the_table(self) -> VersionMark | None:
        """The newest version, or None before anything was presented."""
        return self.versions[-1] if self.versions else None

    @property
    def was_agreed(self) -> bool:
        """True once any version has been signed by both sides (¶20 speaks of the time after)."""
        return any(self.is_agreed(mark.number) for mark in self.versions)

    def is_agreed(self, number: int) -> bool:
        """True when person or carer and a practitioner have signed this very version (¶4, ¶19)."""
        sides = {signature.side for signature in self.signatures if signature.version == number}
        return Side.PRACTITIONER in sides and bool(sides & {Side.PERSON, Side.CARER})

    # changing

    def record(self, at: datetime, who: str, what: str, **details: Any) -> None:
        """Note that something happened."""
        self.events.append(Event(at=at, who=who, what=what, **details))

    def add(self, line: PlanLine, who: str, at: datetime, why: str | None = None) -> None:
        """Add a line. What a practitioner adds is open to both sides; the person's own is
        private.
        """
        self._require_open()
        self.lines[line.id] = line
        turn = line.turns[-1] if line.turns else None
        self.record(
            at, who, f"{line.part}_added",
            line_id=line.id, part=line.part, turn=turn, new=line.text, why=why,
        )  # fmt: skip
        if line.part in OPEN_PARTS or side_of(who) in (Side.PRACTITIONER, Side.OTHER):
            self.shared[line.id] = at
            self._unsettle(line, who, at)

    def change(
        self,
        line_id: str,
        values: dict[str, Any],
        who: str,
        at: datetime,
        *,
        why: str | None = None,
        turn: int | None = None,
        seen_revision: int | None = None,
        settled: bool = False,
    ) -> None:
        """Give fields of a line new values.

        Raises LineChanged when the writer had read an older revision, ProposalOpen when an answer
        is awaited, and ProposalNeeded when a field holds words of the other side or of both; with
        `settled` both sides have spoken already.
        """
        self._require_open()
        line = self.line(line_id, PlanLine)
        values = {name: value for name, value in values.items() if getattr(line, name) != value}
        if not values:
            return
        self._require_unchanged(line, values, seen_revision)
        if not settled:
            self._require_own(line, values, who)
        holder = str(Side.BOTH) if settled else who
        self.lines[line_id] = line.changed(values, who, at, why, turn, holder)
        for name, value in values.items():
            self.record(
                at, who, f"{line.part}_changed",
                line_id=line_id, part=line.part, field=name, turn=turn, why=why,
                old=_spoken(getattr(line, name)), new=_spoken(value),
            )  # fmt: skip
        if set(values) - PROGRESS:
            self._unsettle(line, who, at)

    def strike_out(self, line_id: str, who: str, at: datetime, why: str | None, settled: bool = False) -> None:
        """Strike a line out with all that hangs on it; it stays readable. Refuses as `change`
        does.
        """
        self._require_open()
        struck = [self.line(line_id, PlanLine), *self.of(PlanLine, line_id)]
        for line in [] if settled else struck:
            worded = line.held_by.keys() - PROGRESS | {line.main}
            self._require_own(line, dict.fromkeys(worded), who)
        for line in struck:
            self.lines[line.id] = line.struck_out(who, at, why, settled)
            self.record(
                at, who, f"{line.part}_removed",
                line_id=line.id, part=line.part, old=line.text, why=why,
            )  # fmt: skip
            self._unsettle(line, who, at)

    def put_back(self, line_id: str, who: str, at: datetime) -> None:
        """Let a line stand again that one's own side struck out, with what went with it.

        Raises NoSuchLine when it was not struck out, ProposalNeeded when both sides agreed to
        strike it out or the other side did.
        """
        self._require_open()
        line = self.lines.get(line_id)
        if line is None or line.removed is None:
            raise NoSuchLine(line_id=line_id)
        removal = line.removed
        if removal.settled or not side_of(removal.by).is_with(side_of(who)):
            raise ProposalNeeded(line_id=line_id)
        back = [each for each in self.lines.values() if each.outcome_id == line_id and each.removed == removal]
        for each in (line, *back):
            self.lines[each.id] = each.put_back()
            self.record(at, who, f"{each.part}_put_back", line_id=each.id, part=each.part, new=each.text)
            self._unsettle(each, who, at)

    def share(self, choice: dict[str, bool], who: str, at: datetime) -> None:
        """Share lines and statements with the practitioner, or take them back, one by one.

        What is taken back takes a version that waits for signatures off the table: it may be in there.
        """
        for line_id, chosen in choice.items():
            if chosen == (line_id in self.shared):
                continue
            line = self.lines.get(line_id)
            if chosen:
                self.shared[line_id] = at
            else:
                del self.shared[line_id]
            what = "line_shared" if chosen else "line_unshared"
            self.record(at, who, what, line_id=line_id, part=line.part if line else "statement")
            if line is not None:
                self._unsettle(line, who, at, visible=True)
            if not chosen and (line is None or line.part not in NOT_FROZEN):
                self._take_off_the_table(who, at)

    def move_to(self, state: State, who: str, at: datetime, why: str | None = None) -> None:
        """Go on to the next state. Raises WrongState where the life of a plan has no such way."""
        require_transition(self.state, state)
        self.record(at, who, "state_changed", old=self.state, new=state, why=why)
        self.state = state

    # the promises

    def _require_open(self) -> None:
        if self.state is State.CLOSED:
            raise WrongState(state=self.state)

    def _require_unchanged(self, line: PlanLine, values: dict[str, Any], seen_revision: int | None) -> None:
        if seen_revision is not None and seen_revision != line.revision:
            raise LineChanged(
                line_id=line.id,
                yours={name: str(value) for name, value in values.items()},
                now={name: str(getattr(line, name) or "") for name in values},
                earlier=line.earlier[-1:],
            )

    def _require_own(self, line: PlanLine, values: dict[str, Any], who: str) -> None:
        if self.open_proposals(line.id) and line.main in values:
            raise ProposalOpen(line_id=line.id)
        for name in values:
            if line.has(name) and not line.holder(name).is_with(side_of(who)):
                raise ProposalNeeded(line_id=line.id, field=name, held_by=line.holder(name))

    def _unsettle(self, line: PlanLine, who: str, at: datetime, visible: bool | None = None) -> None:
        """Take a presented or agreed plan back into talks when its shared terms change."""
        if line.part not in TERMS or not (visible or line.id in self.shared):
            return
        self._take_off_the_table(who, at)
        if self.state in {State.IN_REVIEW} | AGREED_STATES:
            self.move_to(State.RENEGOTIATING, who, at)

    def _take_off_the_table(self, who: str, at: datetime) -> None:
        if self.state is State.PRESENTED:
            self.move_to(State.RENEGOTIATING if self.was_agreed else State.NEGOTIATING, who, at)


def _spoken(value: object) -> str | None:
    """A value as an event keeps it; what is no word, number or date is told by the field alone."""
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or None
    is_word = isinstance(value, str | int | date) and not isinstance(value, bool)
    return str(value) if is_word else None
