"""Gathers the particulars of a message: who, when, and which number; knows nothing of labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.nlu.dates import When, find_dates
from bot.nlu.people import find_people
from bot.nlu.person import Person
from bot.nlu.ratings import Rating, find_ratings


@dataclass(frozen=True)
class Particulars:
    """What was named in a message, each with its offsets into it."""

    people: list[Person]
    whens: list[When]
    ratings: list[Rating]


def find_particulars(text: str, today: date) -> Particulars:
    """Finds everything that was named.

    Args:
        text: the message.
        today: the day on which it was typed.
    """
    return Particulars(find_people(text), find_dates(text, today), find_ratings(text))


def entities(found: Particulars, extractor: str) -> list[dict[str, Any]]:
    """The same in Rasa's format, in order of appearance."""
    rows: list[dict[str, Any]] = [
        *(_entity("person", p.start, p.end, p.name or p.said, extractor) for p in found.people),
        *(_entity("date", w.start, w.end, w.date.isoformat() if w.date else w.said, extractor) for w in found.whens),
        *(_entity("rating", r.start, r.end, r.value, extractor) for r in found.ratings),
    ]
    return sorted(rows, key=lambda row: row["start"])


def _entity(kind: str, start: int, end: int, value: str | float, extractor: str) -> dict[str, Any]:
    return {"entity": kind, "start": start, "end": end, "value": value, "extractor": extractor}
