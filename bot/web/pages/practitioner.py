"""The practitioner's door and home: sign in, who shared a plan, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.presenters.sharers import Sharer, view_sharer
from bot.web.reading import note_reading
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import Site, site_of
from bot.web.throttle import address_of
from plan import services
from plan.services.ports import Practitioner, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SignInPage:
    """What sign_in.html shows: the address that was typed, and whether it was refused."""

    email: str = ""
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What practitioner.html shows: who is signed in, and the people who shared a plan."""

    practitioner: Practitioner
    sharers: list[Sharer]


def practitioner_of(request: Request, uow: UnitOfWork) -> Practitioner:
    """Who is signed in. Raises HTTPException 403, whose page leads to signing in, when nobody is."""
    visit = Visit(request)
    practitioner_id = visit.practitioner
    practitioner = services.practitioner_by_id(uow, practitioner_id) if practitioner_id else None
    if practitioner is None:
        raise HTTPException(403, detail="signed_out")
    visit.use()
    return practitioner


def plan_of(request: Request, uow: UnitOfWork, practitioner: Practitioner) -> str:
    """The id of the shared plan that an address stands for. Raises HTTPException 404."""
    wanted, site = request.path_params["key"], site_of(request)
    for shared in services.shared_plans(uow, practitioner.id):
        if key_of(site, practitioner.id, shared.plan_id) == wanted:
            note_reading(request, practitioner.id, shared.plan_id)
            return shared.plan_id
    raise HTTPException(404, detail="not_shared")


def key_of(site: Site, practitioner_id: str, plan_id: str) -> str:
    """What stands for a plan in this practitioner's addresses, and opens nothing for anyone else."""
    return site.keyed("plan", practitioner_id, plan_id)


async def show_sign_in(request: Request) -> Response:
    """Ask for the address and the password."""
    if Visit(request).practitioner:
        return go_to("/practitioner")
    return render(request, "sign_in.html", SignInPage())


async def sign_in(request: Request, form: FormData) -> Response:
    """Let a practitioner in; tries are limited for the address typed and for where they come from."""
    site, email, password = site_of(request), typed(form, "email"), typed(form, "password")
    # Tight for one address, wider for the account: else anybody could keep its owner out.
    address = address_of(request)
    account = f"account {services.plain_email(email)}"
    here = f"{account} from {address}"
    if not (site.sign_in_tries.allows(here, f"from {address}") and site.account_tries.allows(account)):
        raise HTTPException(429)

    def check() -> Practitioner | None:
        with site.store.unit_of_work(reading=True) as uow:
            return services.check_sign_in(uow, email, password)

    practitioner = await run_in_threadpool(check)
    if practitioner is None:
        return render(request, "sign_in.html", SignInPage(email=email, refused=True), 422)
    site.sign_in_tries.forget(here)
    Visit(request).sign_in(practitioner.id)
    return go_to("/practitioner")


async def sign_out(request: Request, form: FormData) -> Response:
    """Forget who was signed in."""
    visit = Visit(request)
    visit.close()
    visit.say_next("signed_out")
    return go_to("/")


async def show_home(request: Request) -> Response:
    """The people who shared a plan."""
    site = site_of(request)
    with site.store.unit_of_work(reading=True) as uow:
        practitioner = practitioner_of(request, uow)
        shared_plans = services.shared_plans(uow, practitioner.id)
        for shared in shared_plans:
            note_reading(request, practitioner.id, shared.plan_id)
        sharers = [
            view_sharer(
                shared,
                services.read_shared(uow, practitioner.id, shared.plan_id),
                key_of(site, practitioner.id, shared.plan_id),
            )
            for shared in shared_plans
        ]
    return render(request, "practitioner.html", HomePage(practitioner=practitioner, sharers=sharers))


routes = [
    showing("/practitioner/sign-in", show_sign_in),
    taking("/practitioner/sign-in", sign_in),
    taking("/practitioner/sign-out", sign_out),
    showing("/practitioner", show_home),
]
