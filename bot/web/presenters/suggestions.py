"""Suggestions of either side, both wordings side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from plan.model.lines import side_of
from plan.model.plan import Plan
from plan.model.proposals import Proposal


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A proposal to read.

    Attributes:
        who: the name of the practitioner, or None when the person proposed it.
        mine: the reader's own side proposed it.
        kind: "change", "add" or "remove".
        answer: "open", "accepted", "declined", "countered" or "withdrawn".
    """

    id: str
    line_id: str
    part: str
    field: str
    kind: str
    who: str | None
    mine: bool
    old: str
    new: str
    reason: str
    made_at: datetime
    answer: str
    answer_reason: str | None

    @property
    def is_open(self) -> bool:
        """True while the other side has not answered."""
        return self.answer == "open"


def view_suggestions(plan: Plan, reader: str, names: Mapping[str, str]) -> list[Suggestion]:
    """All suggestions of a plan, those that wait first, then the latest."""
    found = [_view(proposal, reader, names) for proposal in plan.proposals.values()]
    return sorted(found, key=lambda each: (not each.is_open, -each.made_at.timestamp()))


def _view(proposal: Proposal, reader: str, names: Mapping[str, str]) -> Suggestion:
    return Suggestion(
        id=proposal.id,
        line_id=proposal.line_id,
        part=proposal.part,
        field=proposal.field,
        kind=proposal.kind,
        who=names.get(proposal.by),
        mine=proposal.side.is_with(side_of(reader)),
        old=_readable(proposal.old_text),
        new=_readable(proposal.new_text),
        reason=proposal.reason,
        made_at=proposal.made_at,
        answer=proposal.answer,
        answer_reason=proposal.answer_reason,
    )


def _readable(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"
