"""What happened to a plan, in plain words, and any two versions word by word; on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.draft import PERSON
from bot.web.pages.practitioner_reading import read_shared_plan
from bot.web.presenters.comparing import (
    ComparedLine,
    VersionView,
    asked_for,
    texts_of,
    view_comparison,
    view_versions,
)
from bot.web.presenters.timeline import Happening, view_timeline
from bot.web.rendering import render
from bot.web.routing import conversation_of, showing
from bot.web.site import site_of
from plan import services
from plan.model.events import Event
from plan.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """What history.html shows.

    Attributes:
        path: where the practitioner's pages of this plan are, or None for the person.
        versions: those that can be compared, the latest first.
        compared: the numbers of the two that are, or None where there are no two.
        lines: what differs between them.
    """

    path: str | None
    about: str | None
    here: str
    history: list[Happening]
    versions: list[VersionView]
    compared: tuple[int, int] | None
    lines: list[ComparedLine]


async def show_own(request: Request) -> Response:
    """The person's history."""
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan = services.read_plan(uow, plan_id)
        versions = view_versions(plan)
        compared, lines = _compare(request, uow, plan_id, versions)
        events = services.plan_timeline(uow, plan_id)
        you = {PERSON: site_of(request).words["names"][PERSON]}
        history = view_timeline(events, you | _names(uow, events))
    page = HistoryPage(
        path=None, about=None, here="/draft/history", history=history, versions=versions, compared=compared,
        lines=lines,
    )  # fmt: skip
    return render(request, "history.html", page)


async def show_shared(request: Request) -> Response:
    """The practitioner's view of it: what concerns shared lines, and versions since the plan was given to them."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        reading = read_shared_plan(request, uow)
        found = uow.caseload.find(reading.practitioner.id, request.path_params["key"])
        versions = view_versions(reading.plan, found[1] if found else None)
        compared, lines = _compare(request, uow, reading.plan_id, versions, only_open=True)
        events = services.plan_timeline(uow, reading.plan_id, reading.practitioner.id)
        names = _names(uow, events)
    page = HistoryPage(
        path=reading.path,
        about=reading.heading,
        here=f"{reading.path}/history",
        history=view_timeline(events, names),
        versions=versions,
        compared=compared,
        lines=lines,
    )
    return render(request, "history.html", page)


def _names(uow: UnitOfWork, events: Sequence[Event]) -> dict[str, str]:
    """The names of the accounts that did something, also of those who have no part in the plan any more."""
    found = (uow.access.practitioner(who) for who in {event.who for event in events})
    return {account.id: account.name for account in found if account}


def _compare(
    request: Request, uow: UnitOfWork, plan_id: str, versions: Sequence[VersionView], *, only_open: bool = False
) -> tuple[tuple[int, int] | None, list[ComparedLine]]:
    asked = request.query_params
    numbers = asked_for(versions, asked.get("before", ""), asked.get("after", ""))
    if numbers is None:
        return None, []
    texts = texts_of(*(services.read_plan_as_of(uow, plan_id, number, only_open=only_open) for number in numbers))
    return numbers, view_comparison(services.compare_versions(uow, plan_id, *numbers, only_open=only_open), texts)


routes = [
    showing("/draft/history", show_own),
    showing("/practitioner/plan/{key:str}/history", show_shared),
]
