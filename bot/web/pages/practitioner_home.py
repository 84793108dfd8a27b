"""The practitioner's home: what presses, what waits for whom, page by page; a search in their own list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.numbers import read_number
from bot.web.pages.practitioner import plan_of, practitioner_of
from bot.web.presenters.sharers import Sharer, view_sharer
from bot.web.reading import note_reading
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.services.caseload import name_plan, search_caseload
from plan.services.caseload_ports import CaseloadEntry, Heap
from plan.services.ports import Practitioner, UnitOfWork

PLANS_A_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What practitioner.html shows.

    Attributes:
        sharers: the people on this page of the list.
        counts: how many plans lie on each heap.
        heap: the heap that is shown, or None for all.
        page, pages: which page of the list this is, from 1, of how many.
        query: what was searched for, or None; then the list is what was found.
    """

    practitioner: Practitioner
    sharers: list[Sharer]
    counts: Mapping[Heap, int]
    heap: str | None
    page: int = 1
    pages: int = 1
    query: str | None = None

    @property
    def all(self) -> int:
        """How many plans there are in all."""
        return sum(self.counts.values())


async def show_home(request: Request) -> Response:
    """The list, or one heap of it (`show` in the address), a page at a time (`page`)."""
    site = site_of(request)
    show = request.query_params.get("show", "")
    heap = Heap(show) if show in set(Heap) else None
    asked = read_number(request.query_params.get("page", "1"))
    with site.store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        counts = uow.caseload.count(practitioner.id, site.settings.day)
        pages = max(1, -(-(counts[heap] if heap else sum(counts.values())) // PLANS_A_PAGE))
        number = min(asked, pages) if asked else 1
        start = (number - 1) * PLANS_A_PAGE
        entries = uow.caseload.entries(practitioner.id, site.settings.day, heap, start, PLANS_A_PAGE)
        sharers = _view(request, uow, practitioner, entries, site.settings.day)
    page = HomePage(
        practitioner=practitioner, sharers=sharers, counts=counts, heap=heap, page=number, pages=pages
    )  # fmt: skip
    return render(request, "practitioner.html", page)


async def search(request: Request, form: FormData) -> Response:
    """What holds the words that were typed. A form, not an address: the words may be somebody's name."""
    site, query = site_of(request), typed(form, "query").strip()
    with site.store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        counts = uow.caseload.count(practitioner.id, site.settings.day)

    def find() -> list[Sharer]:
        with site.store.unit_of_work(reading=True) as uow:
            entries = search_caseload(uow, practitioner.id, site.settings.day, query)
            return _view(request, uow, practitioner, entries, site.settings.day)

    # Reading the words of a long list takes long enough to let others go first.
    sharers = await run_in_threadpool(find)
    page = HomePage(practitioner=practitioner, sharers=sharers, counts=counts, heap=None, query=query)
    return render(request, "practitioner.html", page)


async def name(request: Request, form: FormData) -> Response:
    """Keep what the practitioner calls a plan in their own list."""
    with site_of(request).store.unit_of_work() as uow:
        practitioner = practitioner_of(request, uow)
        name_plan(uow, practitioner.id, plan_of(request, uow, practitioner), typed(form, "label"))
        uow.commit()
    Visit(request).say_next("named")
    return go_to(f"/practitioner/plan/{request.path_params['key']}")


def _view(
    request: Request, uow: UnitOfWork, practitioner: Practitioner, entries: Sequence[CaseloadEntry], today: date
) -> list[Sharer]:
    for entry in entries:
        note_reading(request, practitioner.id, entry.plan_id)
    return [view_sharer(entry, today, _said_first(uow, practitioner.id, entry)) for entry in entries]


def _said_first(uow: UnitOfWork, practitioner_id: str, entry: CaseloadEntry) -> str | None:
    """What stands for a plan in the list where no outcome is shared."""
    if entry.standing and entry.standing.wants:
        return None
    statements = services.read_shared(uow, practitioner_id, entry.plan_id).statements
    return statements[0].text if statements else None


routes = [
    showing("/practitioner", show_home),
    taking("/practitioner/search", search),
    taking("/practitioner/plan/{key:str}/name", name),
]
