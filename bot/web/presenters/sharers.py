"""People who shared a plan with a practitioner, and what waits for whom; nobody has a name here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.standing import waits_for
from plan.services.ports import SharedPlan


@dataclass(frozen=True, kw_only=True)
class Sharer:
    """One person in the list.

    Attributes:
        key: stands for the plan in addresses.
        words: what the person wants, or said first, among what they shared.
        waits: a word of words.yml for whose turn it is.
    """

    key: str
    words: str | None
    state: str
    waits: str
    shared_at: datetime
    changed_at: datetime


def view_sharer(shared: SharedPlan, plan: Plan, key: str) -> Sharer:
    """How a plan stands in the list."""
    wanted = [outcome.text for outcome in plan.of(Outcome)]
    said = [statement.text for statement in plan.statements]
    return Sharer(
        key=key,
        words=next(iter([*wanted, *said]), None),
        state=shared.state,
        waits=waits_for(plan) or "nobody",
        shared_at=shared.shared_at,
        changed_at=shared.changed_at,
    )
