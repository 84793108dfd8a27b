"""The person's side of the talks: answer suggestions, confirm outcomes, agree or say not yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.answering import answer_suggestion
from bot.web.pages.draft import PERSON, read_view
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.presenters.parties import Party, signed_version, to_sign, view_parties
from bot.web.presenters.plan_view import PlanView, view_plan
from bot.web.presenters.suggestions import Suggestion, view_suggestions
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.refusals import NothingWritten, Refusal
from plan.model.views import only_shared
from plan.model.vocabulary import Side, State
from plan.rules import Finding
from plan.services.ports import UnitOfWork

AGREED = {State.AGREED, State.AGREED_WITH_DISAGREEMENT}


@dataclass(frozen=True, kw_only=True)
class TogetherPage:
    """What together.html shows.

    Attributes:
        shared: the plan as the other side sees it.
        suggestions: open ones first, then those that were answered.
        to_confirm: outcomes that the person has not yet called theirs, meaningful and achievable.
        version: the hash of what lies on the table, or None.
        agreed_number: the version that was signed, or None; others' views make later ones.
        signed: the person (or, until both sides have, the carer) has agreed to it.
        carer_signed: the carer has.
        can_answer: the plan is not closed.
        agreed: both sides have.
        findings: what has to be talked about before agreeing.
        parties: who has a part in agreeing, and who has agreed.
        kept: a form that was refused.
    """

    shared: PlanView
    shared_with: list[str]
    suggestions: list[Suggestion]
    version: str | None
    version_number: int | None
    agreed_number: int | None
    signed: bool
    carer_signed: bool
    can_answer: bool
    agreed: bool
    findings: list[Finding]
    parties: list[Party]
    kept: Kept = NOTHING


async def show_together(request: Request) -> Response:
    """Where the talks stand."""
    return _page(request)


async def answer(request: Request, form: FormData) -> Response:
    """Accept a suggestion, decline it, say it another way, talk about it, or take one's own back."""
    return _take(request, form, answer_suggestion)


async def confirm(request: Request, form: FormData) -> Response:
    """Keep the person's own word on an outcome."""
    ticked = {word: word in form for word in ("theirs", "meaningful", "achievable")}

    def keep_word(uow: UnitOfWork, plan_id: str, by: str, sent: FormData) -> str:
        services.confirm_outcome(uow, plan_id, typed(sent, "outcome"), **ticked, by=by)
        return "word_kept"

    return _take(request, form, keep_word)


async def agree(request: Request, form: FormData) -> Response:
    """Agree to the version on the table, with what is seen differently, if anything; the carer by name."""
    return _take(request, form, _agree)


async def not_yet(request: Request, form: FormData) -> Response:
    """Keep "not yet, because …"; the other side sees it."""

    def keep_answer(uow: UnitOfWork, plan_id: str, by: str, sent: FormData) -> str:
        services.not_yet(uow, plan_id, by, typed(sent, "because").strip())
        return "not_yet_kept"

    return _take(request, form, keep_answer)


def _agree(uow: UnitOfWork, plan_id: str, by: str, form: FormData) -> str:
    name = typed(form, "name").strip()
    if "carer" in form and not name:
        raise NothingWritten(part="negotiator")
    party = str(Side.CARER) if "carer" in form else by
    services.agree_plan(
        uow, plan_id, party, party,
        disagreement=typed(form, "disagreement").strip() or None, about=typed(form, "about") or None,
        seen_hash=typed(form, "version"), name=name or None,
    )  # fmt: skip
    return "agreed"


def _take(request: Request, form: FormData, step: Callable[[UnitOfWork, str, str, FormData], str]) -> Response:
    """Do what a form asks for and show where the talks stand; a refusal keeps what was typed in its boxes."""
    plan_id = conversation_of(request)
    try:
        with site_of(request).store.unit_of_work() as uow:
            notice = step(uow, plan_id, PERSON, form)
            uow.commit()
    except Refusal as refusal:
        return _page(request, keep(refusal, form))
    Visit(request).say_next(notice)
    return go_to("/draft/together")


def _page(request: Request, kept: Kept = NOTHING) -> Response:
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan, _ = read_view(uow, plan_id)
        practitioners = uow.access.practitioners_of(plan_id)
    names = {each.id: each.name for each in practitioners}
    mark = plan.on_the_table if plan.state in {State.PRESENTED} | AGREED else None
    open_mark, signed_mark = to_sign(plan), signed_version(plan)
    signed = {str(each.side) for each in plan.signatures if signed_mark and each.version == signed_mark.number}
    page = TogetherPage(
        shared=view_plan(only_shared(plan), names=names),
        shared_with=[each.name for each in practitioners],
        suggestions=view_suggestions(plan, PERSON, names),
        version=mark.content_hash if mark else None,
        version_number=mark.number if mark else None,
        agreed_number=signed_mark.number if signed_mark else None,
        signed=open_mark is None
        or bool(signed & ({Side.PERSON} if plan.state in AGREED else {Side.PERSON, Side.CARER})),
        carer_signed=open_mark is None or Side.CARER in signed,
        can_answer=plan.state is not State.CLOSED,
        agreed=plan.state in AGREED,
        findings=services.check(plan, "agreeing") if mark and not signed else [],
        parties=view_parties(plan, names),
        kept=kept,
    )
    return render(request, "together.html", page, 422 if kept.problem else 200)


routes = [
    showing("/draft/together", show_together),
    taking("/draft/together/answer", answer),
    taking("/draft/together/confirm", confirm),
    taking("/draft/together/agree", agree),
    taking("/draft/together/not-yet", not_yet),
]
