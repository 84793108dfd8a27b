"""What happened to a plan: who, when, what, why; an event is appended and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened.

    `who` is "person", "carer", a practitioner's id, or the name of somebody else; `what` is a verb
    in the past tense ("outcome_added"); `old` and `new` hold wordings side by side.
    """

    at: datetime
    who: str
    what: str
    why: str | None = None
    line_id: str | None = None
    part: str | None = None
    turn: int | None = None
    field: str | None = None
    old: str | None = None
    new: str | None = None
    version: int | None = None
