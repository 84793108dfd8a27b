"""Keeping a plan on track: reviews before the deadlines, preparation, contacts, what comes of it
(¶14–17).
"""

from __future__ import annotations

from datetime import date

from plan.model import reviewing
from plan.model.following import Development, LookBack, Preparation, Review
from plan.model.lines import new_id, side_of
from plan.model.outcomes import Outcome
from plan.model.people import Contact
from plan.model.refusals import NotReady, NotShared, NotYours, ReasonNeeded
from plan.model.vocabulary import PERSONS_OWN, DevelopmentKind, OutcomeCourse, Side, Step, StillMatters
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
    """Say at the open review that an outcome goes on, changes, is reached or is let go, and why.

    Raises WrongState when no review is open, ReasonNeeded without a reason.
    """
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        reviewing.settle_outcome(plan, outcome_id, OutcomeCourse(course), why, by, uow.now())


def hold_review(uow: UnitOfWork, plan_id: str, by: str, result: str, why: str) -> None:
    """End the open review: the plan "goes_on", is to "renegotiate", or to "close", and why.

    Raises NotReady while an outcome was not looked at, WrongState when no review is open.
    """
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        if findings := check(plan, Step.HOLDING_A_REVIEW):
            raise NotReady(step=Step.HOLDING_A_REVIEW, findings=findings)
        reviewing.hold_review(plan, reviewing.ReviewResult(result), why, by, uow.now())


def note_development(uow: UnitOfWork, plan_id: str, by: str, kind: str, what: str, about: str | None = None) -> str:
    """Say that "circumstances" changed or a "risk" rose; it asks for an out-of-cycle review (¶17).

    Between reviews the person or their carer may also say that an outcome, `about`, is "reached" or that they "let_go"
    of it, and why: the other side reads it, and the review that it asks for settles the outcome. Raises NotYours when
    somebody else says that, NoSuchLine without an outcome, NotShared for one that is private.
    """
    require_access(uow, plan_id, by)
    word = DevelopmentKind(kind)
    with changing(uow, plan_id) as plan:
        if word in PERSONS_OWN:
            if side_of(by) not in (Side.PERSON, Side.CARER):
                raise NotYours(side=side_of(by))
            if plan.line(about or "", Outcome).id not in plan.shared:
                raise NotShared(line_id=about)
        line = Development(id=new_id(), made_at=uow.now(), author=by, kind=word, what=what, about=about)
        plan.add(line, by, line.made_at)
    return line.id


def look_back(
    uow: UnitOfWork,
    plan_id: str,
    outcome_id: str,
    still_matters: str,
    what_changed: str | None = None,
    by: str = Side.PERSON,
) -> str:
    """Keep what the person says of an outcome before a review: whether it still matters, and what
    changed (¶15). It is theirs alone until they share it; saying it anew keeps what they said
    before. Gives the line's id. Raises NotYours for a practitioner.
    """
    if side_of(by) is Side.PRACTITIONER:
        raise NotYours(side=side_of(by))
    now = uow.now()
    with changing(uow, plan_id) as plan:
        plan.line(outcome_id, Outcome)
        said = {"still_matters": StillMatters(still_matters), "what_changed": what_changed or None}
        for known in reviewing.looks_ahead(plan):
            if known.outcome_id == outcome_id:
                told = {name: value for name, value in said.items() if value is not None}
                plan.change(known.id, told, by, now)
                return known.id
        line = LookBack(
            id=new_id(), made_at=now, author=by, outcome_id=outcome_id,
            still_matters=StillMatters(still_matters), what_changed=what_changed or None,
        )  # fmt: skip
        plan.add(line, by, now)
    return line.id


def close_plan(uow: UnitOfWork, plan_id: str, by: str, why: str) -> None:
    """Close a plan for good, with the reason."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        reviewing.close(plan, why, by, uow.now())
