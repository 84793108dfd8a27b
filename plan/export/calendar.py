"""The dates of a plan for a calendar (iCalendar, RFC 5545): reviews ahead, and what should be by when.

A date keeps its identity from one export to the next, so that a calendar that reads a newer file moves the entry.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from icalendar import Calendar, Event

from plan.explanations import read_yaml
from plan.export.rendering import printable
from plan.model.following import Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator
from plan.model.plan import Plan
from plan.model.views import only_shared


def plan_calendar(plan: Plan, shared_only: bool = False) -> bytes:
    """The open dates of the plan as all-day entries, marked private and free."""
    visible = only_shared(plan) if shared_only else plan
    calendar = Calendar()
    calendar.add("prodid", "-//What Matters//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _words()["name"])
    dated: list[PlanLine] = [*visible.of(Review), *visible.of(Action), *visible.of(Indicator)]
    for line in sorted(dated, key=lambda line: str(line.deadline)):
        if line.deadline is not None and not (isinstance(line, Action) and not line.is_open):
            calendar.add_component(_entry(line))
    return bytes(calendar.to_ical())


def _entry(line: PlanLine) -> Event:
    entry: Any = Event()
    entry.add("uid", f"{line.id}@what-matters")
    entry.add("dtstamp", line.made_at)
    entry.add("sequence", line.revision - 1)
    entry.add("dtstart", line.deadline)
    entry.add("dtend", line.deadline + timedelta(days=1) if line.deadline else None)
    entry.add("summary", _summary(line))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry  # type: ignore[no-any-return]


def _summary(line: PlanLine) -> str:
    if isinstance(line, Review):
        return _words()["raised"].format(text=printable(line.raised_why)) if line.raised_why else _words()["review"]
    return _words()[line.part].format(text=printable(line.text))


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = read_yaml(
        files("plan.export").joinpath("templates/calendar.yml").read_text(encoding="utf-8")
    )
    return words
