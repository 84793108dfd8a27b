"""Routes for pages: reading is GET, every form is a POST that carries the token of its session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.admitting import admit
from bot.web.reading import keep_readings, note_reading
from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.tokens import with_token

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
# After "leave this page", the back button leads on to the neutral page everywhere but here.
WAYS_BACK = frozenset({"/", "/come-back", "/privacy", "/accessibility", "/leave", "/practitioner/sign-in"})
# One box for each line of a very long draft.
FIELDS = 5000

Show = Callable[[Request], Awaitable[Response]]
Take = Callable[[Request, FormData], Awaitable[Response]]


def showing(path: str, handler: Show) -> Route:
    """A page that is read; whose plan it showed is kept in the audit trail before the page leaves."""

    async def endpoint(request: Request) -> Response:
        if Visit(request).has_left and path not in WAYS_BACK:
            return RedirectResponse(site_of(request).settings.neutral_page, status_code=303)
        admit(request, "GET", path)
        return keep_readings(request, path, await handler(request))

    return Route(path, endpoint, methods=["GET"])


def taking(path: str, handler: Take) -> Route:
    """A form that is sent; the only way to a POST route of a page, so none is without token."""

    @with_token
    async def checked(request: Request) -> Response:
        form = await request.form()
        answer = await site_of(request).once.take(request, form, lambda: handler(request, form))
        return keep_readings(request, path, answer)

    async def endpoint(request: Request) -> Response:
        admit(request, "POST", path)
        if not request.headers.get("content-type", "").startswith(FORM_TYPES):
            raise HTTPException(400)
        await request.form(max_fields=FIELDS, max_files=0)
        return await checked(request)

    endpoint.takes_a_form = True  # type: ignore[attr-defined]
    return Route(path, endpoint, methods=["POST"])


def go_to(path: str) -> Response:
    """See another page; what was sent is not sent again when that one is read anew."""
    return RedirectResponse(path, status_code=303)


def typed(form: FormData, name: str) -> str:
    """What was typed in a field, as it stands; a file or a missing field counts as nothing."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def conversation_of(request: Request) -> str:
    """The conversation that is open in this browser.

    Raises HTTPException 404, which says how to begin or come back, when there is none.
    """
    conversation_id = Visit(request).conversation
    if conversation_id is None:
        raise HTTPException(404, detail="no_conversation")
    note_reading(request, "person", conversation_id)
    return conversation_id
