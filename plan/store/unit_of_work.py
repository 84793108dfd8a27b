"""One piece of work on the store: in a session of its own, or as a part of somebody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session, SessionTransaction

from plan.store.access import StoredAccess
from plan.store.caseload import StoredCaseload
from plan.store.keeping import StoredKeeping
from plan.store.keys import Keyring
from plan.store.plans import StoredPlans
from plan.store.statements import StoredHistory, StoredStatements
from plan.store.stays import StoredStays, StoredTries
from plan.store.trail import StoredTrail


class _Repositories:
    """The repositories over one session, which `plan.store.trail.gather_acts` has made ready."""

    def __init__(self, session: Session, keyring: Keyring, reading: bool = False) -> None:
        self._session = session
        self.plans = StoredPlans(session, locking=not reading)
        self.statements = StoredStatements(session)
        self.trail = StoredTrail(session, keyring)
        self.history = StoredHistory(session, self.trail)
        self.access = StoredAccess(session, keyring)
        self.stays = StoredStays(session, keyring)
        self.tries = StoredTries(session, keyring)
        self.keeping = StoredKeeping(session)
        self.caseload = StoredCaseload(session)

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
        self._begin()
        return self

    def commit(self) -> None:
        """Hand the work to the session that was joined."""
        self._savepoint.commit()
        self._begin()

    def rollback(self) -> None:
        """Take the work since the last commit back."""
        self._take_back()
        self._begin()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._savepoint.is_active:
            self._take_back()

    def _begin(self) -> None:
        self._savepoint: SessionTransaction = self._session.begin_nested()
        self._acts_before = self.trail.pending

    def _take_back(self) -> None:
        self._savepoint.rollback()
        self.trail.drop_since(self._acts_before)
