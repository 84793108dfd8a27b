"""The turn in hand: its database session and what the parts of the engine tell each other while it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from bot.engine.conversations import Snapshot


@dataclass
class TurnInHand:
    """One message and everything it causes.

    Attributes:
        session: the session in which the whole turn is written, or not at all.
        snapshot: the conversation's snapshot as last read or saved.
        loaded_events: number of events in the tracker that are already kept.
        standing_events: how many of these only stand for events before the window.
        new_events: Rasa events appended in this turn.
        failure: the first error that a custom action raised. Rasa would go on without its events.
    """

    session: Session
    snapshot: Snapshot | None = None
    loaded_events: int = 0
    standing_events: int = 0
    new_events: list[Any] = field(default_factory=list)
    failure: Exception | None = None


_turn: ContextVar[TurnInHand] = ContextVar("turn_in_hand")


def current_turn() -> TurnInHand:
    """The turn in hand.

    Raises:
        LookupError: called outside a turn.
    """
    return _turn.get()


@contextmanager
def turn_in_hand(session: Session) -> Iterator[TurnInHand]:
    """Makes a turn the current one for the code inside."""
    turn = TurnInHand(session)
    token = _turn.set(turn)
    try:
        yield turn
    finally:
        _turn.reset(token)
