"""Talking with one trained assistant: takes a message, runs the turn as one transaction, gives back what is said.

Every turn is one database transaction, committed before the replies leave. What an assistant does besides (a plan, a
rehearsal) is its subclass's. Knows nothing of pages.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.engine.conversations import Snapshot, lock_conversation, read_snapshot
from bot.engine.loading import load_processor
from bot.engine.replies import Line, Reply, Turn, is_said, read_lines, read_reply
from bot.engine.turns import TurnInHand, turn_in_hand
from plan.bootstrap import Store

logger = logging.getLogger(__name__)

CHANNEL = "what_matters"
# A space of no width: put before a slash while a message is parsed, so that Rasa does not take it for a command.
NO_COMMAND = "\u200b"


class GuideUnavailable(Exception):
    """A store or an action failed. The message was not taken; nothing of the turn was kept."""


@dataclass
class Talk:
    """One trained assistant and the store that its conversations are kept in.

    Attributes:
        today: the day on which people speak, where it is not the real one (tests, replays).
    """

    store: Store
    processor: MessageProcessor
    today: date | None = None
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @classmethod
    def load(cls, store: Store, model: Path, today: date | None = None) -> Self:
        """Loads a trained model.

        Raises:
            rasa.exceptions.ModelNotFound: there is no model at this path, or it cannot be read.
        """
        return cls(store, load_processor(model), today)

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        """Takes one message. The same message id gives the same turn again, so that a double click sends once.

        Raises:
            GuideUnavailable: nothing was kept; the sender should be told so and keep their words.
        """
        async with self._turn(conversation_id) as turn:
            number = (turn.snapshot.turn_count if turn.snapshot else 0) + 1
            if message_id and turn.snapshot and message_id in turn.snapshot.message_ids:
                return self._last_turn(turn.session, conversation_id, turn.snapshot)
            message = await self._message(turn.session, conversation_id, text, message_id, number)
            await self.processor.handle_message(message)
            self._note_taken(turn.session, conversation_id)
            return self._finish(turn, conversation_id)

    async def _open(self, turn: TurnInHand, conversation_id: str, intent: str, **entities: str | None) -> Turn:
        """Lets the assistant open a conversation by an event from outside."""
        channel = CollectingOutputChannel()
        tracker = await self.processor.fetch_tracker_with_initial_session(conversation_id, channel)
        given = [{"entity": name, "value": value} for name, value in entities.items() if value]
        await self.processor.trigger_external_user_uttered(intent, given, tracker, channel)
        return self._finish(turn, conversation_id)

    async def _message(
        self, session: Session, conversation_id: str, text: str, message_id: str | None, number: int
    ) -> UserMessage:
        """The message as Rasa takes it, exactly as it was typed."""
        message = UserMessage(
            text,
            CollectingOutputChannel(),
            conversation_id,
            input_channel=CHANNEL,
            message_id=message_id,
            metadata={"turn": number} | self._only_for_parsing(session, conversation_id),
        )
        # Rasa strips what it is given, and takes a leading slash for an intent or a command such as /restart.
        message.text = f"{NO_COMMAND}{text}" if text.lstrip().startswith("/") else text
        message.parse_data = await self.processor.parse_message(message)
        message.parse_data["text"] = message.text = text
        message.metadata = {"turn": number}
        message.parse_data.pop("metadata", None)
        for statement in (message.parse_data.get("understanding") or {}).get("statements", []):
            statement["text"] = statement["text"].removeprefix(NO_COMMAND)
        return message

    def transcript(self, conversation_id: str) -> list[Line]:
        """Everything that was said, in order; empty for a conversation that does not exist."""
        with self.store.session(reading=True) as session:
            return read_lines(session, conversation_id, since_turn=0)

    def snapshot(self, conversation_id: str) -> Snapshot | None:
        """Where the conversation stands; None where there is none."""
        with self.store.session(reading=True) as session:
            return read_snapshot(session, conversation_id)

    def _acting_in(self, session: Session) -> AbstractContextManager[None]:
        """Gives the actions what they write in; the engine commits it with the turn's events."""
        raise NotImplementedError

    def _only_for_parsing(self, session: Session, conversation_id: str) -> dict[str, Any]:
        """What the language part needs to know besides the text; it is not kept with the message."""
        return {}

    def _note_taken(self, session: Session, conversation_id: str) -> None:
        """Notes that a message was taken, in its transaction."""

    @asynccontextmanager
    async def _turn(self, conversation_id: str) -> AsyncIterator[TurnInHand]:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with lock:
                with self.store.session() as session, turn_in_hand(session) as turn, self._acting_in(session):
                    lock_conversation(session, conversation_id)
                    turn.snapshot = read_snapshot(session, conversation_id)
                    yield turn
                    if turn.failure is not None:
                        raise turn.failure
                    session.commit()
        except GuideUnavailable:
            raise
        except (SQLAlchemyError, OSError) as error:
            # Only the kind of error is logged: its text may hold what the person said.
            logger.error("the conversation store failed: %s", type(error).__name__)
            raise GuideUnavailable from error
        except Exception as error:
            logger.error("a turn failed: %s", _where(error))
            raise GuideUnavailable from error

    def _finish(self, turn: TurnInHand, conversation_id: str) -> Turn:
        if turn.failure is not None:
            raise turn.failure
        snapshot = turn.snapshot
        assert snapshot is not None
        replies = tuple(read_reply(event) for event in turn.new_events if is_said(event))
        return Turn(snapshot.turn_count, replies, snapshot.stage, bool(snapshot.slots.get("finished")))

    def _last_turn(self, session: Session, conversation_id: str, snapshot: Snapshot) -> Turn:
        lines = read_lines(session, conversation_id, since_turn=snapshot.turn_count)
        replies = tuple(Reply(line.text, line.choices, line.kind) for line in lines if line.who == "guide")
        return Turn(snapshot.turn_count, replies, snapshot.stage, bool(snapshot.slots.get("finished")))


def _where(error: BaseException) -> str:
    """The kind of an error and the place it came from, without its text."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}, {time.strftime('%H:%M:%S')}"
