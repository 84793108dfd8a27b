"""Letting browsers in and out: a stay ends when nobody is there for long, and can be ended everywhere at once."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from plan.services.access_ports import Act
from plan.services.ports import UnitOfWork
from plan.services.stay_ports import Stay

PERSON_AWAY = timedelta(days=14)
ACCOUNT_AWAY = timedelta(minutes=30)
ACCOUNT_SHIFT = timedelta(hours=8)


def begin_stay(uow: UnitOfWork, at: datetime, *, plan_id: str | None = None, account_id: str | None = None) -> str:
    """Let a browser in, for a plan or for an account; gives the token it must show, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    uow.stays.begin(token, plan_id, account_id, at)
    account = uow.access.practitioner(account_id) if account_id else None
    if account is not None:
        uow.access.save_practitioner(replace(account, signed_in_at=at))
    who = account_id or "person"
    uow.trail.append(Act(at=uow.now(), who=who, what="let_in", plan_id=plan_id, about=account_id))
    return token


def find_stay(uow: UnitOfWork, token: str, at: datetime) -> Stay | None:
    """The stay that a token stands for, or None when it ended, ran out, or its account was closed."""
    stay = uow.stays.by_token(token)
    if stay is None:
        return None
    if stay.account_id is None:
        return stay if at - stay.used_at <= PERSON_AWAY else None
    # Also one that was used in a time still to come: the clock was set back, and nobody knows how long ago that was.
    if abs(at - stay.used_at) > ACCOUNT_AWAY or at - stay.began_at > ACCOUNT_SHIFT:
        return None
    account = uow.access.practitioner(stay.account_id)
    return stay if account is not None and not account.disabled else None


def end_stays(uow: UnitOfWork, by: str, *, plan_id: str | None = None, account_id: str | None = None,
              but: str | None = None) -> int:  # fmt: skip
    """End all stays of a plan or an account, except the one with the id `but`; gives how many ended."""
    stays = uow.stays.of_plan(plan_id) if plan_id else uow.stays.of_account(account_id or "")
    ended = [stay for stay in stays if stay.id != but]
    for stay in ended:
        uow.stays.end(stay.id)
    uow.trail.append(Act(at=uow.now(), who=by, what="stays_ended", plan_id=plan_id, about=account_id))
    return len(ended)
