"""The steps that a practitioner can take on a shared plan, each from one small form."""

from __future__ import annotations

from starlette.datastructures import FormData

from bot.web.pages.answering import answer_suggestion
from bot.web.pages.practitioner_later_steps import (
    LATER_STEPS,
    StepOnPlan,
    day_needed,
    day_of,
    seen_revision,
    text_needed,
    text_of,
)
from bot.web.routing import typed
from plan import services
from plan.model.vocabulary import Side
from plan.services.ports import Practitioner, UnitOfWork


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
        seen_text=typed(form, "seen") or None,
    )


def propose_removal(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Suggest to take a line out."""
    services.propose_removal(uow, plan_id, who.id, typed(form, "line"), typed(form, "reason").strip())


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
    """Answer a suggestion, or say something about it or about a line."""
    answer_suggestion(uow, plan_id, who.id, form)


def complete(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say who does a step, when, with whose help and how it is resourced; a blank changes nothing."""
    services.complete_action(
        uow,
        plan_id,
        who.id,
        typed(form, "line"),
        who=text_of(form, "who"),
        when=day_of(form, "when"),
        support=text_of(form, "support"),
        agency=text_of(form, "agency"),
        natural_supports=text_of(form, "natural_supports"),
        resource=text_of(form, "resource"),
        funded_by=text_of(form, "funded_by"),
        social_work_resource=True if "social_work_resource" in form else None,
        prioritisation=text_of(form, "prioritisation"),
        seen_revision=seen_revision(form),
    )


def sign(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say by when a sign should be there, whether others could see it, and whether it was discussed."""
    line_id, by = typed(form, "line"), day_of(form, "by")
    if by is not None:
        services.correct_line(
            uow, plan_id, line_id, by.isoformat(), who.id, field="by", seen_revision=seen_revision(form)
        )
    services.confirm_indicator(
        uow, plan_id, who.id, line_id, "observable" in form, True if "discussed" in form else None
    )


def agency(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Name an agency and its part, and the step that it has a part in, where the form is about one."""
    name, role, line_id = text_needed(form, "name"), text_needed(form, "role"), text_of(form, "line")
    services.name_agency(uow, plan_id, who.id, name, role)
    if line_id is not None and "of_action" in form:
        services.complete_action(uow, plan_id, who.id, line_id, agency=name)


def review(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Set a day to look at the plan together."""
    services.schedule_review(uow, plan_id, who.id, day_needed(form, "due"))


def carer(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Record that a carer takes part in the talks."""
    services.record_negotiator(uow, plan_id, who.id, Side.CARER, Side.CARER, text_needed(form, "name"))


def present(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Put the plan on the table."""
    services.present_plan(uow, plan_id, who.id)


def agree(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Agree to the version that was read."""
    services.agree_plan(uow, plan_id, who.id, who.role, seen_hash=typed(form, "version"))


def not_yet(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say "not yet, because …"."""
    services.not_yet(uow, plan_id, who.id, typed(form, "because").strip())


STEPS: dict[str, StepOnPlan] = {
    "propose": propose,
    "propose-removal": propose_removal,
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
    **LATER_STEPS,
}
