"""A practitioner's list of plans on SQLAlchemy: sorted and counted by what lies in the open, words read last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Case, ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from plan.model.vocabulary import Side, State
from plan.rules.watching import DAYS_TO_PREPARE
from plan.services.caseload_ports import CaseloadEntry, Heap
from plan.store.database import plan_table, sharing_table, standing_table
from plan.store.standings import read_standing

HEAPS = tuple(Heap)
# More keys than this in one statement would be too many for SQLite.
KEYS_AT_ONCE = 500


class StoredCaseload:
    """The list of one practitioner at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, practitioner_id: str, today: date) -> Mapping[Heap, int]:
        """How many plans lie on each heap."""
        heap = _heap(today).label("heap")
        query = _of(practitioner_id, heap, func.count().label("plans")).group_by(heap)
        counted = {HEAPS[row.heap]: row.plans for row in self._session.execute(query)}
        return {each: counted.get(each, 0) for each in HEAPS}

    def entries(
        self, practitioner_id: str, today: date, heap: Heap | None, offset: int, limit: int
    ) -> Sequence[CaseloadEntry]:
        """Some of the list, or of one heap: what presses first, then the nearest review."""
        query = _entries(practitioner_id, today)
        if heap is not None:
            query = query.where(_heap(today) == HEAPS.index(heap))
        return self._read(query.offset(offset).limit(limit))

    def entries_of(self, practitioner_id: str, today: date, keys: Sequence[str]) -> Sequence[CaseloadEntry]:
        """The entries of some keys, in the order of the list."""
        query = _entries(practitioner_id, today).where(sharing_table.c.key.in_(keys[:KEYS_AT_ONCE]))
        return self._read(query)

    def words(self, practitioner_id: str) -> Sequence[tuple[str, str]]:
        """For each plan its key and all words that it can be found by."""
        query = _of(practitioner_id, sharing_table.c.key, sharing_table.c.label, standing_table.c.words)
        return [
            (row.key, " ".join([row.label or "", *((row.words or {}).get("wants", ()))]))
            for row in self._session.execute(query)
        ]

    def find(self, practitioner_id: str, key: str) -> tuple[str, datetime] | None:
        """The plan that a key stands for, and since when it is shared; None for anybody else's key."""
        table = sharing_table
        query = select(table.c.plan_id, table.c.shared_at)
        row = self._session.execute(
            query.where(table.c.key == key, table.c.practitioner_id == practitioner_id)
        ).one_or_none()
        return (row.plan_id, row.shared_at) if row else None

    def label(self, practitioner_id: str, plan_id: str) -> str | None:
        """What the practitioner calls a plan, or None."""
        table = sharing_table
        of_both = (table.c.practitioner_id == practitioner_id, table.c.plan_id == plan_id)
        return self._session.scalar(select(table.c.label).where(*of_both))

    def name(self, practitioner_id: str, plan_id: str, label: str | None) -> None:
        """Keep what the practitioner calls a plan."""
        table = sharing_table
        of_both = (table.c.practitioner_id == practitioner_id, table.c.plan_id == plan_id)
        self._session.execute(update(table).where(*of_both).values(label=label))

    def _read(self, query: Select[Any]) -> list[CaseloadEntry]:
        return [
            CaseloadEntry(
                plan_id=row.id,
                key=row.key,
                label=row.label,
                heap=HEAPS[row.heap],
                state=State(row.state),
                shared_at=row.shared_at,
                changed_at=row.changed_at,
                standing=read_standing(row),
            )
            for row in self._session.execute(query)
        ]


def _of(practitioner_id: str, *columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(sharing_table)
        .join(plan_table, plan_table.c.id == sharing_table.c.plan_id)
        .outerjoin(standing_table, standing_table.c.plan_id == sharing_table.c.plan_id)
        .where(sharing_table.c.practitioner_id == practitioner_id)
    )


def _entries(practitioner_id: str, today: date) -> Select[Any]:
    heap = _heap(today).label("heap")
    plan, sharing, standing = plan_table.c, sharing_table.c, standing_table.c
    columns = (
        heap, plan.id, plan.state, plan.changed_at, sharing.shared_at, sharing.key, sharing.label,
        standing.waits_for, standing.runs, standing.prepared, standing.next_review, standing.next_deadline,
        standing.words,
    )  # fmt: skip
    return _of(practitioner_id, *columns).order_by(
        heap, standing.next_review.is_(None), standing.next_review, plan.changed_at.desc(), plan.id
    )


def _heap(today: date) -> Case[int]:
    """The place of the heap that a plan lies on today; the same rules as plan.rules.watching, as SQL."""
    standing = standing_table.c
    soon = today + timedelta(days=DAYS_TO_PREPARE)
    presses = and_(
        standing.runs,
        or_(
            standing.raised,
            standing.next_review < today,
            standing.next_deadline < today,
            and_(standing.next_review <= soon, ~standing.prepared),
        ),
    )
    waits = standing.waits_for
    return case(
        (presses, HEAPS.index(Heap.NOW)),
        (waits == Side.PRACTITIONER, HEAPS.index(Heap.MINE)),
        (waits == Side.PERSON, HEAPS.index(Heap.THEIRS)),
        else_=HEAPS.index(Heap.RESTING),
    )
