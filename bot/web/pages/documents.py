"""The plan to take along: one page to print, and every form that a plan can leave in, for both sides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

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
from plan.exchange import PlanDocument, gather_plan, gather_shared
from plan.export import DocumentUnavailable, sheet_html
from plan.formats import FORMATS, Format
from plan.model.plan import Plan
from plan.services.ports import UnitOfWork

Gather = Callable[[Request, UnitOfWork], PlanDocument]


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """What sheet.html shows: the content of the one-page sheet, made and escaped by plan.export."""

    content: Markup


async def show_sheet(request: Request) -> Response:
    """One page to take along, to be printed from the browser."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        whole = sheet_html(services.read_plan(uow, conversation_of(request)))
    content = whole.partition("<main>")[2].rpartition("</main>")[0]
    content = Markup(content)  # noqa: S704 - plan.export has escaped it
    return render(request, "sheet.html", SheetPage(content=content))


def gather_own(request: Request, uow: UnitOfWork) -> PlanDocument:
    """The person's whole plan."""
    return gather_plan(uow, conversation_of(request))


def gather_for_practitioner(request: Request, uow: UnitOfWork) -> PlanDocument:
    """What was shared with the practitioner."""
    practitioner = practitioner_of(request, uow)
    return gather_shared(uow, practitioner.id, plan_of(request, uow, practitioner))


def giving(gather: Gather) -> Callable[[Request], Awaitable[Response]]:
    """A handler that gives the plan in the form that the address ends in, as it is now or as a version froze it."""

    async def give(request: Request) -> Response:
        number = request.path_params.get("number")
        made = _form(request)
        with site_of(request).store.unit_of_work(reading=True) as uow:
            document = gather(request, uow)
            if number is not None:
                if made.needs_all:
                    raise HTTPException(404)
                document = replace(document, plan=_as_of(uow, document, number))
        try:
            content = await run_in_threadpool(made.write, document)
        except DocumentUnavailable as error:
            raise HTTPException(503, detail="no_document") from error
        headers = {"Content-Disposition": f'attachment; filename="{_name(request)}"'}
        return Response(content, media_type=made.media_type, headers=headers)

    return give


def _as_of(uow: UnitOfWork, document: PlanDocument, number: int) -> Plan:
    # A practitioner's document leaves out versions that they may read in part only; here they read that part.
    if number not in [mark.number for mark in services.read_plan(uow, document.plan.id).versions]:
        raise HTTPException(404)
    return services.read_plan_as_of(uow, document.plan.id, number, only_open=document.is_shared)


def _form(request: Request) -> Format:
    name = _name(request)
    if name == "sheet.pdf":
        return FORMATS["sheet"]
    found = [made for made in FORMATS.values() if name == f"plan{made.suffix}"]
    if not found:
        raise HTTPException(404)
    return found[0]


def _name(request: Request) -> str:
    """The last part of the address: plan.pdf."""
    return request.url.path.rpartition("/")[2]


PRACTITIONER = "/practitioner/plan/{key:str}"
OWN, SHARED = giving(gather_own), giving(gather_for_practitioner)
routes = [
    showing("/draft/sheet", show_sheet),
    showing("/draft/sheet.pdf", OWN),
    showing("/draft/plan.{form:str}", OWN),
    showing("/draft/version/{number:int}/plan.{form:str}", OWN),
    showing(f"{PRACTITIONER}/sheet.pdf", SHARED),
    showing(f"{PRACTITIONER}/plan.{{form:str}}", SHARED),
    showing(f"{PRACTITIONER}/version/{{number:int}}/plan.{{form:str}}", SHARED),
]
