"""Proposals: how one side asks to change a line and the other side answers; nothing is
overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from plan.model.lines import PlanLine, side_of
from plan.model.refusals import NotYours, ProposalSettled, ReasonNeeded
from plan.model.vocabulary import Part, Side


class ProposalKind(StrEnum):
    """What is asked for."""

    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"


class Answer(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Comment(PlanLine):
    """What somebody says about a proposal or a line, without asking to change anything.

    `about` is the id of the proposal or of the line.
    """

    part: ClassVar[Part] = Part.COMMENT
    main: ClassVar[str] = "words"

    words: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A wish to change, add or remove a line, with both wordings side by side until it is
    settled.
    """

    id: str
    by: str
    kind: ProposalKind
    line_id: str
    part: str
    field: str
    old_text: str
    new_text: str
    reason: str
    made_at: datetime
    seen_revision: int
    outcome_id: str | None = None
    counters: str | None = None
    answer: Answer = Answer.OPEN
    answered_by: str | None = None
    answered_at: datetime | None = None
    answer_reason: str | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ReasonNeeded(step="propose")

    @property
    def is_open(self) -> bool:
        """True while the other side has not answered."""
        return self.answer is Answer.OPEN

    @property
    def side(self) -> Side:
        """The side that proposes."""
        return side_of(self.by)

    def answered(self, answer: Answer, who: str, at: datetime, reason: str | None) -> Proposal:
        """The proposal with its answer.

        Raises ProposalSettled when it was answered before, NotYours when the wrong side answers
        (only the proposer withdraws, only the other side accepts, declines or counters), and
        ReasonNeeded when it is declined without one.
        """
        if not self.is_open:
            raise ProposalSettled(proposal_id=self.id, answer=self.answer)
        own = self.side.is_with(side_of(who))
        if own != (answer is Answer.WITHDRAWN):
            raise NotYours(proposal_id=self.id, side=self.side)
        if answer is Answer.DECLINED and not (reason or "").strip():
            raise ReasonNeeded(step="decline")
        return replace(self, answer=answer, answered_by=who, answered_at=at, answer_reason=reason)
