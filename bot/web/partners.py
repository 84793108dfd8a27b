"""What the pages need of the rehearsal assistant, as a protocol; the real one is bot.engine.partner.Partner."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from bot.web.figures import Figures
from bot.web.guides import GuideUnavailable, Turn
from rehearsal.reading import NoSuchPerson
from rehearsal.record import NoSuchRehearsal, Path, Rehearsal

logger = logging.getLogger(__name__)


class RehearsalPartner(Protocol):
    """The rehearsal assistant, as far as the pages need it."""

    async def begin(self, person_id: str, practitioner_id: str | None = None, feedback: str = "each_turn") -> Rehearsal:
        """Begin a rehearsal with one path."""
        ...

    async def try_again(self, rehearsal_id: str, path_id: str, turn_number: int) -> Path:
        """Begin another path that leaves one just before a turn."""
        ...

    async def say(self, conversation_id: str, text: str, message_id: str | None = None) -> Turn:
        """Take a turn; the same `message_id` is taken once."""
        ...

    async def end(self, path_id: str) -> Turn:
        """End the talk on a path."""
        ...

    def find(self, rehearsal_id: str, practitioner_id: str | None) -> Rehearsal:
        """A rehearsal of this practitioner's own. Raises NoSuchRehearsal."""
        ...

    def of_practitioner(self, practitioner_id: str) -> Sequence[Rehearsal]:
        """Everything that one practitioner rehearsed, the latest first."""
        ...

    def change(self, rehearsal: Rehearsal) -> None:
        """Keep what may change of a rehearsal."""
        ...

    def remove(self, *rehearsal_ids: str) -> None:
        """Remove rehearsals for good."""
        ...


class CarefulPartner:
    """The rehearsal assistant as the pages call it: whatever it raises means that nothing was taken."""

    def __init__(self, partner: RehearsalPartner, figures: Figures) -> None:
        self._partner = partner
        self._figures = figures

    async def begin(self, person_id: str, practitioner_id: str, feedback: str) -> Rehearsal:
        """Begin a rehearsal. Raises NoSuchPerson, GuideUnavailable."""
        with _taken_or_not():
            return await self._partner.begin(person_id, practitioner_id, feedback)

    async def try_again(self, rehearsal: Rehearsal, path: Path, turn_number: int) -> Path:
        """Begin another path that leaves one just before a turn. Raises GuideUnavailable."""
        with _taken_or_not():
            return await self._partner.try_again(rehearsal.id, path.id, turn_number)

    async def say(self, path: Path, text: str, message_id: str) -> Turn:
        """Hand over a turn. Raises GuideUnavailable."""
        with _taken_or_not(), self._figures.turn():
            return await self._partner.say(path.id, text, message_id=message_id)

    async def end(self, path: Path) -> Turn:
        """End the talk on a path. Raises GuideUnavailable."""
        with _taken_or_not():
            return await self._partner.end(path.id)

    def find(self, rehearsal_id: str, practitioner_id: str) -> Rehearsal:
        """A rehearsal of this practitioner's own. Raises NoSuchRehearsal, GuideUnavailable."""
        with _taken_or_not():
            return self._partner.find(rehearsal_id, practitioner_id)

    def of_practitioner(self, practitioner_id: str) -> Sequence[Rehearsal]:
        """Everything that one practitioner rehearsed, the latest first. Raises GuideUnavailable."""
        with _taken_or_not():
            return self._partner.of_practitioner(practitioner_id)

    def change(self, rehearsal: Rehearsal) -> None:
        """Keep what may change of a rehearsal. Raises GuideUnavailable."""
        with _taken_or_not():
            self._partner.change(rehearsal)

    def remove(self, *rehearsal_ids: str) -> None:
        """Remove rehearsals for good. Raises GuideUnavailable."""
        with _taken_or_not():
            self._partner.remove(*rehearsal_ids)


@contextmanager
def _taken_or_not() -> Iterator[None]:
    try:
        yield
    except (NoSuchRehearsal, NoSuchPerson):
        raise
    except Exception as error:
        logger.error("the rehearsal failed: %s", type(error).__name__)
        raise GuideUnavailable from error
