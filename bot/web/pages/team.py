"""A team lead's pages: who is in the team, and handing a colleague's plans over; not a word of a plan is shown."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner import practitioner_of
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan.model.refusals import NoSuchAccount, Refusal
from plan.services.handing_over import HeldPlan, hand_over_for, plans_held_by, require_of_team, takers_in_team, team_of
from plan.services.ports import Practitioner

HERE = "/team"
ONE = f"{HERE}/{{account:str}}"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of the team, and how many plans people share with them."""

    account: Practitioner
    plans: int


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    """What team.html shows: the name of the team, or "", and the others in it."""

    team: str
    members: list[Member]


@dataclass(frozen=True, kw_only=True)
class ColleaguePage:
    """What colleague.html shows.

    Attributes:
        plans: without their words.
        takers: who may take them, the lead among them.
        chosen: keys of plans that were ticked in a form that was refused.
    """

    path: str
    colleague: Practitioner
    plans: list[HeldPlan]
    takers: list[Practitioner]
    own: str
    chosen: frozenset[str] = frozenset()
    kept: Kept = NOTHING


async def show_team(request: Request) -> Response:
    """The others of one's own team."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        lead = practitioner_of(request, uow)
        members = [Member(account=each, plans=len(uow.access.shared_plans(each.id))) for each in team_of(uow, lead.id)]
    return render(request, "team.html", TeamPage(team=lead.team, members=members))


async def show_colleague(request: Request) -> Response:
    """What a colleague holds, and who could take it."""
    return _page(request)


async def hand_over(request: Request, form: FormData) -> Response:
    """Hand the chosen plans over."""
    keys = [value for value in form.getlist("plan") if isinstance(value, str)]
    if not keys:
        return _page(request, Kept(problem="no_plan_chosen", form="hand-over", values=_typed(form)))
    try:
        with site_of(request).store.unit_of_work() as uow:
            lead = practitioner_of(request, uow)
            to, why = typed(form, "colleague"), typed(form, "reason")
            hand_over_for(uow, lead.id, request.path_params["account"], keys, to, why)
            uow.commit()
    except NoSuchAccount:
        raise HTTPException(404) from None
    except Refusal as refusal:
        return _page(request, keep(refusal, form, "hand-over"), frozenset(keys))
    Visit(request).say_next("handed_over_for")
    return go_to(f"{HERE}/{request.path_params['account']}")


def _typed(form: FormData) -> dict[str, str]:
    return {name: typed(form, name) for name in ("colleague", "reason")}


def _page(request: Request, kept: Kept = NOTHING, chosen: frozenset[str] = frozenset()) -> Response:
    site, account_id = site_of(request), request.path_params["account"]
    with site.store.unit_of_work(reading=True) as uow:
        lead = practitioner_of(request, uow)
        try:
            page = ColleaguePage(
                path=f"{HERE}/{account_id}",
                colleague=require_of_team(uow, lead.id, account_id),
                plans=plans_held_by(uow, lead.id, account_id, site.settings.day),
                takers=takers_in_team(uow, lead.id, account_id),
                own=lead.id,
                chosen=chosen,
                kept=kept,
            )
        except NoSuchAccount:
            raise HTTPException(404) from None
    return render(request, "colleague.html", page, 422 if kept.problem else 200)


routes = [showing(HERE, show_team), showing(ONE, show_colleague), taking(f"{ONE}/hand-over", hand_over)]
