"""Takes a step on a shared plan and shows the page that it was taken from; a refusal keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.numbers import read_number
from bot.web.pages.practitioner import plan_of, practitioner_of
from bot.web.pages.practitioner_agreement import agreement_page
from bot.web.pages.practitioner_asking import asking_page
from bot.web.pages.practitioner_plan import line_page, plan_page
from bot.web.pages.practitioner_reading import read_shared_plan
from bot.web.pages.practitioner_reviews import reviews_page
from bot.web.pages.practitioner_steps import STEPS
from bot.web.presenters.kept import Kept, keep
from bot.web.routing import go_to, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan.model.refusals import Refusal

PAGES: dict[str, Callable[[Request, Kept], Response]] = {
    "plan": plan_page,
    "ask": asking_page,
    "agreement": agreement_page,
    "reviews": reviews_page,
}


async def take_step(request: Request, form: FormData) -> Response:
    """Take one of the steps. Raises HTTPException 404 for a step that there is not."""
    name, line_id = request.path_params["step"], typed(form, "line")
    step = STEPS.get(name)
    if step is None:
        raise HTTPException(404)
    page = typed(form, "page") or ("line" if line_id else "plan")
    try:
        with site_of(request).store.unit_of_work() as uow:
            practitioner = practitioner_of(request, uow)
            step(uow, plan_of(request, uow, practitioner), practitioner, form)
            uow.commit()
    except Refusal as refusal:
        kept = keep(refusal, form, name)
        if page == "line" and _is_shared(request, line_id):
            return line_page(request, line_id, kept)
        return PAGES.get(page, plan_page)(request, kept)
    Visit(request).say_next(f"step_{name.replace('-', '_')}")
    return go_to(_way_back(request, page, form))


def _is_shared(request: Request, line_id: str) -> bool:
    """False for a line that was struck out or taken back while somebody wrote about it."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        return line_id in read_shared_plan(request, uow).plan.lines


def _way_back(request: Request, page: str, form: FormData) -> str:
    path = f"/practitioner/plan/{request.path_params['key']}"
    if page == "line" and request.path_params["step"] not in ("propose", "propose-removal"):
        return f"{path}/line/{typed(form, 'line')}"
    if page in ("plan", "line") or page not in PAGES:
        return path
    skip = typed(form, "skip")
    return f"{path}/{page}?skip={skip}" if page == "ask" and read_number(skip) is not None else f"{path}/{page}"


routes = [taking("/practitioner/plan/{key:str}/{step:str}", take_step)]
