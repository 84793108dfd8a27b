"""The token that every form carries; the one module that knows starlette-wtf (it has no types)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette_wtf import CSRFProtectMiddleware
from starlette_wtf import csrf_protect as _protect
from starlette_wtf import csrf_token as _token

Handler = Callable[[Request], Awaitable[Response]]


def token_of(request: Request) -> str:
    """The token for the forms of this page."""
    token: str = _token(request)
    return token


def with_token(handler: Handler) -> Handler:
    """The handler, called only for a form with a good token; else HTTPException 403."""
    protected: Handler = _protect(handler)
    return protected


def token_middleware(secret: str, seconds: int) -> Middleware:
    """The middleware that the two functions above need; a token is good for `seconds`."""
    return Middleware(CSRFProtectMiddleware, csrf_secret=secret, csrf_time_limit=seconds)
