"""Reviews as both sides read them: what is ahead, how it was prepared, what came of each outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from plan.model.following import Development, Review
from plan.model.outcomes import Outcome
from plan.model.people import Contact
from plan.model.plan import Plan
from plan.model.reviewing import looks_ahead, opened_review


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """A review. `is_late`: its day has passed and it was not held. `result`: a word for what came of it."""

    id: str
    due: date
    raised_why: str | None
    progress: str | None
    contacts: str | None
    is_open: bool
    is_late: bool
    held_at: datetime | None
    result: str | None


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the person said of an outcome before a review."""

    outcome: str
    still_matters: str
    what_changed: str | None
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class Course:
    """What comes of an outcome; `looked_at` in the review that is open now."""

    id: str
    wording: str
    course: str
    why: str | None
    looked_at: bool


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What happened between reviews; `outcome` is the one that the person said is reached, or let go of."""

    kind: str
    what: str
    outcome: str | None
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """Everything about reviews that can be seen; `next` is the review that is open or comes next."""

    next: ReviewView | None
    later: list[ReviewView]
    held: list[ReviewView]
    looks: list[Look]
    courses: list[Course]
    contacts: list[Contact]
    developments: list[Happened]


def view_reviews(plan: Plan, today: date) -> Reviews:
    """The reviews of a plan."""
    opened = opened_review(plan)
    reviews = sorted(plan.of(Review), key=lambda review: (review is not opened, review.due))
    ahead = [_review(review, today) for review in reviews if review.is_ahead]
    held = [_review(review, today) for review in reviews if not review.is_ahead]
    outcomes = {outcome.id: outcome for outcome in plan.of(Outcome)}
    looks = [look for look in looks_ahead(plan) if look.outcome_id in outcomes]
    return Reviews(
        next=ahead[0] if ahead else None,
        later=ahead[1:],
        held=list(reversed(held)),
        looks=[
            Look(
                outcome=outcomes[str(look.outcome_id)].wording,
                still_matters=look.still_matters,
                what_changed=look.what_changed,
                said_at=look.made_at,
            )
            for look in looks
        ],
        courses=[_course(outcome, opened) for outcome in outcomes.values()],
        contacts=sorted(plan.of(Contact), key=lambda contact: contact.on, reverse=True),
        developments=[_happened(each, outcomes) for each in reversed(plan.of(Development))],
    )


def _review(review: Review, today: date) -> ReviewView:
    gathered = review.preparation
    return ReviewView(
        id=review.id,
        due=review.due,
        raised_why=review.raised_why,
        progress=gathered.progress if gathered else None,
        contacts=gathered.contacts if gathered else None,
        is_open=review.is_ahead and review.opened_at is not None,
        is_late=review.is_ahead and review.opened_at is None and review.due < today,
        held_at=review.held_at,
        result=review.result,
    )


def _happened(line: Development, outcomes: Mapping[str, Outcome]) -> Happened:
    outcome = outcomes.get(line.about or "")
    return Happened(kind=line.kind, what=line.what, outcome=outcome.wording if outcome else None, made_at=line.made_at)


def _course(outcome: Outcome, opened: Review | None) -> Course:
    looked_at = opened is not None and outcome.reviewed_in == opened.id
    return Course(
        id=outcome.id, wording=outcome.wording, course=outcome.course, why=outcome.course_why, looked_at=looked_at
    )
