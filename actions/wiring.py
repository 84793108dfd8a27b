"""The one place that joins the custom actions to the plan: which unit of work they write in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from plan.services.ports import UnitOfWork

_unit_of_work: ContextVar[UnitOfWork] = ContextVar("unit_of_work_of_the_turn")
_today: ContextVar[date | None] = ContextVar("today", default=None)


def unit_of_work() -> UnitOfWork:
    """The unit of work of the turn in hand; the engine commits it with the turn's events.

    Raises:
        LookupError: an action runs outside a turn.
    """
    return _unit_of_work.get()


def today() -> date:
    """The day on which the person speaks."""
    return _today.get() or date.today()


@contextmanager
def writing_in(unit: UnitOfWork, on: date | None = None) -> Iterator[None]:
    """Lets the actions inside write in this unit of work, as if on the given day."""
    token, day = _unit_of_work.set(unit), _today.set(on)
    try:
        yield
    finally:
        _unit_of_work.reset(token)
        _today.reset(day)
