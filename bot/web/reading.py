"""Keeps in the audit trail whose plan a page showed to whom: the reader, the plan, the page, never a word."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.web.site import site_of
from plan.services.access_ports import Act

SHOWN = frozenset({200, 409, 413, 422, 429, 503})
"""Answers that show a page of the plan; a redirect shows nothing, and what it changed is kept as events."""


def note_reading(request: Request, who: str, plan_id: str) -> None:
    """Note that the answer to this request rests on a plan; `who` is a side, or the id of an account."""
    readings: dict[tuple[str, str], None] = request.scope.setdefault("what_matters.readings", {})
    readings[who, plan_id] = None


def keep_readings(request: Request, path: str, response: Response) -> Response:
    """Keep what was noted; `path` is the pattern of the address. What cannot be kept is not shown."""
    readings: dict[tuple[str, str], None] = request.scope.get("what_matters.readings", {})
    if readings and response.status_code in SHOWN:
        with site_of(request).store.unit_of_work() as uow:
            for who, plan_id in readings:
                uow.trail.append(Act(at=uow.now(), who=who, what="page_read", plan_id=plan_id, about=path))
            uow.commit()
    return response
