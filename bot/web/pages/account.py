"""One's own account: where it is signed in, the password, one-time codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import segno
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner import practitioner_of
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.throttle import address_of
from plan.model.refusals import NotYours, PasswordTooShort
from plan.services import accounts
from plan.services.ports import Practitioner
from plan.services.stay_ports import Stay
from plan.services.staying import end_stays
from rehearsal.store.own import everything_of

HERE = "/practitioner/account"


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """What account.html shows.

    Attributes:
        stays: the browsers in which the account is signed in; `here` is the id of this one's.
        secret: a new secret for one-time codes that waits for its first code, or "".
        picture: the same as a QR code, for those who can point a telephone at it.
        problem: a word of words.yml for what went wrong, or None.
    """

    account: Practitioner
    stays: list[Stay]
    here: str
    secret: str = ""
    picture: Markup = field(default_factory=Markup)
    problem: str | None = None


async def show_account(request: Request) -> Response:
    """The account as it stands."""
    return _page(request)


async def change_password(request: Request, form: FormData) -> Response:
    """Take a new password; every other browser is signed out."""
    old, new, site, visit = typed(form, "old"), typed(form, "new"), site_of(request), Visit(request)
    account_id, stay = _limited(request), visit.stay

    def change() -> None:
        with site.store.unit_of_work() as uow:
            accounts.change_password(uow, account_id, old, new, stay.id if stay else None)
            uow.commit()

    try:
        await run_in_threadpool(change)
    except NotYours:
        return _page(request, problem="wrong_password")
    except PasswordTooShort:
        return _page(request, problem="password_too_short")
    visit.say_next("password_changed")
    return go_to(HERE)


async def sign_out_elsewhere(request: Request, form: FormData) -> Response:
    """End all stays of this account but this one."""
    visit = Visit(request)
    with site_of(request).store.unit_of_work() as uow:
        account = practitioner_of(request, uow)
        end_stays(uow, account.id, account_id=account.id, but=visit.stay.id if visit.stay else None)
        uow.commit()
    visit.say_next("signed_out_elsewhere")
    return go_to(HERE)


async def switch_codes(request: Request, form: FormData) -> Response:
    """Begin with one-time codes, confirm the first one, or stop with them."""
    site, now, account_id = site_of(request), Visit(request).now, _limited(request)
    if "off" in form:
        try:
            with site.store.unit_of_work() as uow:
                accounts.switch_totp_off(uow, account_id, typed(form, "password"))
                uow.commit()
        except NotYours:
            return _page(request, problem="wrong_password")
        Visit(request).say_next("codes_off")
        return go_to(HERE)
    secret = typed(form, "secret")
    if not secret:
        with site.store.unit_of_work(reading=True) as uow:
            secret, _ = accounts.propose_totp(accounts.require_account(uow, account_id))
        return _page(request, secret=secret)
    if not accounts.is_totp_secret(secret):
        raise HTTPException(400)
    with site.store.unit_of_work() as uow:
        right = accounts.switch_totp_on(uow, account_id, secret, typed(form, "code"), now)
        uow.commit()
    if not right:
        return _page(request, secret=secret, problem="wrong_one_time_code")
    Visit(request).say_next("codes_on")
    return go_to(HERE)


async def give_everything(request: Request) -> Response:
    """All that is held about the account, every rehearsal included, as one file."""
    site = site_of(request)
    with site.store.unit_of_work() as uow:
        account_id = practitioner_of(request, uow).id
        rehearsals = site.partner.of_practitioner(account_id) if site.partner else ()
        content = everything_of(uow, account_id, account_id, rehearsals)
        uow.commit()
    headers = {"Content-Disposition": 'attachment; filename="your-account.json"'}
    return Response(content, media_type="application/json", headers=headers)


def _limited(request: Request) -> str:
    """The id of who is signed in; their tries at their own password are limited, too."""
    account_id = Visit(request).practitioner or ""
    if not site_of(request).sign_in_tries.allows(f"own {account_id} from {address_of(request)}"):
        raise HTTPException(429)
    return account_id


def _page(request: Request, secret: str = "", problem: str | None = None) -> Response:
    stay = Visit(request).stay
    with site_of(request).store.unit_of_work(reading=True) as uow:
        account = practitioner_of(request, uow)
        stays = uow.stays.of_account(account.id)
    picture = _picture(accounts.totp_address(account, secret)) if secret else Markup("")
    page = AccountPage(
        account=account, stays=stays, here=stay.id if stay else "", secret=secret, picture=picture, problem=problem
    )
    return render(request, "account.html", page, 422 if problem else 200)


def _picture(address: str) -> Markup:
    drawn = BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", scale=5, border=3, dark="#000", light="#fff", xmldecl=False, svgns=True, nl=False
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn by segno out of our own address


routes = [
    showing(HERE, show_account),
    showing(f"{HERE}/everything.json", give_everything),
    taking(f"{HERE}/password", change_password),
    taking(f"{HERE}/sign-out-elsewhere", sign_out_elsewhere),
    taking(f"{HERE}/codes", switch_codes),
]
