"""What we hold about you: the person sees it, takes it away as a file, and closes it on other devices."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan.services.holding import Holding, everything_held, see_holding
from plan.services.retaining import Retention, load_retention
from plan.services.staying import end_stays

PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class HeldPage:
    """What held.html shows: what is held, and for how long."""

    holding: Holding
    retention: Retention


async def show_held(request: Request) -> Response:
    """Everything that is held, in numbers, dates and names."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        holding = see_holding(uow, conversation_of(request))
    return render(request, "held.html", HeldPage(holding=holding, retention=load_retention()))


async def give_everything(request: Request) -> Response:
    """Everything that is held, as one file."""
    with site_of(request).store.unit_of_work() as uow:
        content = everything_held(uow, conversation_of(request), PERSON)
        uow.commit()
    headers = {"Content-Disposition": 'attachment; filename="everything-held.json"'}
    return Response(content, media_type="application/json", headers=headers)


async def close_elsewhere(request: Request, form: FormData) -> Response:
    """Close the conversation in every other browser."""
    plan_id, visit = conversation_of(request), Visit(request)
    with site_of(request).store.unit_of_work() as uow:
        end_stays(uow, PERSON, plan_id=plan_id, but=visit.stay.id if visit.stay else None)
        uow.commit()
    visit.say_next("closed_elsewhere")
    return go_to("/held")


routes = [
    showing("/held", show_held),
    showing("/held/everything.json", give_everything),
    taking("/held/close-elsewhere", close_elsewhere),
]
