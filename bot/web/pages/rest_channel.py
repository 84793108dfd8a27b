"""Rasa's REST channel for any client of Rasa's; off unless a token is set."""

from __future__ import annotations

import hmac
import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.guides import GuideUnavailable, Reply
from bot.web.pages.chat import LONGEST_MESSAGE
from bot.web.site import Site, site_of

LONGEST_SENDER = 500
LONGEST_ID = 100


class NotAMessage(Exception):
    """The body is not what the channel takes; the argument says which part, in a word."""


async def answer_message(request: Request) -> Response:
    """Take `{"sender", "message"}` and give the replies in Rasa's format.

    404 without a token in the settings, 401 for a wrong one, 400 for a body that is not such JSON,
    413 for one that is too large, 429 for a sender in whose name a program runs wild, 503 when the guide could
    not take the message.
    """
    site = site_of(request)
    expected = site.settings.rest_token
    if not expected:
        return _refusal(404, "not_found")
    if not hmac.compare_digest(_token(request).encode(), expected.encode()):
        return _refusal(401, "wrong_token")
    try:
        sender, message, message_id = _read(await request.body())
    except NotAMessage as fault:
        return _refusal(400, str(fault))
    except HTTPException as fault:
        return _refusal(fault.status_code, "too_large")
    conversation_id = _conversation(site, sender)
    if not site.program_pace.allows(conversation_id):
        return _refusal(429, "too_fast")
    try:
        turn = await site.guide.say(conversation_id, message, message_id=message_id)
    except GuideUnavailable:
        return _refusal(503, "guide_unavailable")
    return JSONResponse([_as_rasa(sender, reply) for reply in turn.replies])


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return token.strip()
    return request.query_params.get("token", "")


def _read(body: bytes) -> tuple[str, str, str | None]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAMessage("not_json") from error
    if not isinstance(sent, dict):
        raise NotAMessage("not_an_object")
    sender, message = sent.get("sender"), sent.get("message")
    message_id = sent.get("message_id")
    if not isinstance(sender, str) or not sender.strip():
        raise NotAMessage("sender_missing")
    if not isinstance(message, str) or not message.strip():
        raise NotAMessage("message_missing")
    if message_id is not None and not (isinstance(message_id, str) and 0 < len(message_id) <= LONGEST_ID):
        raise NotAMessage("message_id_not_usable")
    if len(sender) > LONGEST_SENDER:
        raise NotAMessage("sender_too_long")
    if any(is_half_a_sign(part) for part in (sender, message, message_id or "")):
        raise NotAMessage("not_text")
    if len(message) > LONGEST_MESSAGE:
        raise HTTPException(413)
    return sender, message, message_id


def is_half_a_sign(text: str) -> bool:
    """Whether the text holds half of a pair of UTF-16; JSON can spell it, but it is no letter and cannot be kept."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _conversation(site: Site, sender: str) -> str:
    """A sender may be a telephone number: only its keyed hash is kept, as the conversation's id."""
    return site.keyed("rest", sender)


def _as_rasa(sender: str, reply: Reply) -> dict[str, Any]:
    answer: dict[str, Any] = {"recipient_id": sender, "text": reply.text}
    if reply.choices:
        answer["buttons"] = [{"title": choice.label, "payload": choice.message} for choice in reply.choices]
    return answer


def _refusal(status: int, reason: str) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"status": "failure", "reason": reason}, status, headers)


routes = [Route("/webhooks/rest/webhook", answer_message, methods=["POST"])]
