"""What an administrator does to accounts on the pages; each step is kept in the trail, and none touches a plan.

Nobody does these things to their own account: so the last administrator cannot shut everybody out.
"""

from __future__ import annotations

from plan.model.refusals import NotYours, UnknownWord
from plan.services.access import add_practitioner
from plan.services.access_ports import Rank
from plan.services.accounts import change_account, require_account, require_long_enough, reset_account
from plan.services.ports import UnitOfWork
from plan.services.staying import end_stays


def add_account(
    uow: UnitOfWork, by: str, *, name: str, role: str, email: str, rank: str, team: str, password: str
) -> str:
    """Add an account whose owner chooses another password when they first come; gives its id.

    Raises EmailTaken, NothingWritten, UnknownWord, PasswordTooShort.
    """
    require_long_enough(password)
    return add_practitioner(uow, name, role, email, password, by=by, rank=_rank(rank), team=team, given_password=True)


def set_rank_and_team(uow: UnitOfWork, by: str, account_id: str, rank: str, team: str) -> None:
    """Say what an account may do and in which team it is. Raises NotYours, NoSuchAccount, UnknownWord."""
    _require_other(uow, by, account_id)
    account, wanted = require_account(uow, account_id), _rank(rank)
    if account.rank is not wanted:
        change_account(uow, by, account_id, "account_rank_changed", rank=wanted)
    if account.team != team.strip():
        change_account(uow, by, account_id, "account_team_changed", team=team.strip())


def close_account(uow: UnitOfWork, by: str, account_id: str) -> None:
    """Let nobody in with an account, from now on; who shared a plan with it sees no change. Raises NotYours."""
    _require_other(uow, by, account_id)
    change_account(uow, by, account_id, "account_closed", disabled=True)


def open_account(uow: UnitOfWork, by: str, account_id: str) -> None:
    """Open an account again. Raises NotYours."""
    _require_other(uow, by, account_id)
    change_account(uow, by, account_id, "account_opened", disabled=False)


def sign_account_out(uow: UnitOfWork, by: str, account_id: str) -> None:
    """Sign an account out everywhere. Raises NotYours: one's own has a page for that."""
    _require_other(uow, by, account_id)
    end_stays(uow, by, account_id=account_id)


def give_password(uow: UnitOfWork, by: str, account_id: str, password: str) -> None:
    """Give an account another password, as `reset_account` does. Raises NotYours, PasswordTooShort."""
    _require_other(uow, by, account_id)
    require_long_enough(password)
    reset_account(uow, by, account_id, password)


def switch_codes_off(uow: UnitOfWork, by: str, account_id: str) -> None:
    """Ask an account for one-time codes no more, because its owner lost them; the password stays. Raises NotYours."""
    _require_other(uow, by, account_id)
    change_account(uow, by, account_id, "one_time_codes_off", totp_secret=None, totp_step=0)


def _require_other(uow: UnitOfWork, by: str, account_id: str) -> None:
    require_account(uow, account_id)
    if by == account_id:
        raise NotYours


def _rank(word: str) -> Rank:
    if word not in set(Rank):
        raise UnknownWord(field="rank", word=word)
    return Rank(word)
