"""What to do if things go wrong, from the person's side: one question at a time, each kept as it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.numbers import read_number
from bot.web.pages.draft import PERSON
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.presenters.line_view import LineView, view_line
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.following import Contingency
from plan.model.refusals import NothingWritten, Refusal

# What the person knows best comes first.
QUESTIONS = ("early_signs", "helps_me_cope", "contact", "trigger", "route")
PATH = "/draft/if-things-go-wrong"


@dataclass(frozen=True, kw_only=True)
class GoingWrongPage:
    """What going_wrong.html shows.

    Attributes:
        lines: what could go wrong, as far as it was said.
        line: the one that a question is asked about, or None.
        question: the field that is asked for, or None when nothing is left to ask.
        step: how many questions were skipped or answered.
    """

    lines: list[LineView]
    line: LineView | None
    question: str | None
    step: int
    kept: Kept = NOTHING


async def show(request: Request) -> Response:
    """The list, or with `line` in the address the next question about one of them."""
    return _page(request)


async def begin(request: Request, form: FormData) -> Response:
    """Say what could go wrong; the questions about it follow."""
    plan_id = conversation_of(request)
    try:
        with site_of(request).store.unit_of_work() as uow:
            line_id = services.add_contingency(uow, plan_id, PERSON, typed(form, "risk").strip())
            uow.commit()
    except Refusal as refusal:
        return _page(request, keep(refusal, form))
    return go_to(f"{PATH}?line={line_id}")


async def answer(request: Request, form: FormData) -> Response:
    """Keep one answer and ask the next question."""
    plan_id, line_id, question = conversation_of(request), typed(form, "line"), typed(form, "question")
    if question not in QUESTIONS:
        raise HTTPException(404)
    try:
        with site_of(request).store.unit_of_work() as uow:
            told = typed(form, "answer").strip()
            if not told:
                raise NothingWritten(field=question)
            services.complete_contingency(uow, plan_id, PERSON, line_id, **{question: told})  # type: ignore[arg-type]
            uow.commit()
    except Refusal as refusal:
        return _page(request, keep(refusal, form))
    Visit(request).say_next("word_kept")
    return go_to(f"{PATH}?line={line_id}&step={QUESTIONS.index(question) + 1}")


def _page(request: Request, kept: Kept = NOTHING) -> Response:
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan = services.read_plan(uow, plan_id)
        names = {each.id: each.name for each in uow.access.practitioners_of(plan_id)}
    asked = kept.values if kept.problem else request.query_params
    line = plan.lines.get(asked.get("line", ""))
    standing = line if isinstance(line, Contingency) and not line.removed else None
    step = read_number(asked.get("step", "")) or 0
    open_questions = [name for name in QUESTIONS[step:] if standing and not standing.has(name)]
    page = GoingWrongPage(
        lines=[view_line(each, plan, None, names) for each in plan.of(Contingency)],
        line=view_line(standing, plan, None, names) if standing else None,
        question=open_questions[0] if open_questions else None,
        step=QUESTIONS.index(open_questions[0]) if open_questions else 0,
        kept=kept,
    )
    return render(request, "going_wrong.html", page, 422 if kept.problem else 200)


routes = [
    showing(PATH, show),
    taking(PATH, begin),
    taking(f"{PATH}/answer", answer),
]
