"""Who may open what: a person by a code on paper, a practitioner by account and contact code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from xkcdpass import xkcd_password

from plan.model.events import Event
from plan.model.lines import new_id
from plan.model.refusals import EmailTaken, NothingWritten
from plan.model.vocabulary import Side
from plan.services.access_ports import Act, Rank
from plan.services.changing import require_plan
from plan.services.ports import Practitioner, UnitOfWork

RESUME_WORDS = 4
CONTACT_WORDS = 3
OPERATOR = "operator"
"""Who acts by a command, on the machine that holds the data."""


def issue_resume_code(uow: UnitOfWork, plan_id: str) -> str:
    """A new code of four short words that opens this plan; the code before it opens nothing more.

    The code is given once: only its keyed hash is kept. Four of some 900 words make 39 bits, enough
    where tries are limited.
    """
    require_plan(uow, plan_id)
    code = _words(RESUME_WORDS)
    now = uow.now()
    uow.access.keep_resume_code(plan_id, plain_code(code), now)
    uow.history.append(plan_id, [Event(at=now, who=Side.PERSON, what="resume_code_issued")])
    return code


def find_plan_by_resume_code(uow: UnitOfWork, code: str) -> str | None:
    """The plan that a code opens, however it is spaced, or None: which gives nothing away."""
    return uow.access.plan_by_resume_code(plain_code(code)) if plain_code(code) else None


def add_practitioner(uow: UnitOfWork, name: str, role: str, email: str, password: str, by: str = OPERATOR,
                     rank: Rank = Rank.PRACTITIONER, team: str = "", given_password: bool = False) -> str:  # fmt: skip
    """Give a practitioner an account; gives their id. Raises EmailTaken, NothingWritten."""
    if not (name.strip() and email.strip() and password.strip()):
        raise NothingWritten(part="practitioner")
    if uow.access.practitioner_by_email(plain_email(email)) is not None:
        raise EmailTaken()
    practitioner = Practitioner(
        id=new_id(),
        name=name.strip(),
        role=role.strip(),
        email=plain_email(email),
        contact_code=plain_code(_words(CONTACT_WORDS)),
        password_hash=hash_password(password),
        rank=rank,
        team=team.strip(),
        given_password=given_password,
    )
    uow.access.add_practitioner(practitioner)
    uow.trail.append(Act(at=uow.now(), who=by, what="account_added", about=practitioner.id))
    return practitioner.id


def check_sign_in(uow: UnitOfWork, email: str, password: str) -> Practitioner | None:
    """The practitioner whose address and password these are, or None.

    An unknown address costs the same time as a wrong password, so that nobody learns who works
    here.
    """
    practitioner = uow.access.practitioner_by_email(plain_email(email))
    right = is_password(practitioner, password)
    return practitioner if right and practitioner is not None and not practitioner.disabled else None


def is_password(account: Practitioner | None, password: str) -> bool:
    """True for the account's password; takes as long where there is no account."""
    try:
        return _hasher().verify(account.password_hash if account else _hash_of_nobody(), password)
    except (VerificationError, InvalidHashError):
        return False


def hash_password(password: str) -> str:
    """What is kept of a password (argon2)."""
    return _hasher().hash(password)


def practitioner_by_contact_code(uow: UnitOfWork, code: str) -> Practitioner | None:
    """The practitioner who gave a person this code, or None; nobody shares with an account that is closed."""
    found = uow.access.practitioner_by_contact_code(plain_code(code)) if plain_code(code) else None
    return None if found is None or found.disabled or found.rank is Rank.ADMINISTRATOR else found


def practitioner_by_id(uow: UnitOfWork, practitioner_id: str) -> Practitioner | None:
    """The practitioner with this id, or None."""
    return uow.access.practitioner(practitioner_id)


# Somebody in distress should not have to write down "evil slain womb" as the key to what they said.
_NOT_IN_CODES = Path(__file__).parent.parent / "words_not_in_codes.txt"


def plain_code(code: str) -> str:
    """A code as it is compared: small letters, one hyphen between words, however it was typed."""
    letters = "".join(sign if sign.isalnum() else " " for sign in code.casefold())
    return "-".join(letters.split())


def plain_email(email: str) -> str:
    """An address as it is compared."""
    return email.strip().casefold()


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash(new_id())


@cache
def code_words() -> list[str]:
    """The words that codes are made of."""
    path = xkcd_password.locate_wordfile("eff-short")
    words: list[str] = xkcd_password.generate_wordlist(wordfile=path, min_length=3, max_length=5, valid_chars="[a-z]")
    lines = _NOT_IN_CODES.read_text("utf-8").splitlines()
    left_out = {word for line in lines if not line.startswith("#") for word in line.split()}
    return sorted(set(words) - left_out)


def _words(count: int) -> str:
    return str(xkcd_password.generate_xkcdpassword(code_words(), numwords=count, delimiter=" "))
