"""Keeps conversations: appends what is new, and hands Rasa a window of the latest turns instead of the whole history.

Joins the database session of the turn in hand and never commits; knows nothing of what the events mean for a plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from bot.engine.turns import current_turn
from plan.store.database import conversation_event_table as event_table
from plan.store.database import conversation_table

# How many of the person's latest messages Rasa sees. Rules and stories look back two turns at most.
TURNS_IN_WINDOW = 2
# How many message ids are remembered; a double click or a second tab is never further back.
MESSAGE_IDS_KEPT = 8
# Forms that set a stage aside for a moment and are no stage themselves.
_SET_ASIDE = ("safety_form", "delete_form", "talks_form")


@dataclass
class Snapshot:
    """What Rasa must know of the events before the window.

    Attributes:
        slots: every slot that differs from its initial value, as it stands now.
        loop: the form that was open where the window begins.
        window_start: position of the first event in the window.
        event_count: number of events of the conversation that are kept.
        turn_count: number of the person's messages.
        stage: the stage that is open, or was open last.
        message_ids: ids of the latest messages, to know one that was sent twice.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    loop: str | None = None
    window_start: int = 0
    event_count: int = 0
    turn_count: int = 0
    stage: str = "welcome"
    message_ids: list[str] = field(default_factory=list)


