"""Statements and history on SQLAlchemy: both only grow, and neither is read to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from plan.model.events import Event
from plan.model.statement import Statement
from plan.services.access_ports import Act
from plan.services.codec import from_body, to_body
from plan.store.database import event_table, statement_table
from plan.store.trail import StoredTrail, as_known


class StoredStatements:
    """The person's own words, append-only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, plan_id: str, statements: Sequence[Statement]) -> None:
        """Add statements at the end."""
        rows = [
            {
                "id": said.id,
                "plan_id": plan_id,
                "turn": said.turn,
                "said_at": said.said_at,
                "withdrawn_at": None,
                "body": {
                    "text": said.text,
                    "kinds": said.kinds,
                    "themes": said.themes,
                    "corrects": said.corrects,
                },
            }
            for said in statements
        ]
        if rows:
            self._session.execute(insert(statement_table), rows)

    def withdraw(self, plan_id: str, statement_id: str, at: datetime | None) -> None:
        """Note that the person takes a statement back, or with None puts it back; its words stay."""
        self._session.execute(
            update(statement_table)
            .where(statement_table.c.plan_id == plan_id, statement_table.c.id == statement_id)
            .values(withdrawn_at=at)
        )

    def get(self, plan_id: str, statement_id: str) -> Statement | None:
        """One statement, or None."""
        row = self._session.execute(
            select(statement_table).where(statement_table.c.plan_id == plan_id, statement_table.c.id == statement_id)
        ).one_or_none()
        return None if row is None else _statement(row)

    def of_plan(self, plan_id: str) -> list[Statement]:
        """All statements in the order in which they were said."""
        rows = self._session.execute(
            select(statement_table).where(statement_table.c.plan_id == plan_id).order_by(statement_table.c.position)
        )
        return [_statement(row) for row in rows]


def _statement(row: Row[Any]) -> Statement:
    return Statement(
        id=row.id,
        turn=row.turn,
        text=row.body["text"],
        said_at=row.said_at,
        kinds=tuple(row.body["kinds"]),
        themes=tuple(row.body["themes"]),
        corrects=row.body["corrects"],
        withdrawn_at=row.withdrawn_at,
    )


class StoredHistory:
    """The events of plans, append-only; each is an entry of the audit trail too, without its words."""

    def __init__(self, session: Session, trail: StoredTrail) -> None:
        self._session = session
        self._trail = trail

    def append(self, plan_id: str, events: Sequence[Event]) -> None:
        """Add events at the end."""
        rows = [
            {
                "plan_id": plan_id,
                "happened_at": event.at,
                "what": event.what,
                "body": to_body(event),
            }
            for event in events
        ]
        if rows:
            self._session.execute(insert(event_table), rows)
        for event in events:
            who = as_known(event.who)
            self._trail.append(Act(at=event.at, who=who, what=event.what, plan_id=plan_id, about=event.line_id))

    def of_plan(self, plan_id: str) -> list[Event]:
        """All events in order."""
        bodies = self._session.scalars(
            select(event_table.c.body).where(event_table.c.plan_id == plan_id).order_by(event_table.c.position)
        )
        return [from_body(Event, body) for body in bodies]
