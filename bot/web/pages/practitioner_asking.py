"""What to ask next, one question at a time, each saved as it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.web.numbers import read_number
from bot.web.pages.practitioner_plan import findings_of, status_of
from bot.web.pages.practitioner_reading import read_shared_plan
from bot.web.presenters.asking import Ask, view_asks
from bot.web.presenters.kept import NOTHING, Kept
from bot.web.rendering import render
from bot.web.routing import showing
from bot.web.site import site_of


@dataclass(frozen=True, kw_only=True)
class AskingPage:
    """What asking.html shows.

    Attributes:
        about: the person's first outcome, which tells whose plan this is.
        ask: the question to ask now, or None when none is left.
        place: how many questions were left for later before it.
        left: how many there are in all.
        kept: a form that was refused.
    """

    path: str
    about: str | None
    ask: Ask | None
    place: int
    left: int
    kept: Kept = NOTHING


async def show_asking(request: Request) -> Response:
    """The next question; `skip` in the address says how many were left for later."""
    return asking_page(request)


def asking_page(request: Request, kept: Kept = NOTHING) -> Response:
    """The page of one question."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        reading = read_shared_plan(request, uow)
    asks = view_asks(reading.plan, findings_of(reading.plan), reading.practitioner.id)
    wanted = kept.values.get("skip") or request.query_params.get("skip", "0")
    place = read_number(wanted) or 0
    place = place if place < len(asks) else 0
    page = AskingPage(
        path=reading.path,
        about=reading.heading,
        ask=asks[place] if asks else None,
        place=place,
        left=len(asks),
        kept=kept,
    )
    return render(request, "asking.html", page, status_of(kept))


routes = [showing("/practitioner/plan/{key:str}/ask", show_asking)]
