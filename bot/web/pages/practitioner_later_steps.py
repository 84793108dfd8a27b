"""The steps that keep an agreed plan alive: contingency, disagreement, copies, reviews; each from one small form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.datastructures import FormData

from bot.web.numbers import read_number
from bot.web.routing import typed
from plan import services
from plan.model.refusals import NothingWritten, UnknownWord
from plan.services.ports import Practitioner, UnitOfWork

StepOnPlan = Callable[[UnitOfWork, str, Practitioner, FormData], None]


def text_of(form: FormData, name: str) -> str | None:
    """What was typed in a field, or None for a blank."""
    return typed(form, name).strip() or None


def text_needed(form: FormData, name: str) -> str:
    """What was typed in a field. Raises NothingWritten for a blank."""
    text = text_of(form, name)
    if text is None:
        raise NothingWritten(field=name)
    return text


def seen_revision(form: FormData) -> int | None:
    """The revision of the line that stood on the page, or None where the form names none."""
    return read_number(typed(form, "revision"))


def day_of(form: FormData, name: str) -> date | None:
    """The day chosen in a field, or None for a blank. Raises UnknownWord for what is no day."""
    text = text_of(form, name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownWord(field=name, word=text) from error


def day_needed(form: FormData, name: str) -> date:
    """The day chosen in a field. Raises NothingWritten for a blank."""
    day = day_of(form, name)
    if day is None:
        raise NothingWritten(field=name)
    return day


def contingency(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Plan for what might go wrong."""
    names = ("trigger", "early_signs", "route", "contact", "helps_me_cope")
    services.add_contingency(
        uow,
        plan_id,
        who.id,
        text_needed(form, "risk"),
        outcome_id=text_of(form, "outcome"),
        significant_harm="significant_harm" in form,
        **{name: text_of(form, name) for name in names},  # type: ignore[arg-type]
    )


def complete_contingency(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say more about what might go wrong."""
    services.complete_contingency(
        uow,
        plan_id,
        who.id,
        typed(form, "line"),
        trigger=text_of(form, "trigger"),
        early_signs=text_of(form, "early_signs"),
        route=text_of(form, "route"),
        contact=text_of(form, "contact"),
        helps_me_cope=text_of(form, "helps_me_cope"),
        seen_revision=seen_revision(form),
    )


def complete_agency(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say which part an agency has."""
    line_id, role = typed(form, "line"), text_needed(form, "role")
    services.correct_line(uow, plan_id, line_id, role, who.id, field="role", seen_revision=seen_revision(form))


def risk(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say whether harm threatens if an outcome makes no progress, and why."""
    at_risk = typed(form, "at_risk") == "yes"
    services.note_risk_of_harm(uow, plan_id, who.id, typed(form, "line"), at_risk, typed(form, "why").strip())


def status(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say how far an action has come."""
    services.report_progress(
        uow, plan_id, who.id, typed(form, "line"), text_needed(form, "status"), text_of(form, "why")
    )


def judge(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Decide what a disagreement means for the plan, with the reason (¶21)."""
    services.judge_disagreement(
        uow, plan_id, who.id, typed(form, "disagreement"), text_needed(form, "judgement"), typed(form, "why").strip()
    )


def qualify(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Add what somebody else sees differently, after the first agreement (¶20)."""
    services.add_qualification(
        uow,
        plan_id,
        who.id,
        text_needed(form, "from_whom"),
        text_needed(form, "role"),
        text_needed(form, "words"),
        text_of(form, "about"),
    )


def copy_sent(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Note that somebody was given the newest version."""
    services.record_copy_sent(
        uow, plan_id, who.id, typed(form, "sent_to"), text_needed(form, "how"), day_of(form, "sent_on")
    )


def early_review(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Set a day for a review before the usual time, with the reason (¶17)."""
    services.schedule_review(uow, plan_id, who.id, day_needed(form, "due"), text_needed(form, "raised_why"))


def prepare(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Keep what was gathered before a review."""
    progress, contacts = typed(form, "progress"), typed(form, "contacts")
    services.prepare_review(uow, plan_id, who.id, typed(form, "review"), progress, contacts)


def contact(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Note a contact between reviews."""
    services.log_contact(
        uow, plan_id, who.id, day_needed(form, "on"), text_needed(form, "with_whom"), text_needed(form, "about")
    )


def development(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say that circumstances changed or a risk rose."""
    services.note_development(uow, plan_id, who.id, text_needed(form, "kind"), text_needed(form, "what"))


def open_review(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Begin the next review."""
    services.open_review(uow, plan_id, who.id)


def settle(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """Say at the review what comes of an outcome."""
    services.settle_outcome(
        uow, plan_id, who.id, typed(form, "outcome"), text_needed(form, "course"), typed(form, "why").strip()
    )


def hold(uow: UnitOfWork, plan_id: str, who: Practitioner, form: FormData) -> None:
    """End the open review."""
    services.hold_review(uow, plan_id, who.id, text_needed(form, "result"), typed(form, "why").strip())


LATER_STEPS: dict[str, StepOnPlan] = {
    "contingency": contingency,
    "complete-contingency": complete_contingency,
    "complete-agency": complete_agency,
    "risk": risk,
    "status": status,
    "judge": judge,
    "qualify": qualify,
    "copy-sent": copy_sent,
    "early-review": early_review,
    "prepare": prepare,
    "contact": contact,
    "development": development,
    "open-review": open_review,
    "settle": settle,
    "hold": hold,
}
