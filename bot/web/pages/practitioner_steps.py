"""The steps that a practitioner can take on a shared plan, each from one small form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.datastructures import FormData

from bot.web.routing import typed
from plan import services
from plan.model.refusals import NothingWritten, UnknownWord
from plan.model.vocabulary import Side
from plan.services.ports import Practitioner, UnitOfWork

StepOnPlan = Callable[[UnitOfWork, str, Practitioner, FormData], None]


def propose(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Suggest other words for a line, or for one of its fields."""
    services.propose_change(
        uow,
        plan_id,
        who.id,
        typed(form, "line"),
        typed(form, "text").strip(),
        typed(form, "reason").strip(),
        field=typed(form, "field") or None,
    )


def propose_line(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Suggest a new sign or step for an outcome."""
    services.propose_line(
        uow,
        plan_id,
        who.id,
        typed(form, "part"),
        typed(form, "text").strip(),
        typed(form, "reason").strip(),
        outcome_id=typed(form, "line") or None,
    )


def answer(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Accept the person's suggestion, or decline it with a reason."""
    proposal = typed(form, "proposal")
    if "accept" in form:
        services.accept_proposal(uow, plan_id, who.id, proposal)
    else:
        services.decline_proposal(uow, plan_id, who.id, proposal, typed(form, "reason").strip())


def complete(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say who does a step, when, with whose help and how it is resourced; a blank changes nothing."""
    revision = typed(form, "revision")
    services.complete_action(
        uow,
        plan_id,
        who.id,
        typed(form, "line"),
        who=_text(form, "who"),
        when=_day(form, "when"),
        support=_text(form, "support"),
        agency=_text(form, "agency"),
        natural_supports=_text(form, "natural_supports"),
        resource=_text(form, "resource"),
        funded_by=_text(form, "funded_by"),
        social_work_resource=True if "social_work_resource" in form else None,
        prioritisation=_text(form, "prioritisation"),
        seen_revision=int(revision) if revision.isdigit() else None,
    )


def sign(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say by when a sign should be there, whether others could see it, and whether it was discussed."""
    line_id, by = typed(form, "line"), _day(form, "by")
    if by is not None:
        services.correct_line(uow, plan_id, line_id, by.isoformat(), who.id, field="by")
    services.confirm_indicator(
        uow, plan_id, who.id, line_id, "observable" in form, True if "discussed" in form else None
    )


def agency(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Name an agency and its part."""
    name, role = _text(form, "name"), _text(form, "role")
    if name is None or role is None:
        raise NothingWritten(part="agency")
    services.name_agency(uow, plan_id, who.id, name, role)


def review(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Set a day to look at the plan together."""
    due = _day(form, "due")
    if due is None:
        raise NothingWritten(part="review")
    services.schedule_review(uow, plan_id, who.id, due)


def carer(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Record that a carer takes part in the talks."""
    name = _text(form, "name")
    if name is None:
        raise NothingWritten(part="negotiator")
    services.record_negotiator(uow, plan_id, who.id, Side.CARER, Side.CARER, name)


def present(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Put the plan on the table."""
    services.present_plan(uow, plan_id, who.id)


def agree(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Agree to the version that was read."""
    services.agree_plan(uow, plan_id, who.id, who.role, seen_hash=typed(form, "version"))


def not_yet(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say "not yet, because …"."""
    services.not_yet(uow, plan_id, who.id, typed(form, "because").strip())


def _text(form: FormData, name: str) -> str | None:
    return typed(form, name).strip() or None


def _day(form: FormData, name: str) -> date | None:
    text = _text(form, name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownWord(field=name, word=text) from error


STEPS: dict[str, StepOnPlan] = {
    "propose": propose,
    "propose-line": propose_line,
    "answer": answer,
    "complete": complete,
    "sign": sign,
    "agency": agency,
    "review": review,
    "carer": carer,
    "present": present,
    "agree": agree,
    "not-yet": not_yet,
}
