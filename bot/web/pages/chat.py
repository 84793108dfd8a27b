"""The conversation page: what was said, the open question, and a box for an answer in any words."""

from __future__ import annotations

import re

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.guides import GuideUnavailable, GuideUnreadable
from bot.web.presenters.transcript import present_chat
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit, new_conversation_id
from bot.web.site import site_of
from bot.web.throttle import address_of
from plan.model.vocabulary import Side

LONGEST_MESSAGE = 20_000
MESSAGE_ID = re.compile(r"[0-9a-f]{32}")


async def show_chat(request: Request) -> Response:
    """The latest lines; all of them with `?show=all`."""
    conversation_id = conversation_of(request)
    Visit(request).hide_code()
    return _page(request, conversation_id, show_all=request.query_params.get("show") == "all")


async def say(request: Request, form: FormData) -> Response:
    """Hand a message to the guide. What was typed beside a pressed button stays in the box."""
    conversation_id, visit = conversation_of(request), Visit(request)
    chosen, written = typed(form, "choice").strip(), typed(form, "message")
    message = chosen or written.strip()
    message_id = typed(form, "message_id")
    if not MESSAGE_ID.fullmatch(message_id):
        message_id = new_conversation_id()
    site, words = site_of(request), written or chosen
    paced = site.message_pace.allows(conversation_id) and site.client_pace.allows(address_of(request))
    if not paced:
        return _page(request, conversation_id, text=words, problem="too_fast", status=429, message_id=message_id)
    if not message:
        return _page(request, conversation_id, problem="nothing_typed", status=422)
    if len(message) > LONGEST_MESSAGE:
        return _page(request, conversation_id, text=written, problem="too_long", status=413)
    try:
        await site.guide.say(conversation_id, message, message_id=message_id)
    except GuideUnreadable:
        raise
    except GuideUnavailable:
        return _page(
            request, conversation_id,
            text=words, problem="unavailable", status=503, message_id=message_id,
        )  # fmt: skip
    visit.touch()
    if not site.guide.transcript(conversation_id):
        visit.close()
        visit.say_next("erased")
        return go_to("/")
    if chosen and written.strip():
        return _page(request, conversation_id, text=written)
    return go_to("/chat#latest")


def _page(
    request: Request,
    conversation_id: str,
    *,
    show_all: bool = False,
    text: str = "",
    problem: str | None = None,
    status: int = 200,
    message_id: str | None = None,
) -> Response:
    lines = site_of(request).guide.transcript(conversation_id)
    page = present_chat(
        lines,
        message_id or new_conversation_id(),
        show_all=show_all,
        typed=text,
        problem=problem,
        waiting=_waiting(request, conversation_id),
    )
    return render(request, "chat.html", page, status)


def _waiting(request: Request, plan_id: str) -> int:
    """How many suggestions of the other side's the person has not answered."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        if not uow.plans.exists(plan_id):
            return 0
        return sum(not each.side.is_with(Side.PERSON) for each in uow.plans.get(plan_id).open_proposals())


routes = [showing("/chat", show_chat), taking("/chat", say)]
