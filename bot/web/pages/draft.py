"""The person's draft: read it, correct a line, take a line out, delete everything."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.numbers import read_number
from bot.web.pages.answering import answer_suggestion
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.presenters.line_view import LineView
from bot.web.presenters.plan_view import PlanView, view_plan
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.plan import Plan
from plan.model.refusals import LineChanged, Refusal
from plan.model.vocabulary import Part, State
from plan.services.holding import Holding, see_holding
from plan.services.ports import UnitOfWork
from plan.services.retaining import load_retention

PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """What draft.html shows.

    Attributes:
        plan: the whole plan, for the person.
        shared_with: names of the practitioners who may see the shared lines.
        waiting: how many suggestions wait for the person's answer.
        on_the_table: a version lies there to be agreed.
    """

    plan: PlanView
    shared_with: list[str]
    waiting: int
    on_the_table: bool


@dataclass(frozen=True, kw_only=True)
class LinePage:
    """What line.html shows.

    Attributes:
        line: the line as it stands.
        typed: the words in the box.
        kept: a form that was refused.
    """

    line: LineView
    typed: str
    kept: Kept = NOTHING


@dataclass(frozen=True, kw_only=True)
class DeletePage:
    """What delete.html shows: what is held, and for how many years an agreed plan is kept."""

    holding: Holding
    years: int


def read_view(uow: UnitOfWork, plan_id: str) -> tuple[Plan, PlanView]:
    """The person's plan and how it is laid out, with the numbers that the guide speaks of."""
    plan = services.read_plan(uow, plan_id)
    numbers = {line.id: line.number for line in services.draft_lines(uow, plan_id, with_removed=True)}
    names = {each.id: each.name for each in uow.access.practitioners_of(plan_id)}
    return plan, view_plan(plan, numbers, names)


async def show_draft(request: Request) -> Response:
    """The draft line by line."""
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan, view = read_view(uow, plan_id)
        shared_with = [each.name for each in uow.access.practitioners_of(plan_id)]
    waiting = [proposal for proposal in plan.open_proposals() if proposal.side != PERSON]
    page = DraftPage(
        plan=view,
        shared_with=shared_with,
        waiting=len(waiting),
        on_the_table=plan.state is State.PRESENTED,
    )
    return render(request, "draft.html", page)


async def show_line(request: Request) -> Response:
    """One line, to be worded anew or taken out."""
    line = _line(request)
    return render(request, "line.html", LinePage(line=line, typed=line.text))


async def change_line(request: Request, form: FormData) -> Response:
    """Keep a new wording with the old one beside it, or strike the line out; both sides' words get a suggestion."""
    plan_id, line = conversation_of(request), _line(request)
    try:
        with site_of(request).store.unit_of_work() as uow:
            notice = _change(uow, plan_id, line, form)
            uow.commit()
    except Refusal as refusal:
        # What stands there now, read anew: somebody else may have been faster.
        line = _line(request)
        page = LinePage(line=line, typed=typed(form, "text").strip() or line.text, kept=keep(refusal, form))
        return render(request, "line.html", page, 409 if isinstance(refusal, LineChanged) else 422)
    Visit(request).say_next(notice)
    return go_to(f"/draft/line/{line.id}" if "comment" in form else "/draft")


async def put_back(request: Request, form: FormData) -> Response:
    """Let a line stand again that the person took out."""
    plan_id = conversation_of(request)
    try:
        with site_of(request).store.unit_of_work() as uow:
            services.put_back_line(uow, plan_id, typed(form, "line"), PERSON)
            uow.commit()
        Visit(request).say_next("line_put_back")
    except Refusal as refusal:
        raise HTTPException(404) from refusal
    return go_to("/draft")


def _change(uow: UnitOfWork, plan_id: str, line: LineView, form: FormData) -> str:
    """Do what the form of line.html asks for; gives the notice that says so."""
    text, reason, seen = typed(form, "text").strip(), typed(form, "reason").strip(), typed(form, "revision")
    if "comment" in form:
        return answer_suggestion(uow, plan_id, PERSON, form)
    if not line.mine and "take_out" in form:
        services.propose_removal(uow, plan_id, PERSON, line.id, reason)
        return "suggested"
    if not line.mine:
        services.propose_change(uow, plan_id, PERSON, line.id, text, reason, seen_text=typed(form, "seen") or None)
        return "suggested"
    if "take_out" in form:
        services.remove_line(uow, plan_id, line.id, PERSON)
        return "line_taken_out"
    revision = read_number(seen) if line.part != Part.STATEMENT else None
    services.correct_line(uow, plan_id, line.id, text, PERSON, seen_revision=revision)
    return "line_changed"


async def show_delete(request: Request) -> Response:
    """Ask whether everything should go, saying what would stay."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        holding = see_holding(uow, conversation_of(request))
    return render(request, "delete.html", DeletePage(holding=holding, years=load_retention().record // 365))


async def delete(request: Request, form: FormData) -> Response:
    """Delete the conversation and the plan, for good."""
    conversation_id, visit = conversation_of(request), Visit(request)
    site_of(request).guide.erase(conversation_id)
    visit.close()
    visit.say_next("erased")
    return go_to("/")


def _line(request: Request) -> LineView:
    """The line that the address names. Raises HTTPException 404."""
    wanted = request.path_params["line_id"]
    with site_of(request).store.unit_of_work(reading=True) as uow:
        _, view = read_view(uow, conversation_of(request))
    for line in every_line(view):
        if line.id == wanted:
            return line
    raise HTTPException(404)


def every_line(view: PlanView) -> list[LineView]:
    """All lines that stand in a plan, in reading order, each once."""
    found: list[LineView] = []
    for outcome in view.outcomes:
        found.append(outcome.line)
        found += [number.line for number in outcome.numbers]
        found += [*outcome.indicators, *outcome.actions]
    found += [*view.actions, *view.people, *view.contingencies, *view.agencies]
    return [*found, *view.statements]


routes = [
    showing("/draft", show_draft),
    showing("/draft/line/{line_id:str}", show_line),
    taking("/draft/line/{line_id:str}", change_line),
    taking("/draft/put-back", put_back),
    showing("/draft/delete", show_delete),
    taking("/draft/delete", delete),
]
