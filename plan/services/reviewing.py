"""Keeping a plan on track: reviews before the deadlines, preparation, contacts, what comes of it
(¶14–17).
"""

from __future__ import annotations

from datetime import date

from plan.model import reviewing
from plan.model.following import Preparation, Review
from plan.model.lines import new_id
from plan.model.outcomes import Outcome
from plan.model.people import Contact
from plan.model.refusals import NotReady, ReasonNeeded
from plan.model.vocabulary import OutcomeCourse, Step
from plan.rules import check
from plan.services.changing import changing, require_access
from plan.services.ports import UnitOfWork


def schedule_review(uow: UnitOfWork, plan_id: str, by: str, due: date, raised_why: str | None = None) -> str:
    """Plan a review; with `raised_why` it is an out-of-cycle one (¶17). Gives the line's id."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        review = Review(id=new_id(), made_at=uow.now(), author=by, due=due, raised_why=raised_why or None)
        plan.add(review, by, review.made_at, raised_why)
    return review.id


def prepare_review(uow: UnitOfWork, plan_id: str, by: str, review_id: str, progress: str, contacts: str) -> None:
    """Keep what was gathered before a review: progress, and contacts made (¶15–16)."""
    if not (progress.strip() and contacts.strip()):
        raise ReasonNeeded(step="prepare_review")
    require_access(uow, plan_id, by)
    now = uow.now()
    with changing(uow, plan_id) as plan:
        plan.line(review_id, Review)
        gathered = Preparation(progress=progress, contacts=contacts, by=by, at=now)
        plan.change(review_id, {"preparation": gathered}, by, now, settled=True)


def log_contact(uow: UnitOfWork, plan_id: str, by: str, on: date, with_whom: str, about: str) -> str:
    """Note a contact between reviews (¶16); gives the line's id."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        contact = Contact(id=new_id(), made_at=uow.now(), author=by, on=on, with_whom=with_whom, about=about)
        plan.add(contact, by, contact.made_at)
    return contact.id


def open_review(uow: UnitOfWork, plan_id: str, by: str) -> str:
    """Begin the next review. Raises NotReady when it was not prepared; gives the review's id."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        if findings := check(plan, Step.OPENING_A_REVIEW):
            raise NotReady(step=Step.OPENING_A_REVIEW, findings=findings)
        return reviewing.open_review(plan, by, uow.now()).id


def settle_outcome(uow: UnitOfWork, plan_id: str, by: str, outcome_id: str, course: str, why: str) -> None:
    """Say at a review that an outcome goes on, changes, is reached or is let go, and why."""
    if not why.strip():
        raise ReasonNeeded(step="settle_outcome")
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        plan.line(outcome_id, Outcome)
        values = {"course": OutcomeCourse(course), "course_why": why}
        plan.change(outcome_id, values, by, uow.now(), why=why, settled=True)


def hold_review(uow: UnitOfWork, plan_id: str, by: str, result: str, why: str) -> None:
    """End the open review: the plan "goes_on", is to "renegotiate", or to "close", and why."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        reviewing.hold_review(plan, reviewing.ReviewResult(result), why, by, uow.now())


def close_plan(uow: UnitOfWork, plan_id: str, by: str, why: str) -> None:
    """Close a plan for good, with the reason."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        reviewing.close(plan, why, by, uow.now())
