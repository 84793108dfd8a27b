"""The person's side of the talks: answer suggestions, confirm outcomes, agree or say not yet."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.draft import PERSON, read_view
from bot.web.presenters.plan_view import PlanView, view_plan
from bot.web.presenters.suggestions import Suggestion, view_suggestions
from bot.web.presenters.timeline import Happening, view_timeline
from bot.web.refusing import word_for
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.refusals import Refusal
from plan.model.views import only_shared
from plan.model.vocabulary import Side, State
from plan.rules import Finding

AGREED = {State.AGREED, State.AGREED_WITH_DISAGREEMENT}


@dataclass(frozen=True, kw_only=True)
class TogetherPage:
    """What together.html shows.

    Attributes:
        shared: the plan as the other side sees it.
        suggestions: open ones first, then those that were answered.
        to_confirm: outcomes that the person has not yet called theirs, meaningful and achievable.
        version: the hash of what lies on the table, or None.
        signed: the person has agreed to it.
        agreed: both sides have.
        findings: what has to be talked about before agreeing.
    """

    shared: PlanView
    shared_with: list[str]
    suggestions: list[Suggestion]
    version: str | None
    version_number: int | None
    signed: bool
    agreed: bool
    history: list[Happening]
    findings: list[Finding]
    problem: str | None = None
    kept: str = ""


async def show_together(request: Request) -> Response:
    """Where the talks stand."""
    return _page(request)


async def answer(request: Request, form: FormData) -> Response:
    """Accept a suggestion, or decline it with a reason."""
    plan_id, proposal = conversation_of(request), typed(form, "proposal")
    reason = typed(form, "reason").strip()
    try:
        with site_of(request).store.unit_of_work() as uow:
            if "accept" in form:
                services.accept_proposal(uow, plan_id, PERSON, proposal)
            else:
                services.decline_proposal(uow, plan_id, PERSON, proposal, reason)
            uow.commit()
    except Refusal as refusal:
        return _page(request, problem=word_for(refusal), kept=reason)
    Visit(request).say_next("suggestion_accepted" if "accept" in form else "suggestion_declined")
    return go_to("/draft/together")


async def confirm(request: Request, form: FormData) -> Response:
    """Keep the person's own word on an outcome."""
    plan_id, outcome = conversation_of(request), typed(form, "outcome")
    ticked = {word: word in form for word in ("theirs", "meaningful", "achievable")}
    try:
        with site_of(request).store.unit_of_work() as uow:
            services.confirm_outcome(uow, plan_id, outcome, **ticked, by=PERSON)
            uow.commit()
    except Refusal as refusal:
        return _page(request, problem=word_for(refusal))
    Visit(request).say_next("word_kept")
    return go_to("/draft/together")


async def agree(request: Request, form: FormData) -> Response:
    """Agree to the version on the table, with what the person sees differently, if anything."""
    plan_id, words = conversation_of(request), typed(form, "disagreement").strip()
    try:
        with site_of(request).store.unit_of_work() as uow:
            services.agree_plan(
                uow, plan_id, PERSON, PERSON,
                disagreement=words or None, seen_hash=typed(form, "version"),
            )  # fmt: skip
            uow.commit()
    except Refusal as refusal:
        return _page(request, problem=word_for(refusal), kept=words)
    Visit(request).say_next("agreed")
    return go_to("/draft/together")


async def not_yet(request: Request, form: FormData) -> Response:
    """Keep "not yet, because …"; the other side sees it."""
    plan_id, because = conversation_of(request), typed(form, "because").strip()
    try:
        with site_of(request).store.unit_of_work() as uow:
            services.not_yet(uow, plan_id, PERSON, because)
            uow.commit()
    except Refusal as refusal:
        return _page(request, problem=word_for(refusal), kept=because)
    Visit(request).say_next("not_yet_kept")
    return go_to("/draft/together")


def _page(request: Request, problem: str | None = None, kept: str = "") -> Response:
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan, _ = read_view(uow, plan_id)
        practitioners = uow.access.practitioners_of(plan_id)
        events = services.plan_timeline(uow, plan_id)
    names = {each.id: each.name for each in practitioners}
    mark = plan.on_the_table if plan.state in {State.PRESENTED} | AGREED else None
    signed = mark is not None and any(
        each.version == mark.number and each.side in (Side.PERSON, Side.CARER) for each in plan.signatures
    )
    page = TogetherPage(
        shared=view_plan(only_shared(plan), names=names),
        shared_with=[each.name for each in practitioners],
        suggestions=view_suggestions(plan, PERSON, names),
        version=mark.content_hash if mark else None,
        version_number=mark.number if mark else None,
        signed=signed,
        agreed=plan.state in AGREED,
        history=view_timeline(events, names),
        findings=services.check(plan, "agreeing") if mark and not signed else [],
        problem=problem,
        kept=kept,
    )
    return render(request, "together.html", page, 422 if problem else 200)


routes = [
    showing("/draft/together", show_together),
    taking("/draft/together/answer", answer),
    taking("/draft/together/confirm", confirm),
    taking("/draft/together/agree", agree),
    taking("/draft/together/not-yet", not_yet),
]
