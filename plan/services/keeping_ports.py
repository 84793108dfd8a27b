"""What the services need to give back or delete all that is held of a person, as protocols."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True)
class HeldConversation:
    """A conversation as it is kept: every event as the dialogue engine wrote it, and where it stands.

    Attributes:
        said: how many messages of the person are among the events.
        events: each with its position, kind ("person", "guide", "dialogue"), turn and content.
    """

    began_at: datetime
    changed_at: datetime
    said: int
    standing: dict[str, Any]
    events: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class LastTouched:
    """When a plan or a conversation was last changed; `agreed` tells a plan that was ever agreed by both sides.

    Attributes:
        given: the plan was given to a practitioner at some time.
        said: the person has said something.
    """

    plan_id: str
    at: datetime
    agreed: bool
    given: bool
    said: bool


class Keeping(Protocol):
    """All that hangs on one person's plan, whichever part of the product wrote it."""

    def conversation(self, plan_id: str) -> HeldConversation | None:
        """The conversation behind a plan, or None."""
        ...

    def erase_conversation(self, plan_id: str) -> None:
        """Delete the conversation with all its events."""
        ...

    def erase_all_but(self, plan_id: str, versions: Collection[int]) -> None:
        """Delete everything of a plan but the plan's row, these versions, their signatures and with whom it is
        shared.
        """
        ...

    def last_touched(self, before: datetime) -> list[LastTouched]:
        """Plans, and conversations without one, that nobody has changed since `before`, oldest first."""
        ...
