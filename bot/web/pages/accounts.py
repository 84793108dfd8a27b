"""An administrator's pages: the accounts, one of them, and a new one. They show no plan and nobody who shared one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.once import FIELD
from bot.web.pages.practitioner import practitioner_of
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan.model.refusals import EmailTaken, NoSuchAccount, Refusal
from plan.services import keeping_accounts
from plan.services.access import is_password, plain_email
from plan.services.access_ports import Practitioner, Rank
from plan.services.ports import UnitOfWork

HERE = "/accounts"
ONE = f"{HERE}/{{account:str}}"
RANKS = tuple(map(str, Rank))
GROUP = 4


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An account in the list, and in how many browsers it is signed in."""

    account: Practitioner
    stays: int
    own: bool


@dataclass(frozen=True, kw_only=True)
class AccountsPage:
    """What accounts.html shows."""

    accounts: list[Listed]


@dataclass(frozen=True, kw_only=True)
class AddingPage:
    """What add_account.html shows: the ranks, and a form that was refused."""

    ranks: tuple[str, ...] = RANKS
    kept: Kept = NOTHING


@dataclass(frozen=True, kw_only=True)
class OneAccountPage:
    """What one_account.html shows.

    Attributes:
        path: where this account's forms go.
        password: one that was made just now, or "": it is shown on this page and never again.
    """

    path: str
    listed: Listed
    ranks: tuple[str, ...] = RANKS
    password: str = ""
    kept: Kept = NOTHING


async def show_accounts(request: Request) -> Response:
    """All accounts, by name."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        own = practitioner_of(request, uow)
        accounts = [_listed(uow, each, own) for each in uow.access.practitioners()]
    return render(request, "accounts.html", AccountsPage(accounts=accounts))


async def show_adding(request: Request) -> Response:
    """Ask who it is for."""
    return render(request, "add_account.html", AddingPage())


async def add(request: Request, form: FormData) -> Response:
    """Add the account, and show its first password, once."""
    email = plain_email(typed(form, "email"))
    password, given = _password(request, form, email), {name: typed(form, name) for name in ("name", "role", "team")}

    def work() -> str:
        with site_of(request).store.unit_of_work() as uow:
            by = practitioner_of(request, uow).id
            try:
                made = keeping_accounts.add_account(
                    uow, by, email=email, rank=typed(form, "rank"), password=password, **given
                )
            except EmailTaken:
                before = uow.access.practitioner_by_email(email)
                # The same form, sent twice by an impatient finger: its password is shown again, or nobody had it.
                if before is None or not (before.given_password and is_password(before, password)):
                    raise
                return before.id
            uow.commit()
        return made

    try:
        made = await run_in_threadpool(work)
    except Refusal as refusal:
        return render(request, "add_account.html", AddingPage(kept=keep(refusal, form, "add")), 422)
    return _page(request, made, password=password)


async def show_account(request: Request) -> Response:
    """One account."""
    return _page(request, request.path_params["account"])


async def give_password(request: Request, form: FormData) -> Response:
    """Make a new password and show it, once."""
    account_id = request.path_params["account"]
    password = _password(request, form, account_id)
    try:
        await run_in_threadpool(
            _work, request, lambda uow, by: keeping_accounts.give_password(uow, by, account_id, password)
        )
    except NoSuchAccount:
        raise HTTPException(404) from None
    except Refusal as refusal:
        return _page(request, account_id, kept=keep(refusal, form, "password"))
    return _page(request, account_id, password=password)


async def change(request: Request, form: FormData) -> Response:
    """Another rank or team."""
    rank, team = typed(form, "rank"), typed(form, "team")
    return _take(
        request, form, "account_changed",
        lambda uow, by, one: keeping_accounts.set_rank_and_team(uow, by, one, rank, team),
    )  # fmt: skip


async def close(request: Request, form: FormData) -> Response:
    """Let nobody in with it."""
    return _take(request, form, "account_closed", keeping_accounts.close_account)


async def reopen(request: Request, form: FormData) -> Response:
    """Let its owner in again."""
    return _take(request, form, "account_opened", keeping_accounts.open_account)


async def sign_out(request: Request, form: FormData) -> Response:
    """End all its sessions."""
    return _take(request, form, "account_signed_out", keeping_accounts.sign_account_out)


async def switch_codes_off(request: Request, form: FormData) -> Response:
    """Ask it for one-time codes no more."""
    return _take(request, form, "account_codes_off", keeping_accounts.switch_codes_off)


def _take(request: Request, form: FormData, notice: str, step: Callable[[UnitOfWork, str, str], None]) -> Response:
    account_id = request.path_params["account"]
    try:
        _work(request, lambda uow, by: step(uow, by, account_id))
    except NoSuchAccount:
        raise HTTPException(404) from None
    except Refusal as refusal:
        return _page(request, account_id, kept=keep(refusal, form, "account"))
    Visit(request).say_next(notice)
    return go_to(f"{HERE}/{account_id}")


def _work(request: Request, step: Callable[[UnitOfWork, str], None]) -> None:
    with site_of(request).store.unit_of_work() as uow:
        step(uow, practitioner_of(request, uow).id)
        uow.commit()


def _page(request: Request, account_id: str, password: str = "", kept: Kept = NOTHING) -> Response:
    with site_of(request).store.unit_of_work(reading=True) as uow:
        account = uow.access.practitioner(account_id)
        if account is None:
            raise HTTPException(404)
        listed = _listed(uow, account, practitioner_of(request, uow))
    page = OneAccountPage(path=f"{HERE}/{account_id}", listed=listed, password=password, kept=kept)
    return render(request, "one_account.html", page, 422 if kept.problem else 200)


def _listed(uow: UnitOfWork, account: Practitioner, own: Practitioner) -> Listed:
    return Listed(account=account, stays=len(uow.stays.of_account(account.id)), own=account.id == own.id)


def _password(request: Request, form: FormData, about: str) -> str:
    """64 bits that nobody can guess; the same ones for a form that the same page sends twice, so that they hold."""
    key = site_of(request).keyed("password", typed(form, FIELD) or uuid4().hex, about)
    return "-".join(key[at : at + GROUP] for at in range(0, GROUP * GROUP, GROUP))


routes = [
    showing(HERE, show_accounts),
    showing(f"{HERE}/add", show_adding),
    taking(f"{HERE}/add", add),
    showing(ONE, show_account),
    taking(f"{ONE}/change", change),
    taking(f"{ONE}/close", close),
    taking(f"{ONE}/open", reopen),
    taking(f"{ONE}/sign-out", sign_out),
    taking(f"{ONE}/codes-off", switch_codes_off),
    taking(f"{ONE}/password", give_password),
]
