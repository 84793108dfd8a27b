"""Rehearsals on SQLAlchemy; joins a session that somebody else commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from plan.store.database import conversation_event_table, conversation_table
from plan.store.rehearsal_tables import rehearsal_path_table, rehearsal_table, rehearsal_turn_table
from rehearsal.record import NoSuchRehearsal, Path, Rehearsal, RehearsedTurn
from rehearsal.state import State


class StoredRehearsals:
    """The port rehearsal.record.Rehearsals on a database session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, rehearsal: Rehearsal) -> None:
        """Keeps a new rehearsal with its paths."""
        self._session.execute(
            insert(rehearsal_table).values(
                id=rehearsal.id,
                practitioner_id=rehearsal.practitioner_id,
                began_at=rehearsal.began_at,
                body=_body(rehearsal),
            )
        )
        for path in rehearsal.paths:
            self.add_path(rehearsal.id, path)

    def get(self, rehearsal_id: str) -> Rehearsal:
        """A rehearsal with everything in it. Raises NoSuchRehearsal."""
        row = self._session.execute(select(rehearsal_table).where(rehearsal_table.c.id == rehearsal_id)).first()
        if row is None:
            raise NoSuchRehearsal(rehearsal_id)
        return _rehearsal(row, self._paths(rehearsal_id))

    def of_path(self, path_id: str) -> Rehearsal:
        """The rehearsal that a path belongs to. Raises NoSuchRehearsal."""
        table = rehearsal_path_table
        found = self._session.scalar(select(table.c.rehearsal_id).where(table.c.id == path_id))
        if found is None:
            raise NoSuchRehearsal(path_id)
        return self.get(found)

    def person_of_path(self, path_id: str) -> str:
        """The id of the person whom a path is with. Raises NoSuchRehearsal."""
        body = self._session.scalar(
            select(rehearsal_table.c.body)
            .join(rehearsal_path_table, rehearsal_path_table.c.rehearsal_id == rehearsal_table.c.id)
            .where(rehearsal_path_table.c.id == path_id)
        )
        if body is None:
            raise NoSuchRehearsal(path_id)
        return str(body["person_id"])

    def of_practitioner(self, practitioner_id: str) -> Sequence[Rehearsal]:
        """Everything that one practitioner rehearsed, the latest first."""
        rows = self._session.execute(
            select(rehearsal_table)
            .where(rehearsal_table.c.practitioner_id == practitioner_id)
            .order_by(rehearsal_table.c.began_at.desc(), rehearsal_table.c.id)
        ).all()
        return [_rehearsal(row, self._paths(row.id)) for row in rows]

    def change(self, rehearsal: Rehearsal) -> None:
        """Keeps what may change of a rehearsal: feedback, notes, drafts, ended_at, revealed."""
        self._session.execute(
            update(rehearsal_table).where(rehearsal_table.c.id == rehearsal.id).values(body=_body(rehearsal))
        )

    def add_path(self, rehearsal_id: str, path: Path) -> None:
        """Keeps another path with its turns."""
        self._session.execute(
            insert(rehearsal_path_table).values(
                id=path.id,
                rehearsal_id=rehearsal_id,
                number=path.number,
                body={"left": path.left, "from_turn": path.from_turn},
            )
        )
        for turn in path.turns:
            self.put_turn(path.id, turn)

    def put_turn(self, path_id: str, turn: RehearsedTurn) -> None:
        """Keeps a turn of a path, in place of one with the same number."""
        table = rehearsal_turn_table
        self._session.execute(delete(table).where(table.c.path_id == path_id, table.c.number == turn.number))
        body = asdict(turn) | {"state": turn.state.as_plain()}
        self._session.execute(insert(table).values(path_id=path_id, number=turn.number, body=body))

    def latest_turn(self, path_id: str) -> RehearsedTurn | None:
        """The last turn of a path; None where there is none yet."""
        table = rehearsal_turn_table
        body = self._session.scalar(
            select(table.c.body).where(table.c.path_id == path_id).order_by(table.c.number.desc()).limit(1)
        )
        return None if body is None else _turn(body)

    def remove(self, rehearsal_id: str) -> None:
        """Removes a rehearsal with everything in it, for good."""
        path_ids = self._session.scalars(
            select(rehearsal_path_table.c.id).where(rehearsal_path_table.c.rehearsal_id == rehearsal_id)
        ).all()
        for table, column in (
            (conversation_event_table, conversation_event_table.c.conversation_id),
            (conversation_table, conversation_table.c.id),
            (rehearsal_turn_table, rehearsal_turn_table.c.path_id),
            (rehearsal_path_table, rehearsal_path_table.c.id),
        ):
            self._session.execute(delete(table).where(column.in_(path_ids)))
        self._session.execute(delete(rehearsal_table).where(rehearsal_table.c.id == rehearsal_id))

    def _paths(self, rehearsal_id: str) -> tuple[Path, ...]:
        paths, turns = rehearsal_path_table, rehearsal_turn_table
        rows = self._session.execute(
            select(paths).where(paths.c.rehearsal_id == rehearsal_id).order_by(paths.c.number)
        ).all()
        said: dict[str, list[RehearsedTurn]] = {row.id: [] for row in rows}
        for row in self._session.execute(
            select(turns.c.path_id, turns.c.body).where(turns.c.path_id.in_(said)).order_by(turns.c.number)
        ):
            said[row.path_id].append(_turn(row.body))
        return tuple(
            Path(row.id, row.number, tuple(said[row.id]), row.body["left"], row.body["from_turn"]) for row in rows
        )


def _body(rehearsal: Rehearsal) -> dict[str, Any]:
    return {
        "person_id": rehearsal.person_id,
        "feedback": rehearsal.feedback,
        "notes": rehearsal.notes,
        "drafts": list(rehearsal.drafts),
        "revealed": rehearsal.revealed,
        "ended_at": rehearsal.ended_at.isoformat() if rehearsal.ended_at else None,
    }


def _rehearsal(row: Any, paths: tuple[Path, ...]) -> Rehearsal:
    body = row.body
    ended_at = datetime.fromisoformat(body["ended_at"]) if body["ended_at"] else None
    return Rehearsal(
        id=row.id,
        practitioner_id=row.practitioner_id,
        person_id=body["person_id"],
        feedback=body["feedback"],
        began_at=row.began_at,
        notes=body["notes"],
        drafts=tuple(body["drafts"]),
        ended_at=ended_at,
        revealed=body["revealed"],
        paths=paths,
    )


def _turn(body: dict[str, Any]) -> RehearsedTurn:
    lists = ("behaviours", "disclosed", "feedback")
    values = body | {name: tuple(body[name]) for name in lists} | {"state": State.from_plain(body["state"])}
    return RehearsedTurn(**values)
