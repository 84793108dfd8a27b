"""All that hangs on one plan, on SQLAlchemy: to be given back, deleted, or found when it has lain long enough."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from plan.model.vocabulary import State
from plan.services.keeping_ports import HeldConversation, LastTouched
from plan.store.database import (
    conversation_event_table,
    conversation_table,
    event_table,
    metadata,
    plan_table,
    sharing_table,
    signature_table,
    version_table,
)
from plan.store.reading_rows import read_signatures

OF_THE_RECORD = {plan_table, version_table, signature_table, sharing_table}


class StoredKeeping:
    """All that hangs on one person's plan."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def conversation(self, plan_id: str) -> HeldConversation | None:
        """The conversation behind a plan, or None."""
        row = self._session.execute(select(conversation_table).where(conversation_table.c.id == plan_id)).one_or_none()
        if row is None:
            return None
        table = conversation_event_table
        events = self._session.execute(
            select(table.c.position, table.c.kind, table.c.turn, table.c.body)
            .where(table.c.conversation_id == plan_id)
            .order_by(table.c.position)
        )
        return HeldConversation(
            began_at=row.created_at,
            changed_at=row.updated_at,
            said=row.turn_count,
            standing=row.snapshot or {},
            events=[dict(event._mapping) for event in events],
        )

    def erase_conversation(self, plan_id: str) -> None:
        """Delete the conversation with all its events."""
        table = conversation_event_table
        self._session.execute(delete(table).where(table.c.conversation_id == plan_id))
        self._session.execute(delete(conversation_table).where(conversation_table.c.id == plan_id))

    def erase_all_but(self, plan_id: str, versions: Collection[int]) -> None:
        """Delete everything of a plan but its row, these versions, their signatures and with whom it is shared.

        What else there is follows from the tables, so that a table that comes later is not forgotten.
        """
        for table in metadata.sorted_tables:
            hangs_on_it = any(key.column.table is plan_table for key in table.foreign_keys)
            if hangs_on_it and table not in OF_THE_RECORD:
                self._session.execute(delete(table).where(table.c.plan_id == plan_id))
        for table, number in ((version_table, version_table.c.number), (signature_table, signature_table.c.version)):
            self._session.execute(delete(table).where(table.c.plan_id == plan_id, number.not_in(versions)))
        closed = update(plan_table).where(plan_table.c.id == plan_id)
        self._session.execute(closed.values(state=State.CLOSED, revision=plan_table.c.revision + 1))

    def last_touched(self, before: datetime) -> list[LastTouched]:
        """Plans, and conversations without one, that nobody has changed since `before`, oldest first."""
        talks: dict[str, Any] = {
            row.id: row for row in self._session.execute(select(*_of(conversation_table, "updated_at", "turn_count")))
        }
        plans: dict[str, Any] = {row.id: row for row in self._session.execute(select(*_of(plan_table, "changed_at")))}
        given = set(self._session.scalars(select(event_table.c.plan_id).where(event_table.c.what == "plan_shared")))
        given |= set(self._session.scalars(select(sharing_table.c.plan_id)))
        signed = set(self._session.scalars(select(signature_table.c.plan_id).distinct()))
        found = []
        for plan_id in dict.fromkeys(chain(plans, talks)):
            times = [talks[plan_id].updated_at] if plan_id in talks else []
            times += [plans[plan_id].changed_at] if plan_id in plans else []
            said = plan_id in talks and talks[plan_id].turn_count > 0
            if max(times) < before:
                agreed = plan_id in signed and self._was_agreed(plan_id)
                found.append(
                    LastTouched(plan_id=plan_id, at=max(times), agreed=agreed, given=plan_id in given, said=said)
                )
        return sorted(found, key=lambda each: each.at)

    def _was_agreed(self, plan_id: str) -> bool:
        sides: dict[int, set[str]] = {}
        for signature in read_signatures(self._session, plan_id):
            sides.setdefault(signature.version, set()).add(signature.side)
        return any("practitioner" in each and each & {"person", "carer"} for each in sides.values())


def _of(table: Any, *names: str) -> list[Any]:
    return [table.c.id, *(table.c[name] for name in names)]
