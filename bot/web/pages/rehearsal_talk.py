"""The rehearsal page: the talk with its feedback, a box for the next turn, and every turn to try another way."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.guides import GuideUnavailable
from bot.web.numbers import read_number
from bot.web.pages.rehearsal_begin import HOME, partner_of, path_to, rehearsal_of, way_of
from bot.web.presenters.rehearsal_talk import present_talk, present_ways
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.throttle import address_of
from rehearsal.reading import find_person
from rehearsal.record import FEEDBACK, Path, Rehearsal

# Nobody says more than this in one breath.
LONGEST_TURN = 2_000
MESSAGE_ID = re.compile(r"[0-9a-f]{32}")
WAY = f"{HOME}/{{rehearsal:str}}/way/{{number:int}}"


async def show_talk(request: Request) -> Response:
    """The talk so far."""
    rehearsal, path = way_of(request)
    return _page(request, rehearsal, path)


async def say(request: Request, form: FormData) -> Response:
    """Hand a turn over; an empty one only where silence was chosen."""
    rehearsal, path = way_of(request)
    site, written = site_of(request), typed(form, "message")
    message_id = typed(form, "message_id")
    if not MESSAGE_ID.fullmatch(message_id):
        message_id = uuid4().hex
    silent = bool(typed(form, "silence"))
    said = site.words["rehearsing"]["silence"] if silent else written.strip()
    if not said:
        return _page(request, rehearsal, path, problem="nothing_typed", status=422)
    if len(said) > LONGEST_TURN:
        return _page(request, rehearsal, path, text=written, problem="too_long", status=413)
    if not (site.message_pace.allows(path.id) and site.client_pace.allows(address_of(request))):
        return _page(request, rehearsal, path, text=written, problem="too_fast", status=429)
    try:
        await partner_of(request).say(path, said, message_id)
    except GuideUnavailable:
        return _page(request, rehearsal, path, text=written, problem="unavailable", status=503)
    if silent and written.strip():
        return _page(request, *way_of(request), text=written)
    return go_to(f"{path_to(rehearsal, path)}#latest")


async def try_again(request: Request, form: FormData) -> Response:
    """Go back to a turn and try it another way; the way that was taken stays."""
    rehearsal, path = way_of(request)
    turn = read_number(typed(form, "turn")) or 0
    if not 1 <= turn <= len(path.turns):
        raise HTTPException(404, detail="no_rehearsal")
    other = await partner_of(request).try_again(rehearsal, path, turn)
    return go_to(f"{path_to(rehearsal, other)}#answer")


async def end(request: Request, form: FormData) -> Response:
    """End the talk and see the report."""
    rehearsal, path = way_of(request)
    if path.turns and not path.ended_by:
        await partner_of(request).end(path)
    return go_to(f"{path_to(rehearsal, path)}/report")


async def choose_feedback(request: Request, form: FormData) -> Response:
    """Choose when feedback comes."""
    rehearsal, path = way_of(request)
    if typed(form, "feedback") in FEEDBACK:
        partner_of(request).change(replace(rehearsal, feedback=typed(form, "feedback")))
        Visit(request).say_next("rehearsal_feedback")
    return go_to(path_to(rehearsal, path))


async def show_ways(request: Request) -> Response:
    """Two ways through one rehearsal, side by side."""
    rehearsal = rehearsal_of(request)
    asked = read_number(request.query_params.get("way", ""))
    number = rehearsal.paths[-1].number if asked is None else asked
    page = present_ways(find_person(rehearsal.person_id), rehearsal, number)
    if page is None:
        return go_to(path_to(rehearsal, rehearsal.paths[0]))
    return render(request, "rehearsal_ways.html", page)


def _page(
    request: Request,
    rehearsal: Rehearsal,
    path: Path,
    *,
    text: str = "",
    problem: str | None = None,
    status: int = 200,
) -> Response:
    page = present_talk(
        find_person(rehearsal.person_id), rehearsal, path,
        message_id=uuid4().hex, typed=text, problem=problem, address=path_to(rehearsal, path),
    )  # fmt: skip
    return render(request, "rehearsal.html", page, status)


routes = [
    showing(f"{HOME}/{{rehearsal:str}}/ways", show_ways),
    showing(WAY, show_talk),
    taking(f"{WAY}/say", say),
    taking(f"{WAY}/again", try_again),
    taking(f"{WAY}/end", end),
    taking(f"{WAY}/feedback", choose_feedback),
]
