"""The practitioner's rehearsals: whom to practise with, what was practised, and how it went over time; theirs alone."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner import practitioner_of
from bot.web.partners import CarefulPartner
from bot.web.presenters.rehearsal_history import HomePage, present_home
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from rehearsal.reading import NoSuchPerson, all_people
from rehearsal.record import FEEDBACK, NoSuchRehearsal, Path, Rehearsal

HOME = "/practitioner/rehearsing"


def partner_of(request: Request) -> CarefulPartner:
    """The rehearsal assistant. Raises HTTPException 404 where this service has none."""
    partner = site_of(request).partner
    if partner is None:
        raise HTTPException(404, detail="no_rehearsal")
    return partner


def practitioner_id_of(request: Request) -> str:
    """Who is signed in. Raises HTTPException 403."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        return practitioner_of(request, uow).id


def rehearsal_of(request: Request) -> Rehearsal:
    """The practitioner's own rehearsal that the address names. Raises HTTPException 403, 404."""
    practitioner_id = practitioner_id_of(request)
    try:
        return partner_of(request).find(request.path_params["rehearsal"], practitioner_id)
    except NoSuchRehearsal as error:
        raise HTTPException(404, detail="no_rehearsal") from error


def way_of(request: Request) -> tuple[Rehearsal, Path]:
    """The rehearsal and the way through it that the address names. Raises HTTPException 403, 404."""
    rehearsal = rehearsal_of(request)
    try:
        return rehearsal, rehearsal.way(request.path_params["number"])
    except NoSuchRehearsal as error:
        raise HTTPException(404, detail="no_rehearsal") from error


def path_to(rehearsal: Rehearsal, path: Path) -> str:
    """The address of a way through a rehearsal."""
    return f"{HOME}/{rehearsal.id}/way/{path.number}"


async def show_home(request: Request) -> Response:
    """Whom to practise with, and what was practised."""
    practitioner_id = practitioner_id_of(request)
    page: HomePage = present_home(all_people(), partner_of(request).of_practitioner(practitioner_id))
    return render(request, "rehearsing.html", page)


async def begin(request: Request, form: FormData) -> Response:
    """Begin with somebody."""
    practitioner_id, feedback = practitioner_id_of(request), typed(form, "feedback")
    try:
        rehearsal = await partner_of(request).begin(
            typed(form, "person"), practitioner_id, feedback if feedback in FEEDBACK else FEEDBACK[0]
        )
    except NoSuchPerson as error:
        raise HTTPException(404, detail="no_rehearsal") from error
    return go_to(path_to(rehearsal, rehearsal.paths[0]))


async def delete(request: Request, form: FormData) -> Response:
    """Delete one rehearsal."""
    rehearsal = rehearsal_of(request)
    partner_of(request).remove(rehearsal.id)
    Visit(request).say_next("rehearsal_deleted")
    return go_to(HOME)


async def delete_all(request: Request, form: FormData) -> Response:
    """Delete everything that was practised."""
    partner, practitioner_id = partner_of(request), practitioner_id_of(request)
    partner.remove(*(each.id for each in partner.of_practitioner(practitioner_id)))
    Visit(request).say_next("rehearsals_deleted")
    return go_to(HOME)


routes = [
    showing(HOME, show_home),
    taking(f"{HOME}/begin", begin),
    taking(f"{HOME}/delete-all", delete_all),
    taking(f"{HOME}/{{rehearsal:str}}/delete", delete),
]
