"""Where a plan stands, worked out from the plan: whose turn it is, what is due, what is raised.

What depends on the day is not decided here: the dates are given, and lists compare them with their day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.reviewing import review_ahead
from plan.model.standing import waits_for
from plan.model.views import only_shared
from plan.model.vocabulary import Side, State
from plan.rules.presenting import open_deadlines
from plan.rules.watching import raised_whatever_the_day

WANTS = 5
"""How many outcomes a list can be searched for; the first one names the plan."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a plan stands, of what both sides can see.

    `waits_for`: whose step comes next. `runs`: it was agreed and is not closed, so that its dates
    count. `next_review`: the day of the next review that is not open yet, `prepared`: it was
    prepared. `next_deadline` and `deadline_of`: the first open day and the line it belongs to.
    `raised`: the rules that ask for something whatever the day, each with what it is about.
    """

    waits_for: Side | None
    runs: bool
    next_review: date | None
    prepared: bool
    next_deadline: date | None
    deadline_of: str
    wants: tuple[str, ...]
    raised: tuple[tuple[str, str], ...]


def standing_of(plan: Plan) -> Standing:
    """Where the plan stands."""
    seen = only_shared(plan)
    runs = seen.was_agreed and seen.state is not State.CLOSED
    review = review_ahead(seen)
    deadline = next(iter(open_deadlines(seen)), None)
    return Standing(
        waits_for=waits_for(seen),
        runs=runs,
        next_review=review.due if review and review.opened_at is None else None,
        prepared=bool(review and review.preparation),
        next_deadline=deadline.deadline if deadline else None,
        deadline_of=deadline.text if deadline else "",
        wants=tuple(outcome.wording for outcome in seen.of(Outcome))[:WANTS],
        raised=tuple((found.rule, found.about) for found in raised_whatever_the_day(seen)) if runs else (),
    )
