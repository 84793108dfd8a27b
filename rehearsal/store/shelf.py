"""Rehearsals to read, change and remove outside a turn, each in a transaction of its own; needs no model."""

from __future__ import annotations

from collections.abc import Sequence

from plan.bootstrap import Store
from rehearsal.record import NoSuchRehearsal, Rehearsal
from rehearsal.store.rehearsals import StoredRehearsals


class Shelf:
    """Everybody's rehearsals, given out to their owners alone."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, rehearsal_id: str, practitioner_id: str | None) -> Rehearsal:
        """A rehearsal of this practitioner's own.

        Raises:
            NoSuchRehearsal: there is none, or it is somebody else's.
        """
        with self.store.session(reading=True) as session:
            rehearsal = StoredRehearsals(session).get(rehearsal_id)
        if rehearsal.practitioner_id != practitioner_id:
            raise NoSuchRehearsal(rehearsal_id)
        return rehearsal

    def of_practitioner(self, practitioner_id: str) -> Sequence[Rehearsal]:
        """Everything that one practitioner rehearsed, the latest first."""
        with self.store.session(reading=True) as session:
            return StoredRehearsals(session).of_practitioner(practitioner_id)

    def change(self, rehearsal: Rehearsal) -> None:
        """Keeps what may change of a rehearsal: feedback, notes, drafts, ended_at, revealed."""
        with self.store.session() as session:
            StoredRehearsals(session).change(rehearsal)
            session.commit()

    def remove(self, *rehearsal_ids: str) -> None:
        """Removes rehearsals with everything in them, for good."""
        with self.store.session() as session:
            for rehearsal_id in rehearsal_ids:
                StoredRehearsals(session).remove(rehearsal_id)
            session.commit()
