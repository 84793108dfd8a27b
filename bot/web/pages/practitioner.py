"""The practitioner's door: sign in and out, and which plan an address stands for."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.reading import note_reading
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.throttle import address_of
from plan import services
from plan.services import accounts
from plan.services.access_ports import Rank
from plan.services.ports import Practitioner, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SignInPage:
    """What sign_in.html shows: the address typed, whether it was refused, whether one can sign in elsewhere."""

    email: str = ""
    refused: bool = False
    elsewhere: bool = False


def practitioner_of(request: Request, uow: UnitOfWork) -> Practitioner:
    """Who is signed in. Raises HTTPException 403, whose page leads to signing in, when nobody is."""
    visit = Visit(request)
    practitioner_id = visit.practitioner
    practitioner = services.practitioner_by_id(uow, practitioner_id) if practitioner_id else None
    if practitioner is None:
        raise HTTPException(403, detail="signed_out")
    return practitioner


def plan_of(request: Request, uow: UnitOfWork, practitioner: Practitioner) -> str:
    """The id of the shared plan that an address stands for. Raises HTTPException 404."""
    found = uow.caseload.find(practitioner.id, request.path_params["key"])
    if found is None:
        raise HTTPException(404, detail="not_shared")
    plan_id, _ = found
    note_reading(request, practitioner.id, plan_id)
    return plan_id


def home_of(account: Practitioner) -> str:
    """The first page of an account; administrators see no plan, and a password that was given has to be replaced."""
    if account.given_password:
        return "/practitioner/account"
    return "/accounts" if account.rank is Rank.ADMINISTRATOR else "/practitioner"


async def show_sign_in(request: Request) -> Response:
    """Ask for the address and the password."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        account = services.practitioner_by_id(uow, Visit(request).practitioner or "")
    if account is not None:
        return go_to(home_of(account))
    return render(request, "sign_in.html", SignInPage(elsewhere=bool(site_of(request).settings.openid_issuer)))


async def sign_in(request: Request, form: FormData) -> Response:
    """Let a practitioner in; tries are limited for the address typed and for where they come from."""
    site, email, password = site_of(request), typed(form, "email"), typed(form, "password")
    # Tight for one address, wider for the account: else anybody could keep its owner out.
    address = address_of(request)
    account = f"account {services.plain_email(email)}"
    here = f"{account} from {address}"
    if not (site.sign_in_tries.allows(here, f"from {address}") and site.account_tries.allows(account)):
        raise HTTPException(429)

    code, now = typed(form, "one_time_code"), Visit(request).now

    def check() -> Practitioner | None:
        # The password is looked at before the store is locked for writing: it takes its time.
        with site.store.unit_of_work(reading=True) as uow:
            found = services.check_sign_in(uow, email, password)
        with site.store.unit_of_work() as uow:
            if found is not None and accounts.take_one_time_code(uow, found, code, now):
                uow.commit()
                return found
            accounts.note_refused_sign_in(uow, email)
            uow.commit()
        return None

    practitioner = await run_in_threadpool(check)
    if practitioner is None:
        elsewhere = bool(site.settings.openid_issuer)
        return render(request, "sign_in.html", SignInPage(email=email, refused=True, elsewhere=elsewhere), 422)
    site.sign_in_tries.forget(here)
    Visit(request).sign_in(practitioner.id)
    return go_to(home_of(practitioner))


async def sign_out(request: Request, form: FormData) -> Response:
    """Forget who was signed in."""
    visit = Visit(request)
    visit.close()
    visit.say_next("signed_out")
    return go_to("/")


routes = [
    showing("/practitioner/sign-in", show_sign_in),
    taking("/practitioner/sign-in", sign_in),
    taking("/practitioner/sign-out", sign_out),
]
