"""People who shared a plan with a practitioner: what presses and why, what waits for whom, what is due when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plan.rules import explain_finding
from plan.rules.watching import DAYS_TO_PREPARE
from plan.services.caseload_ports import CaseloadEntry
from plan.services.standing import Standing


@dataclass(frozen=True, kw_only=True)
class Sharer:
    """One person in the list.

    Attributes:
        key: stands for the plan in addresses.
        label: what the practitioner calls them, or None.
        words: what the person wants, or said first, among what they shared.
        waits: "practitioner", "person" or "nobody": whose step comes next.
        reasons: why it presses, as sentences.
        next_review, next_deadline: what is due.
    """

    key: str
    label: str | None
    words: str | None
    state: str
    heap: str
    waits: str
    reasons: Sequence[str]
    next_review: date | None
    next_deadline: date | None
    shared_on: date


def view_sharer(entry: CaseloadEntry, today: date, said: str | None) -> Sharer:
    """How a plan stands in the list; `said` is what was said first where no outcome is shared."""
    standing = entry.standing
    return Sharer(
        key=entry.key,
        label=entry.label,
        words=standing.wants[0] if standing and standing.wants else said,
        state=entry.state,
        heap=entry.heap,
        waits=(standing.waits_for if standing else None) or "nobody",
        reasons=_reasons(standing, today) if standing and standing.runs else [],
        next_review=standing.next_review if standing else None,
        next_deadline=standing.next_deadline if standing else None,
        shared_on=entry.shared_at.date(),
    )


def _reasons(standing: Standing, today: date) -> list[str]:
    """The same findings as on the page of the plan, each once."""
    reasons = [explain_finding(rule, about) for rule, about in standing.raised]
    review, deadline = standing.next_review, standing.next_deadline
    if review and review < today:
        reasons.append(explain_finding("review_is_overdue", ""))
    elif review and review <= today + timedelta(days=DAYS_TO_PREPARE) and not standing.prepared:
        reasons.append(explain_finding("coming_review_is_prepared", ""))
    if deadline and deadline < today:
        reasons.append(explain_finding("deadline_has_passed", standing.deadline_of))
    return list(dict.fromkeys(reasons))
