"""The plan on paper: one page to print, PDF and Word, for the person and for the practitioner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner import plan_of, practitioner_of
from bot.web.rendering import render
from bot.web.routing import conversation_of, showing
from bot.web.site import site_of
from plan import services
from plan.export import (
    DocumentUnavailable,
    plan_docx,
    plan_pdf,
    sheet_html,
    sheet_pdf,
)
from plan.model.plan import Plan

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """What sheet.html shows: the content of the one-page sheet, made and escaped by plan.export."""

    content: Markup


async def show_sheet(request: Request) -> Response:
    """One page to take along, to be printed from the browser."""
    whole = sheet_html(_own(request))
    content = whole.partition("<main>")[2].rpartition("</main>")[0]
    content = Markup(content)  # noqa: S704 - plan.export has escaped it
    return render(request, "sheet.html", SheetPage(content=content))


async def give_sheet_pdf(request: Request) -> Response:
    """The same page as a PDF."""
    return await _document(_own(request), sheet_pdf, "what-i-want-to-talk-about.pdf", PDF)


async def give_plan_pdf(request: Request) -> Response:
    """The person's whole plan as a PDF."""
    return await _document(_own(request), plan_pdf, "my-plan.pdf", PDF)


async def give_plan_docx(request: Request) -> Response:
    """The person's whole plan for Word."""
    return await _document(_own(request), plan_docx, "my-plan.docx", WORD)


async def give_shared_pdf(request: Request) -> Response:
    """What was shared, as a PDF."""
    return await _document(_shared(request), plan_pdf, "shared-plan.pdf", PDF, shared_only=True)


async def give_shared_docx(request: Request) -> Response:
    """What was shared, for Word."""
    return await _document(_shared(request), plan_docx, "shared-plan.docx", WORD, shared_only=True)


def _own(request: Request) -> Plan:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        return services.read_plan(uow, conversation_of(request))


def _shared(request: Request) -> Plan:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        return services.read_shared(uow, practitioner.id, plan_of(request, uow, practitioner))


async def _document(
    plan: Plan,
    make: Callable[[Plan, bool], bytes],
    name: str,
    media_type: str,
    shared_only: bool = False,
) -> Response:
    try:
        content = await run_in_threadpool(make, plan, shared_only)
    except DocumentUnavailable as error:
        raise HTTPException(503, detail="no_document") from error
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


SHARED = "/practitioner/plan/{key:str}"
routes = [
    showing("/draft/sheet", show_sheet),
    showing("/draft/sheet.pdf", give_sheet_pdf),
    showing("/draft/plan.pdf", give_plan_pdf),
    showing("/draft/plan.docx", give_plan_docx),
    showing(f"{SHARED}/plan.pdf", give_shared_pdf),
    showing(f"{SHARED}/plan.docx", give_shared_docx),
]
