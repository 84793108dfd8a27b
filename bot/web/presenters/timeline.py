"""What happened to a plan, latest first; the sentences are the export's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plan.export import tell_timeline
from plan.model.events import Event

# Told too often to be worth reading; the conversation itself shows it.
QUIET = frozenset({"statements_recorded", "resume_code_issued", "state_changed"})


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened; `times` is how often it did in a row, on one day."""

    day: date
    sentence: str
    why: str | None
    times: int = 1


def view_timeline(events: Sequence[Event], names: Mapping[str, str]) -> list[Happening]:
    """The latest first; the same thing done many times in a row on one day stands there once."""
    told: list[Happening] = []
    heard = [event for event in events if event.what not in QUIET]
    for entry in tell_timeline(heard, names):
        happening = Happening(day=entry.at.date(), sentence=entry.sentence, why=entry.why)
        if told and replace(told[-1], times=1) == happening:
            told[-1] = replace(told[-1], times=told[-1].times + 1)
        else:
            told.append(happening)
    return list(reversed(told))
