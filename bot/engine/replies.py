"""What comes of a message, and the lines of a transcript, read from Rasa's events; sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered
from sqlalchemy import select
from sqlalchemy.orm import Session

from plan.store.database import conversation_event_table as event_table


@dataclass(frozen=True)
class Choice:
    """A button: what it says, and the message that pressing it sends."""

    label: str
    message: str


@dataclass(frozen=True)
class Reply:
    """One thing the guide says; `kind` is reflection, question, aside, safety, draft, suggestion or notice.

    In a rehearsal it is scene, person (what the simulated person says) or feedback.
    """

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


def is_said(event: Event) -> bool:
    """Whether an event is something that the assistant said."""
    return isinstance(event, BotUttered) and bool(event.text)


def read_reply(event: BotUttered) -> Reply:
    """What the assistant said, from Rasa's event."""
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
    "utter_ask_talks_": "suggestion",
    "utter_safety": "safety",
    "utter_ask_": "question",
    "utter_reflect_": "reflection",
    "utter_quote_": "reflection",
    "utter_heard_": "reflection",
    "utter_draft_": "draft",
    "utter_suggestion_": "suggestion",
    "utter_person_": "person",
    "utter_feedback_": "feedback",
    "utter_scene": "scene",
    "utter_welcome": "notice",
    "utter_finished": "notice",
}


def read_lines(session: Session, conversation_id: str, since_turn: int) -> list[Line]:
    """What was said in a conversation from a turn on, in order."""
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
            reply = read_reply(event)
            lines.append(Line(turn, "guide", reply.text, stage, reply.kind, reply.choices))
    return lines
