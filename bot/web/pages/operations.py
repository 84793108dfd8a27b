"""For machines that watch over the service: is it alive, can it take messages, its figures, its description."""

from __future__ import annotations

import hmac
from functools import cache
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST
from ruamel.yaml import YAML
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.rendering import HERE
from bot.web.site import Site, site_of

# No conversation has this id: asking for it reads the store and finds nothing.
NOBODY = "0" * 32


async def show_health(request: Request) -> Response:
    """200 as long as the process answers at all; whoever runs it starts it anew when it does not."""
    return JSONResponse({"status": "live"})


async def show_ready(request: Request) -> Response:
    """200 when the store can be read, else 503: send people elsewhere, and start nothing anew."""
    if await run_in_threadpool(_store_answers, site_of(request)):
        return JSONResponse({"status": "ready"})
    return JSONResponse({"status": "not_ready", "reason": "store_unavailable"}, 503)


async def show_metrics(request: Request) -> Response:
    """The figures in Prometheus's format; 404 without a token in the settings, 401 for a wrong one."""
    site = site_of(request)
    expected = site.settings.metrics_token
    if not expected:
        return JSONResponse({"status": "failure", "reason": "not_found"}, 404)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not hmac.compare_digest(token.strip().encode(), expected.encode()):
        refused = {"status": "failure", "reason": "wrong_token"}
        return JSONResponse(refused, 401, {"WWW-Authenticate": "Bearer"})
    return Response(site.figures.text(), media_type=CONTENT_TYPE_LATEST)


async def show_description(request: Request) -> Response:
    """The OpenAPI document of the addresses that programs use."""
    return JSONResponse(description())


@cache
def description() -> dict[str, Any]:
    """The content of openapi.yml."""
    content: dict[str, Any] = YAML(typ="safe").load(HERE / "openapi.yml")
    return content


def _store_answers(site: Site) -> bool:
    try:
        with site.store.unit_of_work(reading=True) as uow:
            uow.plans.exists(NOBODY)
    except Exception:
        # Whatever it is, no message could be taken now.
        return False
    return True


routes = [
    Route("/health", show_health, methods=["GET"]),
    Route("/ready", show_ready, methods=["GET"]),
    Route("/metrics", show_metrics, methods=["GET"]),
    Route("/openapi.json", show_description, methods=["GET"]),
]
