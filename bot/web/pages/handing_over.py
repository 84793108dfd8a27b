"""Handing a plan over to a colleague of the same team; the person sees that it happened, and why."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner import plan_of, practitioner_of
from bot.web.refusing import word_for
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan.model.refusals import Refusal
from plan.services.handing_over import colleagues_of, hand_over
from plan.services.ports import Practitioner

PATH = "/practitioner/plan/{key:str}/hand-over"


@dataclass(frozen=True, kw_only=True)
class HandOverPage:
    """What hand_over.html shows: where the form goes, the colleagues, what was typed, and what went wrong."""

    key: str
    colleagues: list[Practitioner]
    chosen: str = ""
    reason: str = ""
    problem: str | None = None


async def show_hand_over(request: Request) -> Response:
    """Ask to whom, and why."""
    return _page(request)


async def take_hand_over(request: Request, form: FormData) -> Response:
    """Hand it over; the giver sees the plan no more."""
    chosen, reason = typed(form, "colleague"), typed(form, "reason").strip()
    try:
        with site_of(request).store.unit_of_work() as uow:
            practitioner = practitioner_of(request, uow)
            hand_over(uow, plan_of(request, uow, practitioner), practitioner.id, chosen, reason)
            uow.commit()
    except Refusal as refusal:
        return _page(request, chosen, reason, word_for(refusal))
    Visit(request).say_next("handed_over")
    return go_to("/practitioner")


def _page(request: Request, chosen: str = "", reason: str = "", problem: str | None = None) -> Response:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        plan_of(request, uow, practitioner)
        colleagues = colleagues_of(uow, practitioner)
    page = HandOverPage(
        key=request.path_params["key"], colleagues=colleagues, chosen=chosen, reason=reason, problem=problem
    )
    return render(request, "hand_over.html", page, 422 if problem else 200)


routes = [showing(PATH, show_hand_over), taking(PATH, take_hand_over)]
