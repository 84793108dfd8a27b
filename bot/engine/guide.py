"""The guide as a library: opens a conversation, takes a message, gives back what the guide says.

Every turn is one database transaction, committed before the replies leave. Knows nothing of pages.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, Event, UserUttered
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from actions import wiring
from bot.engine.conversations import (
    ConversationStore,
    Snapshot,
    erase_conversation,
    lock_conversation,
    read_snapshot,
)
from bot.engine.in_process_actions import InProcessActions
from bot.engine.turns import TurnInHand, turn_in_hand
from bot.engine.wording import SteadyWording
from plan.bootstrap import Store
from plan.services import preparing, retaining
from plan.services.access_ports import Act
from plan.store.database import conversation_event_table as event_table

logger = logging.getLogger(__name__)

CHANNEL = "what_matters"
# A space of no width: put before a slash while a message is parsed, so that Rasa does not take it for a command.
NO_COMMAND = "\u200b"
# A turn runs a form, a reflection, sometimes two more forms that turn out to have nothing to ask.
MOST_ACTIONS_IN_A_TURN = 40


class GuideUnavailable(Exception):
    """A store or an action failed. The message was not taken; nothing of the turn was kept."""


@dataclass(frozen=True)
class Choice:
    """A button: what it says, and the message that pressing it sends."""

    label: str
    message: str


@dataclass(frozen=True)
class Reply:
    """One thing the guide says; `kind` is reflection, question, aside, safety, draft or notice."""

    text: str
    choices: tuple[Choice, ...] = ()
    kind: str = "aside"


@dataclass(frozen=True)
class Turn:
    """What came of one message: its number, the replies, the stage now open, and whether all stages are done."""

    number: int
    replies: tuple[Reply, ...]
    stage: str
    finished: bool


@dataclass(frozen=True)
class Line:
    """One line of a transcript."""

    turn: int
    who: str
    text: str
    stage: str
    kind: str
    choices: tuple[Choice, ...] = ()


@dataclass
class Guide:
    """One trained assistant and the store that its conversations are kept in.

    Attributes:
        today: the day on which people speak, where it is not the real one (tests, replays).
    """

    store: Store
    processor: MessageProcessor
    today: date | None = None
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @classmethod
    def load(cls, store: Store, model: Path, today: date | None = None) -> Guide:
        """Loads a trained model.

        Raises:
            rasa.exceptions.ModelNotFound: there is no model at this path, or it cannot be read.
        """
        return cls(store, load_processor(model), today)

    async def open(self, conversation_id: str, framework: str | None = None) -> Turn:
        """Opens a conversation with the guide's welcome; an open one gives its last turn again.

        Raises:
            GuideUnavailable: nothing was kept.
        """
        async with self._turn(conversation_id) as turn:
            if turn.snapshot is not None:
                return self._last_turn(turn.session, conversation_id, turn.snapshot)
            preparing.begin_plan(self.store.unit_of_work(turn.session), conversation_id, framework)
            channel = CollectingOutputChannel()
            tracker = await self.processor.fetch_tracker_with_initial_session(conversation_id, channel)
            entities = [{"entity": "framework", "value": framework}] if framework else []
            await self.processor.trigger_external_user_uttered("open_conversation", entities, tracker, channel)
            return self._finish(turn, conversation_id)

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        """Takes one message. The same message id gives the same turn again, so that a double click sends once.

        Raises:
            GuideUnavailable: nothing was kept; the person should be told so and keep their words.
        """
        async with self._turn(conversation_id) as turn:
            number = (turn.snapshot.turn_count if turn.snapshot else 0) + 1
            if message_id and turn.snapshot and message_id in turn.snapshot.message_ids:
                return self._last_turn(turn.session, conversation_id, turn.snapshot)
            await self.processor.handle_message(await self._message(conversation_id, text, message_id, number))
            uow = self.store.unit_of_work(turn.session)
            uow.trail.append(Act(at=uow.now(), who="person", what="message_taken", plan_id=conversation_id))
            return self._finish(turn, conversation_id)

    async def _message(self, conversation_id: str, text: str, message_id: str | None, number: int) -> UserMessage:
        """The message as Rasa takes it, exactly as it was typed."""
        message = UserMessage(
            text,
            CollectingOutputChannel(),
            conversation_id,
            input_channel=CHANNEL,
            message_id=message_id,
            metadata={"turn": number},
        )
        # Rasa strips what it is given, and takes a leading slash for an intent or a command such as /restart.
        message.text = f"{NO_COMMAND}{text}" if text.lstrip().startswith("/") else text
        message.parse_data = await self.processor.parse_message(message)
        message.parse_data["text"] = message.text = text
        for statement in (message.parse_data.get("understanding") or {}).get("statements", []):
            statement["text"] = statement["text"].removeprefix(NO_COMMAND)
        return message

    def transcript(self, conversation_id: str) -> list[Line]:
        """Everything that was said, in order; empty for a conversation that does not exist."""
        with self.store.session(reading=True) as session:
            return _read_lines(session, conversation_id, since_turn=0)

    def erase(self, conversation_id: str) -> None:
        """Removes a conversation with its plan, for good; nothing happens where there is none."""
        with self.store.session() as session:
            retaining.erase_everything(self.store.unit_of_work(session), conversation_id, "person")
            session.commit()

    def snapshot(self, conversation_id: str) -> Snapshot | None:
        """Where the conversation stands; None where there is none."""
        with self.store.session(reading=True) as session:
            return read_snapshot(session, conversation_id)

    @asynccontextmanager
    async def _turn(self, conversation_id: str) -> AsyncIterator[TurnInHand]:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with lock:
                with (
                    self.store.session() as session,
                    turn_in_hand(session) as turn,
                    wiring.writing_in(self.store.unit_of_work(session), self.today),
                ):
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
        replies = tuple(_reply(event) for event in turn.new_events if _is_said(event))
        finished = bool(snapshot.slots.get("finished"))
        if snapshot.slots.get("erased"):
            erase_conversation(turn.session, conversation_id)
            finished = True
        return Turn(snapshot.turn_count, replies, snapshot.stage, finished)

    def _last_turn(self, session: Session, conversation_id: str, snapshot: Snapshot) -> Turn:
        lines = _read_lines(session, conversation_id, since_turn=snapshot.turn_count)
        replies = tuple(Reply(line.text, line.choices, line.kind) for line in lines if line.who == "guide")
        return Turn(snapshot.turn_count, replies, snapshot.stage, bool(snapshot.slots.get("finished")))


def load_processor(model: Path) -> MessageProcessor:
    """Loads a trained model with our store, our words and the actions in this process.

    Raises:
        rasa.exceptions.ModelNotFound: there is no model at this path, or it cannot be read.
    """
    agent = Agent.load(model, generator=SteadyWording(), action_endpoint=InProcessActions())
    assert agent.processor is not None
    # An agent wraps the store it is given so that a failing one is replaced by empty memory; ours has to fail.
    agent.tracker_store = agent.processor.tracker_store = ConversationStore(agent.domain)
    agent.processor.max_number_of_predictions = MOST_ACTIONS_IN_A_TURN
    return agent.processor


def _is_said(event: Event) -> bool:
    return isinstance(event, BotUttered) and bool(event.text)


def _reply(event: BotUttered) -> Reply:
    buttons = (event.data or {}).get("buttons") or []
    choices = tuple(Choice(button["title"], button["payload"]) for button in buttons)
    return Reply(event.text or "", choices, _kind_of(event.metadata or {}))


def _kind_of(metadata: dict[str, Any]) -> str:
    name = str(metadata.get("utter_action", ""))
    for start, kind in _KINDS.items():
        if name.startswith(start):
            return kind
    return "aside"


# What a response's name says about its place in the conversation.
_KINDS = {
    "utter_ask_safety": "safety",
    "utter_safety": "safety",
    "utter_ask_": "question",
    "utter_reflect_": "reflection",
    "utter_quote_": "reflection",
    "utter_heard_": "reflection",
    "utter_draft_": "draft",
    "utter_welcome": "notice",
    "utter_finished": "notice",
}


def _read_lines(session: Session, conversation_id: str, since_turn: int) -> list[Line]:
    rows = session.execute(
        select(event_table.c.turn, event_table.c.body)
        .where(
            event_table.c.conversation_id == conversation_id,
            event_table.c.kind.in_(("person", "guide")),
            event_table.c.turn >= since_turn,
        )
        .order_by(event_table.c.position)
    )
    lines = []
    for turn, body in rows:
        event = Event.from_parameters(body)
        stage = str((body.get("metadata") or {}).get("stage", ""))
        if isinstance(event, UserUttered):
            lines.append(Line(turn, "person", event.text or "", stage, "answer"))
        elif isinstance(event, BotUttered) and event.text:
            reply = _reply(event)
            lines.append(Line(turn, "guide", reply.text, stage, reply.kind, reply.choices))
    return lines


def _where(error: BaseException) -> str:
    """The kind of an error and the place it came from, without its text."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}, {time.strftime('%H:%M:%S')}"
