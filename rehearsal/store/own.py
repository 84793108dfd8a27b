"""All that is held about somebody with an account here, rehearsals included: given as a file, or deleted for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from plan.bootstrap import Store
from plan.services.leaving import account_as_plain, delete_account
from plan.services.ports import UnitOfWork
from rehearsal.record import Rehearsal
from rehearsal.store.shelf import Shelf


def everything_of(uow: UnitOfWork, by: str, account_id: str, rehearsals: Sequence[Rehearsal]) -> str:
    """An account and the rehearsals of its owner as one JSON text, verbatim; that it was taken is kept in the trail.

    Rehearsals come with all ways through them, turns, reasons, drafts and notes. Passwords, keys of one-time codes and
    the words of people who shared a plan are not among it.

    Args:
        uow: where the account is held.
        by: the id of an account, or "operator".
        account_id: whose it is.
        rehearsals: everything that the owner rehearsed.

    Raises:
        NoSuchAccount: there is none.
    """
    held = {
        "account": account_as_plain(uow, by, account_id),
        "rehearsals": [asdict(each) for each in rehearsals],
    }
    return json.dumps(held, ensure_ascii=False, indent=1, default=_plainly) + "\n"


def delete_all_of(store: Store, by: str, account_id: str) -> None:
    """Deletes an account with every rehearsal of its owner; plans that were shared with it are told to the person.

    Args:
        store: where it is held.
        by: the id of an account, or "operator".
        account_id: whose it is.

    Raises:
        NoSuchAccount: there is none.
    """
    shelf = Shelf(store)
    # The words first: were the account gone and they not, nobody could reach them any more.
    shelf.remove(*(each.id for each in shelf.of_practitioner(account_id)))
    with store.unit_of_work() as uow:
        delete_account(uow, by, account_id)
        uow.commit()


def _plainly(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
