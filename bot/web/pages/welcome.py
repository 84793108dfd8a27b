"""The way in and out: begin, come back with a code, pause, leave; and what is said of privacy."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit, new_conversation_id
from bot.web.site import site_of
from bot.web.throttle import address_of
from plan.services.access import find_plan_by_resume_code, issue_resume_code


@dataclass(frozen=True, kw_only=True)
class ComeBackPage:
    """What come_back.html shows.

    Attributes:
        code: what was typed, to be put right.
        refused: nothing opens with that code.
        can_carry_on_here: a conversation without a code was left on this device.
    """

    code: str = ""
    refused: bool = False
    can_carry_on_here: bool = False


@dataclass(frozen=True, kw_only=True)
class PausePage:
    """What pause.html shows: the code, as long as it is being written down."""

    code: str | None


async def show_start(request: Request) -> Response:
    """What this is, and the ways in."""
    return render(request, "start.html")


async def start(request: Request, form: FormData) -> Response:
    """Begin a conversation; one that is open already goes on."""
    visit = Visit(request)
    if visit.conversation is None:
        if not site_of(request).client_pace.allows(address_of(request)):
            raise HTTPException(429, detail="too_fast")
        conversation_id = new_conversation_id()
        await site_of(request).guide.open(conversation_id)
        visit.open_conversation(conversation_id)
    return go_to("/chat")


async def show_come_back(request: Request) -> Response:
    """Ask for the code."""
    left = Visit(request).left_conversation is not None
    return render(request, "come_back.html", ComeBackPage(can_carry_on_here=left))


async def come_back(request: Request, form: FormData) -> Response:
    """Open the conversation that a code belongs to; any other code gives nothing away."""
    site, visit = site_of(request), Visit(request)
    if "here" in form:
        visit.come_back_here()
        return go_to("/chat" if visit.conversation else "/come-back")
    key = f"code {address_of(request)}"
    if not site.code_tries.allows(key):
        raise HTTPException(429)
    code = typed(form, "code")
    with site.store.unit_of_work() as uow:
        plan_id = find_plan_by_resume_code(uow, code)
    if plan_id is None:
        return render(request, "come_back.html", ComeBackPage(code=code, refused=True), 422)
    site.code_tries.forget(key)
    visit.open_conversation(plan_id)
    if "renew" in form:
        with site.store.unit_of_work() as uow:
            fresh = issue_resume_code(uow, plan_id)
            uow.commit()
        visit.show_code(fresh)
        return go_to("/pause")
    visit.say_next("welcome_back")
    return go_to("/chat")


async def show_pause(request: Request) -> Response:
    """Show the code that was just issued, or offer one."""
    conversation_of(request)
    return render(request, "pause.html", PausePage(code=Visit(request).code))


async def pause(request: Request, form: FormData) -> Response:
    """Issue a code, or close the conversation on this device once the code is written down."""
    conversation_id, visit = conversation_of(request), Visit(request)
    if "close" in form:
        visit.close()
        visit.say_next("closed_here")
        return go_to("/")
    with site_of(request).store.unit_of_work() as uow:
        code = issue_resume_code(uow, conversation_id)
        uow.commit()
    visit.show_code(code)
    return go_to("/pause")


async def leave(request: Request) -> Response:
    """Go at once to a page that says nothing; going back shows nothing either."""
    afterwards = Visit(request).leave()
    answer = RedirectResponse(site_of(request).settings.neutral_page, status_code=303, background=afterwards)
    # The cookie stays: where there is no code yet, it alone leads back.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


async def show_privacy(request: Request) -> Response:
    """Who sees what, and for how long."""
    return render(request, "privacy.html")


async def show_accessibility(request: Request) -> Response:
    """How these pages are made to be used by everybody, and what is not right yet."""
    return render(request, "accessibility.html")


routes = [
    showing("/", show_start),
    taking("/start", start),
    showing("/come-back", show_come_back),
    taking("/come-back", come_back),
    showing("/pause", show_pause),
    taking("/pause", pause),
    showing("/leave", leave),
    showing("/privacy", show_privacy),
    showing("/accessibility", show_accessibility),
]
