"""One piece of work on the store: in a session of its own, or as a part of somebody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session, SessionTransaction

from plan.store.access import StoredAccess
from plan.store.keys import Keyring
from plan.store.plans import StoredPlans
from plan.store.statements import StoredHistory, StoredStatements


class _Repositories:
    """The four repositories over one session."""

    def __init__(self, session: Session, keyring: Keyring, reading: bool = False) -> None:
        self._session = session
        self.plans = StoredPlans(session, locking=not reading)
        self.statements = StoredStatements(session)
        self.history = StoredHistory(session)
        self.access = StoredAccess(session, keyring)

    def now(self) -> datetime:
        """The time, with its zone."""
        return datetime.now(UTC)

    def __enter__(self) -> Self:
        return self


class OwnUnitOfWork(_Repositories):
    """Work in a session of its own: kept by `commit`, dropped when left without."""

    def commit(self) -> None:
        """Keep the work."""
        self._session.commit()

    def rollback(self) -> None:
        """Drop the work."""
        self._session.rollback()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()


class JoinedUnitOfWork(_Repositories):
    """Work inside a session that someone else commits.

    It is a savepoint: `commit` hands the work to the session, leaving without takes only this work
    back, and nothing is on disk before the session's owner commits.
    """

    def __enter__(self) -> Self:
        self._savepoint: SessionTransaction = self._session.begin_nested()
        return self

    def commit(self) -> None:
        """Hand the work to the session that was joined."""
        self._savepoint.commit()
        self._savepoint = self._session.begin_nested()

    def rollback(self) -> None:
        """Take the work since the last commit back."""
        self._savepoint.rollback()
        self._savepoint = self._session.begin_nested()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._savepoint.is_active:
            self._savepoint.rollback()
