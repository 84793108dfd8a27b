"""All that is kept of one conversation, without ids and times, so that two of them can be compared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from bot.engine.guide import Guide
from plan import services
from plan.bootstrap import Store
from plan.store.database import conversation_event_table, metadata, trail_table

OWNED_BY = ("plan_id", "conversation_id")


def portrait_of(store: Store, conversation_id: str) -> dict[str, Any]:
    """Rows of every table, what was said, the draft, the talks; raises AssertionError where these contradict another."""
    guide = Guide(store, None)  # type: ignore[arg-type]
    snapshot = guide.snapshot(conversation_id)
    picture: dict[str, Any] = {
        "rows": _rows_of(store, conversation_id),
        "said": [(line.turn, line.who, line.text, line.stage) for line in guide.transcript(conversation_id)],
        "stage": snapshot.stage if snapshot else None,
        "turns": snapshot.turn_count if snapshot else 0,
    }
    with store.session(reading=True) as session:
        events = session.execute(
            select(
                conversation_event_table.c.position, conversation_event_table.c.kind, conversation_event_table.c.turn
            )
            .where(conversation_event_table.c.conversation_id == conversation_id)
            .order_by(conversation_event_table.c.position)
        ).all()
    assert [row.position for row in events] == list(range(snapshot.event_count if snapshot else 0))
    assert [row.turn for row in events if row.kind == "person"] == list(range(1, picture["turns"] + 1))
    with store.unit_of_work(reading=True) as uow:
        if not uow.plans.exists(conversation_id):
            assert snapshot is None, "a conversation without its plan"
            return picture
        plan = services.read_plan(uow, conversation_id)
        lines = services.draft_lines(uow, conversation_id)
        picture["lines"] = [(line.number, line.part, line.text, line.turns, line.shared) for line in lines]
        picture["state"] = plan.state
        picture["proposals"] = [proposal.answer for proposal in plan.proposals.values()]
        picture["history"] = [event.what for event in uow.history.of_plan(conversation_id)]
        for mark in plan.versions:
            version = services.read_version(uow, conversation_id, mark.number)
            assert version.is_intact, "a frozen version was changed"
        for signature in plan.signatures:
            marks = {mark.number: mark.content_hash for mark in plan.versions}
            assert marks[signature.version] == signature.content_hash
    if snapshot is not None:
        assert all(turn <= picture["turns"] for line in lines for turn in line.turns), (
            "a line from a turn that is not kept"
        )
    return picture


def _rows_of(store: Store, conversation_id: str) -> dict[str, int]:
    counts = {}
    with store.session(reading=True) as session:
        # The audit trail also grows when somebody only looks; its chain is checked by itself.
        for table in (table for table in metadata.sorted_tables if table is not trail_table):
            for name in OWNED_BY:
                if name in table.c:
                    query = select(func.count()).select_from(table).where(table.c[name] == conversation_id)
                    counts[table.name] = session.scalar(query) or 0
    return counts
