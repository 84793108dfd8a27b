"""A shared plan on the practitioner's side: read it, see what to ask next, work on it line by line."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner import plan_of, practitioner_of
from bot.web.pages.practitioner_steps import STEPS
from bot.web.presenters.line_forms import FieldForm, fields_of
from bot.web.presenters.line_view import LineView, view_line
from bot.web.presenters.plan_view import PlanView, view_plan
from bot.web.presenters.sharers import whose_turn
from bot.web.presenters.suggestions import Suggestion, view_suggestions
from bot.web.presenters.timeline import Happening, view_timeline
from bot.web.refusing import word_for
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.refusals import Refusal
from plan.model.states import AGREED_STATES, TALKING_STATES
from plan.model.vocabulary import Side, State, Step
from plan.rules import Finding


@dataclass(frozen=True, kw_only=True)
class SharedPlanPage:
    """What shared_plan.html shows.

    Attributes:
        path: where this plan's pages are.
        plan: what was shared, and nothing else.
        findings: what to ask next before the plan can be presented (or agreed, once it is).
        can_present, can_agree: the steps that can be tried now.
        signed: the reader has agreed to the version on the table.
        kept: what was typed in a form that was refused.
    """

    path: str
    plan: PlanView
    waits: str
    findings: list[Finding]
    suggestions: list[Suggestion]
    history: list[Happening]
    version: str | None
    version_number: int | None
    can_present: bool
    can_agree: bool
    signed: bool
    agreed: bool
    problem: str | None = None
    kept: str = ""


@dataclass(frozen=True, kw_only=True)
class SharedLinePage:
    """What shared_line.html shows: a line, what can be filled in, and what can be suggested."""

    path: str
    line: LineView
    fields: list[FieldForm]
    is_outcome: bool
    findings: list[Finding]
    suggestions: list[Suggestion]
    problem: str | None = None
    kept: str = ""


async def show_plan(request: Request) -> Response:
    """The shared lines, the questions to ask next, and the steps."""
    return _plan_page(request)


async def show_line(request: Request) -> Response:
    """One shared line with its forms."""
    return _line_page(request, request.path_params["line_id"])


async def take_step(request: Request, form: FormData) -> Response:
    """Take one of the steps in practitioner_steps; a refusal shows the page with what was typed."""
    name, line_id = request.path_params["step"], typed(form, "line")
    step = STEPS.get(name)
    if step is None:
        raise HTTPException(404)
    try:
        with site_of(request).store.unit_of_work() as uow:
            practitioner = practitioner_of(request, uow)
            step(uow, plan_of(request, uow, practitioner), practitioner, form)
            uow.commit()
    except Refusal as refusal:
        kept = typed(form, "text") or typed(form, "reason") or typed(form, "because")
        problem = word_for(refusal)
        if line_id:
            return _line_page(request, line_id, problem, kept, form)
        return _plan_page(request, problem, kept)
    Visit(request).say_next(f"step_{name.replace('-', '_')}")
    back = f"/practitioner/plan/{request.path_params['key']}"
    return go_to(f"{back}/line/{line_id}" if line_id and name != "propose" else back)


def _plan_page(request: Request, problem: str | None = None, kept: str = "") -> Response:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        plan_id = plan_of(request, uow, practitioner)
        plan = services.read_shared(uow, practitioner.id, plan_id)
        events = services.plan_timeline(uow, plan_id, practitioner.id)
    names = {practitioner.id: practitioner.name}
    mark = plan.on_the_table if plan.state in {State.PRESENTED} | AGREED_STATES else None
    signed = mark is not None and any(
        each.version == mark.number and each.side is Side.PRACTITIONER for each in plan.signatures
    )
    page = SharedPlanPage(
        path=f"/practitioner/plan/{request.path_params['key']}",
        plan=view_plan(plan, names=names),
        waits=whose_turn(plan, practitioner.id),
        findings=_findings(plan),
        suggestions=view_suggestions(plan, practitioner.id, names),
        history=view_timeline(events, names),
        version=mark.content_hash if mark else None,
        version_number=mark.number if mark else None,
        can_present=plan.state in TALKING_STATES,
        can_agree=mark is not None and not signed,
        signed=signed,
        agreed=plan.state in AGREED_STATES,
        problem=problem,
        kept=kept,
    )
    return render(request, "shared_plan.html", page, 422 if problem else 200)


def _line_page(
    request: Request,
    line_id: str,
    problem: str | None = None,
    kept: str = "",
    sent: FormData | None = None,
) -> Response:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        plan_id = plan_of(request, uow, practitioner)
        plan = services.read_shared(uow, practitioner.id, plan_id)
    line = plan.lines.get(line_id)
    if line is None:
        raise HTTPException(404, detail="not_shared")
    names = {practitioner.id: practitioner.name}
    page = SharedLinePage(
        path=f"/practitioner/plan/{request.path_params['key']}",
        line=view_line(line, plan, None, names),
        fields=fields_of(line, practitioner.id, sent or {}),
        is_outcome=isinstance(line, Outcome),
        findings=[found for found in _findings(plan) if found.line_id == line_id],
        suggestions=[
            each for each in view_suggestions(plan, practitioner.id, names) if each.line_id == line_id and each.is_open
        ],
        problem=problem,
        kept=kept,
    )
    return render(request, "shared_line.html", page, 422 if problem else 200)


def _findings(plan: Plan) -> list[Finding]:
    return services.check(plan, Step.PRESENTING if plan.state in TALKING_STATES else Step.AGREEING)


PATH = "/practitioner/plan/{key:str}"
routes = [
    showing(PATH, show_plan),
    showing(f"{PATH}/line/{{line_id:str}}", show_line),
    taking(f"{PATH}/{{step:str}}", take_step),
]
