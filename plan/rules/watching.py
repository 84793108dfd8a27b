"""What to raise on the practitioner's list while an agreed plan runs (¶14–21); it knows the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps

from plan.model.following import Review
from plan.model.plan import Plan
from plan.model.vocabulary import State
from plan.rules import following
from plan.rules.finding import Finding, found
from plan.rules.presenting import open_deadlines, review_comes_before_deadlines

DAYS_TO_PREPARE = 14
"""How long before a review its preparation is asked for."""

Watch = Callable[[Plan, date], list[Finding]]


def review_is_overdue(plan: Plan, today: date) -> list[Finding]:
    """A review was held by the day it was due (¶14)."""
    late = [review for review in plan.of(Review) if review.is_ahead and review.due < today]
    return [found("review_is_overdue", review) for review in late if not review.opened_at]


def deadline_has_passed(plan: Plan, today: date) -> list[Finding]:
    """Somebody looked at what was to be done or seen by a day that has passed (¶16)."""
    late = [line for line in open_deadlines(plan) if line.deadline and line.deadline < today]
    return [found("deadline_has_passed", line) for line in late]


def coming_review_is_prepared(plan: Plan, today: date) -> list[Finding]:
    """A review that is near was prepared (¶15–16)."""
    soon = today + timedelta(days=DAYS_TO_PREPARE)
    near = [review for review in plan.of(Review) if review.is_ahead and today <= review.due <= soon]
    return [found("coming_review_is_prepared", review) for review in near if not review.preparation]


def _whatever_the_day(rule: Callable[[Plan], list[Finding]]) -> Watch:
    @wraps(rule)
    def watch(plan: Plan, today: date) -> list[Finding]:
        return rule(plan)

    return watch


WHATEVER_THE_DAY = (
    following.out_of_cycle_review_is_raised,
    review_comes_before_deadlines,
    following.disagreement_is_judged,
    following.qualified_version_is_recirculated,
)
WATCHES: tuple[Watch, ...] = (
    _whatever_the_day(following.out_of_cycle_review_is_raised),
    review_is_overdue,
    deadline_has_passed,
    coming_review_is_prepared,
    *(_whatever_the_day(rule) for rule in WHATEVER_THE_DAY[1:]),
)


def raised_whatever_the_day(plan: Plan) -> list[Finding]:
    """What a plan asks for that does not depend on the day."""
    return [finding for rule in WHATEVER_THE_DAY for finding in rule(plan)]


def watch_over(plan: Plan, today: date) -> list[Finding]:
    """What a plan that was agreed once asks for on this day, the most pressing first.

    Before the first agreement and once a plan is closed there is nothing to watch over.
    """
    if not plan.was_agreed or plan.state is State.CLOSED:
        return []
    return [finding for watch in WATCHES for finding in watch(plan, today)]
