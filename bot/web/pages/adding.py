"""The person suggests a new line, or one that both sides had taken out before; the other side answers."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.draft import PERSON, read_view
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.presenters.line_view import LineView
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.refusals import Refusal

# In the order in which people speak of them. An indicator or an action belongs to an outcome.
PARTS = ("action", "indicator", "outcome", "agency", "contingency")


@dataclass(frozen=True, kw_only=True)
class AddingPage:
    """What adding.html shows.

    Attributes:
        outcomes: those that a sign or a step can belong to.
        part, text, outcome: what stands in the form at first.
    """

    outcomes: list[LineView]
    parts: tuple[str, ...] = PARTS
    part: str = ""
    text: str = ""
    outcome: str = ""
    kept: Kept = NOTHING


async def show_adding(request: Request) -> Response:
    """An empty form, or one with the words of a line that was taken out (`again`)."""
    return _page(request)


async def add(request: Request, form: FormData) -> Response:
    """Put the suggestion before the other side."""
    plan_id, part = conversation_of(request), typed(form, "part")
    outcome = typed(form, "outcome") if part in ("indicator", "action") else ""
    try:
        with site_of(request).store.unit_of_work() as uow:
            text, reason = typed(form, "text").strip(), typed(form, "reason").strip()
            services.propose_line(uow, plan_id, PERSON, part, text, reason, outcome or None)
            uow.commit()
    except Refusal as refusal:
        return _page(request, keep(refusal, form))
    Visit(request).say_next("suggested")
    return go_to("/draft/together")


def _page(request: Request, kept: Kept = NOTHING) -> Response:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan, view = read_view(uow, conversation_of(request))
    again = plan.lines.get(request.query_params.get("again", ""))
    page = AddingPage(
        outcomes=[outcome.line for outcome in view.outcomes if outcome.line.shared],
        part=str(again.part) if again else "",
        text=again.text if again else "",
        outcome=(again.outcome_id or "") if again else "",
        kept=kept,
    )
    return render(request, "adding.html", page, 422 if kept.problem else 200)


routes = [
    showing("/draft/together/add", show_adding),
    taking("/draft/together/add", add),
]
