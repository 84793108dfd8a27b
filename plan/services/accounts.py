"""Accounts in the course of time: what they may do, their passwords and one-time codes.

Whoever does something to an account is named by `by`: the id of an account, or "operator" for a command.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyotp

from plan.model.refusals import NoSuchAccount, NotYours, PasswordTooShort
from plan.services.access import hash_password, is_password, plain_email
from plan.services.access_ports import Act, Practitioner
from plan.services.ports import UnitOfWork
from plan.services.staying import end_stays

SHORTEST_PASSWORD = 10
ISSUER = "What Matters"
STEP_SECONDS = 30
# Clocks may differ by half a minute.
WINDOW = 1


def require_account(uow: UnitOfWork, account_id: str) -> Practitioner:
    """The account with this id. Raises NoSuchAccount."""
    account = uow.access.practitioner(account_id)
    if account is None:
        raise NoSuchAccount
    return account


def change_account(uow: UnitOfWork, by: str, account_id: str, what: str, **values: Any) -> None:
    """Give an account other values (rank, team, disabled); `what` names it in the trail. Ends its stays.

    Whoever is signed in must sign in again, so that no stay goes on with rights that were taken away.
    """
    account = require_account(uow, account_id)
    uow.access.save_practitioner(replace(account, **values))
    uow.trail.append(Act(at=uow.now(), who=by, what=what, about=account_id))
    end_stays(uow, by, account_id=account_id)


def reset_account(uow: UnitOfWork, by: str, account_id: str, password: str | None = None) -> str:
    """Give an account a new password, without one-time codes or a tied identity; gives the password, once.

    It lets its owner in to choose one of their own, and to nothing else.
    """
    password = password or new_password()
    change_account(
        uow, by, account_id, "account_reset",
        password_hash=hash_password(password), given_password=True, totp_secret=None, totp_step=0, subject=None,
    )  # fmt: skip
    return password


def new_password() -> str:
    """A password to be given to somebody: 64 random bits."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def change_password(uow: UnitOfWork, account_id: str, old: str, new: str, stay_id: str | None = None) -> None:
    """Give oneself another password; ends all stays but the one with `stay_id`. Raises NotYours, PasswordTooShort."""
    account = require_account(uow, account_id)
    if not is_password(account, old):
        raise NotYours
    require_long_enough(new)
    uow.access.save_practitioner(replace(account, password_hash=hash_password(new), given_password=False))
    uow.trail.append(Act(at=uow.now(), who=account_id, what="password_changed", about=account_id))
    end_stays(uow, account_id, account_id=account_id, but=stay_id)


def require_long_enough(password: str) -> None:
    """Raise PasswordTooShort for fewer than ten signs; length is all that is asked for."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(least=SHORTEST_PASSWORD)


def propose_totp(account: Practitioner) -> tuple[str, str]:
    """A new secret for one-time codes, and the address that an authenticator app reads it from; nothing is kept yet."""
    secret = pyotp.random_base32()
    return secret, totp_address(account, secret)


def is_totp_secret(text: str) -> bool:
    """True for what `propose_totp` could have given; it comes back from a browser, which may send anything."""
    try:
        pyotp.TOTP(text).at(0)
    except ValueError:
        return False
    return True


def totp_address(account: Practitioner, secret: str) -> str:
    """The otpauth:// address of a secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)


def switch_totp_on(uow: UnitOfWork, account_id: str, secret: str, code: str, at: datetime) -> bool:
    """Ask for one-time codes from now on, if `code` is a right one: else the app does not know the secret yet."""
    account = require_account(uow, account_id)
    step = _step_of(secret, code, at, after=0)
    if step is None:
        return False
    uow.access.save_practitioner(replace(account, totp_secret=secret, totp_step=step))
    uow.trail.append(Act(at=uow.now(), who=account_id, what="one_time_codes_on", about=account_id))
    return True


def switch_totp_off(uow: UnitOfWork, account_id: str, password: str) -> None:
    """Ask for one-time codes no more. Raises NotYours without the password."""
    account = require_account(uow, account_id)
    if not is_password(account, password):
        raise NotYours
    uow.access.save_practitioner(replace(account, totp_secret=None, totp_step=0))
    uow.trail.append(Act(at=uow.now(), who=account_id, what="one_time_codes_off", about=account_id))


def take_one_time_code(uow: UnitOfWork, account: Practitioner, code: str, at: datetime) -> bool:
    """True where the account asks for no code, or this one is right and was not taken before."""
    if account.totp_secret is None:
        return True
    step = _step_of(account.totp_secret, code, at, after=account.totp_step)
    if step is None:
        return False
    uow.access.save_practitioner(replace(account, totp_step=step))
    return True


def note_refused_sign_in(uow: UnitOfWork, email: str) -> None:
    """Keep that somebody could not sign in; the address is kept only as the account it belongs to."""
    account = uow.access.practitioner_by_email(plain_email(email))
    uow.trail.append(Act(at=uow.now(), who="other", what="sign_in_refused", about=account.id if account else None))


def account_of_identity(uow: UnitOfWork, subject: str, email: str | None) -> Practitioner | None:
    """The open account that an identity of another issuer belongs to, or None.

    It belongs to the account it was tied to; the first time, to the account of its verified address, which is tied
    to it then. An account that is tied to another identity is not taken over.
    """
    known = uow.access.practitioners()
    account = next((each for each in known if each.subject == subject), None)
    if account is None and email is not None:
        found = uow.access.practitioner_by_email(plain_email(email))
        if found is not None and found.subject is None and not found.disabled:
            account = replace(found, subject=subject)
            if account.given_password:
                # Nobody needs it any more, and whoever gave it still knows it.
                account = replace(account, password_hash=hash_password(new_password()), given_password=False)
            uow.access.save_practitioner(account)
            uow.trail.append(Act(at=uow.now(), who=account.id, what="identity_tied", about=account.id))
    if account is None or account.disabled:
        uow.trail.append(Act(at=uow.now(), who="other", what="sign_in_refused", about=account.id if account else None))
        return None
    return account


def _step_of(secret: str, code: str, at: datetime, after: int) -> int | None:
    digits = "".join(code.split())
    now = int(at.timestamp()) // STEP_SECONDS
    for step in range(now - WINDOW, now + WINDOW + 1):
        if step > after and secrets.compare_digest(
            pyotp.TOTP(secret).at(step * STEP_SECONDS).encode(), digits.encode()
        ):
            return step
    return None