class ConversationStore(TrackerStore):
    """A Rasa tracker store whose cost for a turn does not grow with the conversation."""

    def __init__(self, domain: Domain | None = None) -> None:
        super().__init__(domain or Domain.empty())

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Builds a tracker from the snapshot and the events since; None for a new conversation.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database cannot be read. Never goes on from empty memory.
        """
        turn = current_turn()
        snapshot = read_snapshot(turn.session, sender_id)
        if snapshot is None:
            return None
        before = _events_standing_for(snapshot)
        window = list(read_events(turn.session, sender_id, start=snapshot.window_start))
        tracker = DialogueStateTracker.from_events(sender_id, before + window, self.domain.slots)
        turn.loaded_events = len(before) + len(window)
        turn.standing_events = len(before)
        turn.snapshot = snapshot
        return tracker

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Builds a tracker from all events, for export and for Rasa's own tools."""
        turn = current_turn()
        if read_snapshot(turn.session, conversation_id) is None:
            return None
        events = list(read_events(turn.session, conversation_id))
        return DialogueStateTracker.from_events(conversation_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends the events that are new since `retrieve` and moves the window on."""
        turn = current_turn()
        session, conversation_id = turn.session, tracker.sender_id
        old = turn.snapshot
        events = list(tracker.events)
        new = events[turn.loaded_events :]
        in_window = events[turn.standing_events :]
        if old is None:
            old = Snapshot()
            session.execute(
                insert(conversation_table).values(
                    id=conversation_id,
                    snapshot={},
                    window_start=0,
                    event_count=0,
                    turn_count=0,
                    created_at=now(),
                    updated_at=now(),
                )
            )
        cut, loop = _window_cut(in_window, old.loop)
        stage = _stage_of(tracker, old.stage)
        ids = [event.message_id for event in new if _is_message(event) and event.message_id]
        for event in new:
            if isinstance(event, UserUttered | BotUttered):
                event.metadata["stage"] = old.stage if isinstance(event, UserUttered) else stage
        snapshot = Snapshot(
            slots=_changed_slots(tracker),
            loop=loop,
            window_start=old.window_start + cut,
            event_count=old.event_count + len(new),
            turn_count=old.turn_count + sum(1 for event in new if _is_message(event)),
            stage=stage,
            message_ids=[*old.message_ids, *ids][-MESSAGE_IDS_KEPT:],
        )
        _append(session, conversation_id, new, old)
        session.execute(
            update(conversation_table)
            .where(conversation_table.c.id == conversation_id)
            .values(
                snapshot={
                    "slots": snapshot.slots,
                    "loop": snapshot.loop,
                    "stage": snapshot.stage,
                    "message_ids": snapshot.message_ids,
                },
                window_start=snapshot.window_start,
                event_count=snapshot.event_count,
                turn_count=snapshot.turn_count,
                updated_at=now(),
            )
        )
        turn.snapshot = snapshot
        turn.new_events = turn.new_events + new
        turn.loaded_events = len(events)

    async def keys(self) -> Iterable[str]:
        """Ids of all conversations."""
        return list(current_turn().session.scalars(select(conversation_table.c.id)))


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def read_snapshot(session: Session, conversation_id: str) -> Snapshot | None:
    """The snapshot of a conversation, or None where there is no such conversation."""
    row = session.execute(select(conversation_table).where(conversation_table.c.id == conversation_id)).first()
    if row is None:
        return None
    kept = row.snapshot or {}
    return Snapshot(
        slots=kept.get("slots", {}),
        loop=kept.get("loop"),
        window_start=row.window_start,
        event_count=row.event_count,
        turn_count=row.turn_count,
        stage=kept.get("stage", "welcome"),
        message_ids=kept.get("message_ids", []),
    )


def read_events(session: Session, conversation_id: str, start: int = 0) -> Iterable[Event]:
    """Events of a conversation in order, from a position on."""
    rows = session.execute(
        select(event_table.c.body)
        .where(event_table.c.conversation_id == conversation_id, event_table.c.position >= start)
        .order_by(event_table.c.position)
    )
    return (Event.from_parameters(row.body) for row in rows)


def erase_conversation(session: Session, conversation_id: str) -> None:
    """Removes a conversation and every event of it."""
    session.execute(delete(event_table).where(event_table.c.conversation_id == conversation_id))
    session.execute(delete(conversation_table).where(conversation_table.c.id == conversation_id))


def lock_conversation(session: Session, conversation_id: str) -> None:
    """Keeps other replicas out of a conversation until the turn ends. SQLite's writers are alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(hashtext(:id))"), {"id": conversation_id})


def _stage_of(tracker: DialogueStateTracker, before: str) -> str:
    form = tracker.active_loop_name
    return form.removesuffix("_form") if form and form not in _SET_ASIDE else before


def _append(session: Session, conversation_id: str, new: list[Event], old: Snapshot) -> None:
    rows = []
    turn = old.turn_count
    for offset, event in enumerate(new):
        turn += _is_message(event)
        rows.append(
            {
                "conversation_id": conversation_id,
                "position": old.event_count + offset,
                "kind": _kind_of(event),
                "turn": turn,
                "happened_at": event.timestamp,
                "body": event.as_dict(),
            }
        )
    if rows:
        session.execute(insert(event_table), rows)


def _kind_of(event: Event) -> str:
    if _is_message(event):
        return "person"
    return "guide" if isinstance(event, BotUttered) else "dialogue"


def _is_message(event: Event) -> bool:
    return isinstance(event, UserUttered) and not event.metadata.get("is_external")


def _changed_slots(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}


def _events_standing_for(snapshot: Snapshot) -> list[Event]:
    """Events that put a fresh tracker where the real one stood at the start of the window.

    Rasa refuses to continue a form whose activation it has not seen, so a form that was open at the cut is opened again
    here. These events exist in memory only.
    """
    if snapshot.window_start == 0:
        return []
    standing: list[Event] = [SlotSet(name, value) for name, value in snapshot.slots.items() if name != REQUESTED_SLOT]
    if snapshot.loop:
        standing += [ActionExecuted(snapshot.loop), ActiveLoop(snapshot.loop)]
    standing += [
        SlotSet(REQUESTED_SLOT, snapshot.slots.get(REQUESTED_SLOT)),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    return standing


def _window_cut(in_window: list[Event], loop: str | None) -> tuple[int, str | None]:
    """Where the next window begins, counted from the start of this one, and the form open there."""
    messages = [position for position, event in enumerate(in_window) if _is_message(event)]
    if len(messages) <= TURNS_IN_WINDOW:
        return 0, loop
    cut = messages[-TURNS_IN_WINDOW]
    for event in in_window[:cut]:
        if isinstance(event, ActiveLoop):
            loop = event.name
    return cut, loop
