"""The one place that joins the custom actions to what they write in: the plan's unit of work, or the rehearsals."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from plan.services.ports import UnitOfWork
from rehearsal.record import Rehearsals

_unit_of_work: ContextVar[UnitOfWork] = ContextVar("unit_of_work_of_the_turn")
_rehearsals: ContextVar[Rehearsals] = ContextVar("rehearsals_of_the_turn")
_today: ContextVar[date | None] = ContextVar("today", default=None)


def unit_of_work() -> UnitOfWork:
    """The unit of work of the turn in hand; the engine commits it with the turn's events.

    Raises:
        LookupError: an action runs outside a turn.
    """
    return _unit_of_work.get()


def rehearsals() -> Rehearsals:
    """Where rehearsals are kept; the engine commits it with the turn's events.

    Raises:
        LookupError: an action runs outside a turn.
    """
    return _rehearsals.get()


def today() -> date:
    """The day on which the person speaks."""
    return _today.get() or date.today()


def nation() -> str | None:
    """The nation of the United Kingdom that this installation serves; None where people of several use it."""
    return os.environ.get("WHAT_MATTERS_NATION") or None


@contextmanager
def writing_in(unit: UnitOfWork, on: date | None = None) -> Iterator[None]:
    """Lets the actions inside write in this unit of work, as if on the given day."""
    token, day = _unit_of_work.set(unit), _today.set(on)
    try:
        yield
    finally:
        _unit_of_work.reset(token)
        _today.reset(day)


@contextmanager
def rehearsing_in(kept: Rehearsals) -> Iterator[None]:
    """Lets the actions inside keep their rehearsal here."""
    token = _rehearsals.set(kept)
    try:
        yield
    finally:
        _rehearsals.reset(token)
