"""Lets a request in or not, by the role of who sends it and the table in who_may.yml; refusing reveals nothing."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.who_may import ANYONE, Role

# All that a password which somebody else made lets in to.
OWN_PASSWORD = frozenset({"GET /practitioner/account", "POST /practitioner/account/password"})
ACCOUNTS = frozenset({Role.PRACTITIONER, Role.TEAM_LEAD, Role.ADMINISTRATOR})


def role_of(request: Request) -> tuple[Role, bool]:
    """Who sends this request, and whether they still have to choose a password of their own."""
    visit = Visit(request)
    if visit.practitioner is not None:
        # Noted here, before any page begins its own work on the store: two pieces of writing would wait for each other.
        visit.use()
        with site_of(request).store.unit_of_work(reading=True) as uow:
            account = uow.access.practitioner(visit.practitioner)
        return (Role(account.rank), account.given_password) if account else (Role.NOBODY, False)
    return (Role.PERSON if visit.conversation is not None else Role.NOBODY), False


def admit(request: Request, method: str, path: str) -> None:
    """Return when the table lets this request in.

    Raises HTTPException 403 where signing in or another password could help, 404 where a conversation has to be
    opened, and a bare 404 for an account of another rank, as for an address that does not exist.
    """
    allowed = site_of(request).who_may.get(f"{method} {path}", frozenset())
    if ANYONE in allowed:
        return
    role, password_first = role_of(request)
    if role in allowed:
        if password_first and f"{method} {path}" not in OWN_PASSWORD:
            raise HTTPException(403, detail="password_first")
        return
    if Role.PERSON in allowed:
        raise HTTPException(404, detail="no_conversation")
    if allowed & ACCOUNTS and role not in ACCOUNTS:
        raise HTTPException(403, detail="signed_out")
    raise HTTPException(404)
