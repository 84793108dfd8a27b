"""Error pages in plain words; what somebody had typed stands in them, so that it is never lost."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.web.rendering import render
from bot.web.sessions import count_as_nobody

logger = logging.getLogger(__name__)

# Fields of forms that hold what people write, in the order in which they are given back.
WRITTEN = ("message", "text", "reason", "because", "disagreement")
EXPLAINED = frozenset(
    {
        "400",
        "403",
        "password_first",
        "404",
        "413",
        "429",
        "500",
        "503",
        "unreadable",
        "no_conversation",
        "no_document",
        "no_issuer",
        "no_rehearsal",
        "not_shared",
        "signed_out",
        "too_fast",
    }
)


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """What error.html shows.

    Attributes:
        word: the key in words.yml, `errors`: a status, or a word that says more than it.
        typed: what the person had written in the form that failed.
        was_message: it was a message to the guide, so it can be sent from this very page.
    """

    word: str
    typed: str = ""
    was_message: bool = False


async def answer_http_error(request: Request, error: Exception) -> Response:
    """A page for an HTTP error."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    word = detail if detail in EXPLAINED else str(status)
    return await _answer(request, status, word if word in EXPLAINED else "400")


async def answer_unavailable(request: Request, error: Exception) -> Response:
    """A page for a guide that cannot take a message now."""
    return await _answer(request, 503, "503")


async def answer_store_failed(request: Request, error: Exception) -> Response:
    """A page for when the store cannot be read or written, made without it."""
    logger.error("the store failed: %s", type(error).__name__)
    count_as_nobody(request)
    return await _answer(request, 503, "503")


async def answer_unreadable(request: Request, error: Exception) -> Response:
    """A page for somebody whose kept words are damaged; nobody else's are touched."""
    logger.error("something that is kept for one person cannot be read")
    return await _answer(request, 500, "unreadable")


async def answer_unexpected(request: Request, error: Exception) -> Response:
    """A page for what nobody foresaw; without a session there is only the bare status."""
    if "session" not in request.scope:
        return PlainTextResponse(HTTPStatus(500).phrase, status_code=500)
    return render(request, "error.html", ErrorPage(word="500"), 500)


async def _answer(request: Request, status: int, word: str) -> Response:
    typed = await _typed_before(request) if status in (403, 404, 429, 500, 503) else ""
    page = ErrorPage(word=word, typed=typed, was_message=request.url.path == "/chat")
    return render(request, "error.html", page, status)


async def _typed_before(request: Request) -> str:
    if request.method != "POST":
        return ""
    form = await request.form()
    written = (form.get(name) for name in WRITTEN)
    return "\n\n".join(text for text in written if isinstance(text, str) and text.strip())
