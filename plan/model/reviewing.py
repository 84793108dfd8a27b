"""The course of a review: prepared, opened, held, with what it means for the plan (¶14–17)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from plan.model.following import LookBack, Review
from plan.model.lines import side_of
from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.refusals import NotYours, ReasonNeeded, WrongState
from plan.model.states import AGREED_STATES
from plan.model.vocabulary import OutcomeCourse, Side, State


class ReviewResult(StrEnum):
    """What a review means for the plan."""

    GOES_ON = "goes_on"
    RENEGOTIATE = "renegotiate"
    CLOSE = "close"


def review_ahead(plan: Plan) -> Review | None:
    """The review that is open or comes next, or None when none is planned."""
    ahead = [review for review in plan.of(Review) if review.is_ahead]
    return min(ahead, key=lambda review: (review.opened_at is None, review.due), default=None)


def looks_ahead(plan: Plan) -> list[LookBack]:
    """What the person said looking back since the last review was held: it is for the next one,
    whichever that will be.
    """
    held = max((review.held_at for review in plan.of(Review) if review.held_at), default=None)
    return [look for look in plan.of(LookBack) if held is None or look.made_at > held]


def next_review(plan: Plan) -> Review:
    """The review that comes next. Raises WrongState when none is planned."""
    ahead = review_ahead(plan)
    if ahead is None:
        raise WrongState(state=plan.state, wanted="review")
    return ahead


def open_review(plan: Plan, who: str, at: datetime) -> Review:
    """Begin the next review of an agreed plan."""
    review = next_review(plan)
    if plan.state not in AGREED_STATES:
        raise WrongState(state=plan.state, wanted=State.IN_REVIEW)
    plan.change(review.id, {"opened_at": at}, who, at, settled=True)
    plan.move_to(State.IN_REVIEW, who, at)
    return review


def opened_review(plan: Plan) -> Review | None:
    """The review that was opened and has not ended, or None."""
    return next((review for review in plan.of(Review) if review.is_ahead and review.opened_at), None)


def settle_outcome(plan: Plan, outcome_id: str, course: OutcomeCourse, why: str, who: str, at: datetime) -> None:
    """Say at the open review what comes of an outcome, and why. Raises WrongState outside one."""
    review = opened_review(plan)
    if review is None:
        raise WrongState(state=plan.state, wanted=State.IN_REVIEW)
    if not why.strip():
        raise ReasonNeeded(step="settle_outcome")
    plan.line(outcome_id, Outcome)
    values = {"course": course, "course_why": why, "reviewed_in": review.id}
    plan.change(outcome_id, values, who, at, why=why, settled=True)


def hold_review(plan: Plan, result: ReviewResult, why: str, who: str, at: datetime) -> None:
    """End the review that is open: the plan goes on as agreed, is renegotiated, or is closed.

    A change to the plan during a review began new talks already; then it can only end in those.
    """
    opened = [review for review in plan.of(Review) if review.is_ahead and review.opened_at]
    if not opened or plan.state not in {State.IN_REVIEW, State.RENEGOTIATING}:
        raise WrongState(state=plan.state, wanted=State.IN_REVIEW)
    if not why.strip():
        raise ReasonNeeded(step="hold_review")
    for review in opened:
        plan.change(review.id, {"held_at": at, "result": str(result)}, who, at, why=why, settled=True)
    following = {
        ReviewResult.GOES_ON: _state_before(plan),
        ReviewResult.RENEGOTIATE: State.RENEGOTIATING,
        ReviewResult.CLOSE: State.CLOSED,
    }
    if plan.state is not following[result]:
        plan.move_to(following[result], who, at, why)


def close(plan: Plan, why: str, who: str, at: datetime) -> None:
    """Close the plan for good, with the reason; only the person or their practitioner may."""
    if side_of(who) is Side.OTHER:
        raise NotYours(side=side_of(who))
    if not why.strip():
        raise ReasonNeeded(step="close")
    plan.move_to(State.CLOSED, who, at, why)


def _state_before(plan: Plan) -> State:
    noted = any(signature.disagreement for signature in plan.signatures)
    qualified = any(mark.why == "qualified" for mark in plan.versions)
    return State.AGREED_WITH_DISAGREEMENT if noted or qualified else State.AGREED
