"""What the pages need of the guide, as a protocol; the real one is bot.engine.guide.Guide."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from bot.web.figures import Figures
from plan.store.keys import WrongKey

logger = logging.getLogger(__name__)


class Choice(Protocol):
    """An answer that a button gives."""

    @property
    def label(self) -> str: ...
    @property
    def message(self) -> str: ...


class Reply(Protocol):
    """One thing that the guide says."""

    @property
    def text(self) -> str: ...
    @property
    def choices(self) -> Sequence[Choice]: ...
    @property
    def kind(self) -> str: ...


class Turn(Protocol):
    """What one message brought."""

    @property
    def number(self) -> int: ...
    @property
    def replies(self) -> Sequence[Reply]: ...
    @property
    def stage(self) -> str: ...
    @property
    def finished(self) -> bool: ...


class Line(Protocol):
    """One line of the transcript; `who` is "guide" or "person"."""

    @property
    def turn(self) -> int: ...
    @property
    def who(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Sequence[Choice]: ...


class TalkingGuide(Protocol):
    """The guide, as far as the pages need it."""

    async def open(self, conversation_id: str, framework: str | None = None) -> Turn:
        """The guide's opening, once."""
        ...

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        """Take a message; the same `message_id` is taken once and gives the same turn again."""
        ...

    def transcript(self, conversation_id: str) -> Sequence[Line]:
        """Everything that was said, in order; empty when there is no such conversation."""
        ...

    def erase(self, conversation_id: str) -> None:
        """Remove the conversation and its plan, for good."""
        ...


class GuideUnavailable(Exception):
    """The guide failed. What was said was not taken, and nothing of the turn was kept."""


class GuideUnreadable(GuideUnavailable):
    """Something that is kept for this person cannot be read; nothing of the turn was kept."""


class CarefulGuide:
    """The guide as the pages call it: whatever it raises means that nothing was taken.

    So no page imports Rasa, and no error of the guide's shows what was said.
    """

    def __init__(self, guide: TalkingGuide, figures: Figures) -> None:
        self._guide = guide
        self._figures = figures

    async def open(self, conversation_id: str) -> Turn:
        """The guide's opening, once. Raises GuideUnavailable."""
        with _taken_or_not():
            return await self._guide.open(conversation_id)

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        """Hand over a message. Raises GuideUnavailable."""
        with _taken_or_not(), self._figures.turn():
            return await self._guide.say(conversation_id, text, message_id=message_id)

    def transcript(self, conversation_id: str) -> Sequence[Line]:
        """Everything that was said, in order. Raises GuideUnavailable."""
        with _taken_or_not():
            return self._guide.transcript(conversation_id)

    def erase(self, conversation_id: str) -> None:
        """Remove the conversation and its plan. Raises GuideUnavailable."""
        with _taken_or_not():
            self._guide.erase(conversation_id)


@contextmanager
def _taken_or_not() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        logger.error("the guide failed: %s", type(error).__name__)
        if isinstance(error, WrongKey) or isinstance(error.__cause__, WrongKey):
            raise GuideUnreadable from error
        raise GuideUnavailable from error
