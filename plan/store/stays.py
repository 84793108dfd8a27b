"""Stays and tries on SQLAlchemy: tokens, addresses and accounts are found by keyed hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from plan.services.stay_ports import Stay
from plan.store.database import stay_table, try_table
from plan.store.keys import Keyring


class StoredStays:
    """Browsers that were let in."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session = session
        self._keyring = keyring

    def begin(self, token: str, plan_id: str | None, account_id: str | None, at: datetime) -> None:
        """Let a browser in."""
        values = {"plan_id": plan_id, "account_id": account_id, "began_at": at, "used_at": at}
        self._session.execute(insert(stay_table).values(id=self._keyring.hashes(f"stay:{token}")[0], **values))

    def by_token(self, token: str) -> Stay | None:
        """The stay of the browser with this token, or None."""
        found = self._where(stay_table.c.id.in_(self._keyring.hashes(f"stay:{token}")))
        return found[0] if found else None

    def use(self, stay_id: str, at: datetime) -> None:
        """Note that somebody is there."""
        self._session.execute(update(stay_table).where(stay_table.c.id == stay_id).values(used_at=at))

    def end(self, stay_id: str) -> None:
        """Let this browser in no more."""
        self._session.execute(delete(stay_table).where(stay_table.c.id == stay_id))

    def of_plan(self, plan_id: str) -> list[Stay]:
        """All browsers in which the plan is open, latest used first."""
        return self._where(stay_table.c.plan_id == plan_id)

    def of_account(self, account_id: str) -> list[Stay]:
        """All browsers in which the account is signed in, latest used first."""
        return self._where(stay_table.c.account_id == account_id)

    def drop_unused_since(self, at: datetime) -> int:
        """Forget the stays that were last used before; gives how many there were."""
        return len(
            self._session.scalars(delete(stay_table).where(stay_table.c.used_at < at).returning(stay_table.c.id)).all()
        )

    def _where(self, condition: ColumnElement[bool]) -> list[Stay]:
        rows = self._session.execute(select(stay_table).where(condition).order_by(stay_table.c.used_at.desc()))
        return [_stay(row) for row in rows]


def _stay(row: Row[Any]) -> Stay:
    return Stay(id=row.id, plan_id=row.plan_id, account_id=row.account_id, began_at=row.began_at, used_at=row.used_at)


class StoredTries:
    """Tries at a code or a password."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session = session
        self._keyring = keyring

    def note(self, key: str, at: datetime) -> None:
        """Count one."""
        self._session.execute(insert(try_table).values(key_hash=self._hash(key), tried_at=at))

    def count(self, key: str, since: datetime) -> int:
        """How many there were since then."""
        query = select(func.count()).where(try_table.c.key_hash == self._hash(key), try_table.c.tried_at > since)
        return int(self._session.scalar(query) or 0)

    def forget(self, key: str) -> None:
        """Start anew, after one that was right."""
        self._session.execute(delete(try_table).where(try_table.c.key_hash == self._hash(key)))

    def drop_before(self, at: datetime) -> int:
        """Forget old ones; gives how many there were."""
        gone = delete(try_table).where(try_table.c.tried_at <= at).returning(try_table.c.position)
        return len(self._session.scalars(gone).all())

    def none_after(self, at: datetime) -> None:
        """Count those that were noted before a clock was set back, and so lie ahead, as of now."""
        self._session.execute(update(try_table).where(try_table.c.tried_at > at).values(tried_at=at))

    def _hash(self, key: str) -> str:
        return self._keyring.hashes(f"try:{key}")[0]
