"""A shared plan on the practitioner's side: read it, see what waits, work on it line by line."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner_reading import Reading, read_shared_plan
from bot.web.presenters.kept import NOTHING, Kept
from bot.web.presenters.line_forms import FieldForm, fields_of
from bot.web.presenters.line_view import LineView, view_line
from bot.web.presenters.parties import to_sign
from bot.web.presenters.plan_view import PlanView, view_plan
from bot.web.presenters.suggestions import Suggestion, view_suggestions
from bot.web.rendering import render
from bot.web.routing import showing
from bot.web.site import site_of
from plan import services
from plan.model.outcomes import Action, Outcome
from plan.model.plan import Plan
from plan.model.standing import waits_for
from plan.model.states import AGREED_STATES, TALKING_STATES
from plan.model.vocabulary import ActionStatus, Part, Step
from plan.rules import Finding


@dataclass(frozen=True, kw_only=True)
class SharedPlanPage:
    """What shared_plan.html shows.

    Attributes:
        path: where this plan's pages are.
        plan: what was shared, and nothing else.
        label: what the practitioner calls it in their list.
        waits: for whom the next step waits, "person", "practitioner" or "nobody".
        findings: what to ask next before the plan can be presented (or agreed, once it is).
        raised: what the running of an agreed plan asks for today.
        can_present, to_sign: the steps that wait on the page about agreeing.
        lost: what was typed about a line that is not there any more.
        kept: a form that was refused.
    """

    path: str
    plan: PlanView
    label: str | None
    waits: str
    findings: list[Finding]
    raised: list[Finding]
    suggestions: list[Suggestion]
    version: str | None
    version_number: int | None
    can_present: bool
    to_sign: bool
    agreed: bool
    lost: str = ""
    kept: Kept = NOTHING


@dataclass(frozen=True, kw_only=True)
class SharedLinePage:
    """What shared_line.html shows: a line, what can be filled in, and what can be suggested.

    Attributes:
        statuses: how far an action can have come; empty for other lines.
        at_risk: harm threatens if this outcome makes no progress; None for other lines.
        kept: a form that was refused.
    """

    path: str
    line: LineView
    fields: list[FieldForm]
    is_outcome: bool
    findings: list[Finding]
    suggestions: list[Suggestion]
    statuses: tuple[str, ...]
    status: str | None
    at_risk: bool | None
    kept: Kept = NOTHING


async def show_plan(request: Request) -> Response:
    """The shared lines, the questions to ask next, and what waits."""
    return plan_page(request)


async def show_line(request: Request) -> Response:
    """One shared line with its forms."""
    return line_page(request, request.path_params["line_id"])


def plan_page(request: Request, kept: Kept = NOTHING) -> Response:
    """The page of the whole plan."""
    site = site_of(request)
    with site.store.unit_of_work(reading=True) as uow:
        reading = read_shared_plan(request, uow)
        label = uow.caseload.label(reading.practitioner.id, reading.plan_id)
    plan, mark = reading.plan, reading.mark
    page = SharedPlanPage(
        path=reading.path,
        plan=view_plan(plan, names=reading.names),
        label=label,
        waits=waits_for(plan) or "nobody",
        findings=findings_of(plan),
        raised=services.watch(plan, site.settings.day),
        suggestions=view_suggestions(plan, reading.practitioner.id, reading.names),
        version=mark.content_hash if mark else None,
        version_number=mark.number if mark else None,
        can_present=plan.state in TALKING_STATES,
        to_sign=to_sign(plan) is not None and not has_signed(reading),
        agreed=plan.state in AGREED_STATES,
        lost=_lost(plan, kept),
        kept=kept,
    )
    return render(request, "shared_plan.html", page, 422 if kept.problem else 200)


def line_page(request: Request, line_id: str, kept: Kept = NOTHING) -> Response:
    """The page of one line. Raises HTTPException 404 for a line that is not shared (any more)."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        reading = read_shared_plan(request, uow)
    plan = reading.plan
    line = plan.lines.get(line_id)
    if line is None:
        raise HTTPException(404, detail="not_shared")
    sent = kept.values if kept.is_at("fields") else {}
    page = SharedLinePage(
        path=reading.path,
        line=view_line(line, plan, None, reading.names),
        fields=fields_of(line, reading.practitioner.id, sent),
        is_outcome=isinstance(line, Outcome),
        findings=[found for found in findings_of(plan) if found.line_id == line_id],
        suggestions=[
            each
            for each in view_suggestions(plan, reading.practitioner.id, reading.names)
            if each.line_id == line_id and each.is_open
        ],
        statuses=tuple(map(str, ActionStatus)) if line.part == Part.ACTION else (),
        status=str(line.status) if isinstance(line, Action) else None,
        at_risk=line.harm_if_no_progress if isinstance(line, Outcome) else None,
        kept=kept,
    )
    return render(request, "shared_line.html", page, status_of(kept))


def _lost(plan: Plan, kept: Kept) -> str:
    about = kept.values.get("line")
    if kept.problem is None or about is None or about in plan.lines:
        return ""
    return "\n\n".join(text for text in map(kept.values.get, ("text", "reason", "words", "why")) if text)


def findings_of(plan: Plan) -> list[Finding]:
    """What to ask next before the step that comes next."""
    return services.check(plan, Step.PRESENTING if plan.state in TALKING_STATES else Step.AGREEING)


def has_signed(reading: Reading) -> bool:
    """True when this practitioner has agreed to the version on the table."""
    mark = reading.mark
    return mark is not None and any(
        each.version == mark.number and each.party == reading.practitioner.id for each in reading.plan.signatures
    )


def status_of(kept: Kept) -> int:
    """The status of a page: 409 where somebody else was faster, 422 for another refusal."""
    return 200 if kept.problem is None else 409 if kept.problem == "line_changed" else 422


PATH = "/practitioner/plan/{key:str}"
routes = [
    showing(PATH, show_plan),
    showing(f"{PATH}/line/{{line_id:str}}", show_line),
]
