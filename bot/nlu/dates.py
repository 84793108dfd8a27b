"""Finds when something is meant to happen, against a given today; what is unclear keeps its words
and gets no date.

Own rules, because date libraries read British phrases wrongly with confidence ("in a fortnight",
"Hogmanay").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_COUNT = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "couple of": 2, "a couple of": 2,
}  # fmt: skip


@dataclass(frozen=True)
class When:
    """A time that was named; `date` is None when it is not clear which day is meant."""

    said: str
    date: date | None
    start: int
    end: int


Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]]


def find_dates(text: str, today: date) -> list[When]:
    """Finds times in order of appearance; of those that overlap, the longest.

    Args:
        text: what was typed.
        today: the day on which it was typed.
    """
    found: list[When] = []
    for pattern, reckon in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < w.end and w.start < end for w in found):
                found.append(When(match.group(), reckon(match, today), start, end))
    return sorted(found, key=lambda when: when.start)


def _rule(pattern: str, reckon: Callable[[re.Match[str], date], date | None]) -> Rule:
    lead = r"(?:(?:by|before|until|till|for|at|on|come|in time for|around|after|from|since)\s+)?"
    return re.compile(rf"\b{lead}(?:{pattern})\b", re.IGNORECASE), reckon


def _weekday(match: re.Match[str], today: date) -> date:
    ahead = (_DAYS.index(match["day"].lower()) - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead)


def _count(match: re.Match[str], today: date) -> date:
    said = match["n"].lower()
    number = int(said) if said.isdigit() else _COUNT[said]
    unit = match["unit"].lower()
    if unit.startswith("month"):
        return _add_months(today, number)
    if unit.startswith("year"):
        return _add_months(today, 12 * number)
    days = {"day": 1, "week": 7, "fortnight": 14}[unit.rstrip("s")]
    return today + timedelta(days=days * number)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _yearly(month: int, day: int) -> Callable[[re.Match[str], date], date]:
    def reckon(_match: re.Match[str], today: date) -> date:
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)

    return reckon


def _easter(_match: re.Match[str], today: date) -> date:
    this_year: date = easter(today.year)
    return this_year if this_year >= today else easter(today.year + 1)


def _month_end(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower()))
    try:
        this_year = date(today.year, month, int(match["date"]))
        return this_year if this_year >= today else date(today.year + 1, month, int(match["date"]))
    except ValueError:
        return None


_DAY_NAMES = "|".join(_DAYS)
_MONTH_NAMES = "|".join(_MONTHS) + "|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec"
_UNITS = "days?|weeks?|fortnights?|months?|years?"
_NUMBERS = rf"\d+|a couple of|an?|{'|'.join(_COUNT)}"
_SEASONS = "(?:the |next |this )?(?:spring|summer|autumn|winter)"
_UNCLEAR = rf"{_SEASONS}|next year|after the clocks change|when the schools go back"

_RULES: tuple[Rule, ...] = (
    _rule(rf"(?P<date>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH_NAMES})", _day_of_month),
    _rule(rf"a week on (?P<day>{_DAY_NAMES})", lambda m, t: _weekday(m, t) + timedelta(days=7)),
    _rule(rf"(?:in|within)\s+(?P<n>{_NUMBERS})\s+(?P<unit>{_UNITS})(?:'?s?\s+time)?", _count),
    _rule(r"christmas|xmas", _yearly(12, 25)),
    _rule(r"hogmanay|new year'?s eve", _yearly(12, 31)),
    _rule(r"new year", _yearly(1, 1)),
    _rule(r"easter", _easter),
    _rule(r"today|tonight", lambda m, t: t),
    _rule(r"tomorrow|the morn|the morra", lambda m, t: t + timedelta(days=1)),
    _rule(r"(?:the )?end of (?:the|this) month", lambda m, t: _month_end(t)),
    _rule(r"next week", lambda m, t: t + timedelta(days=7)),
    _rule(r"next month", lambda m, t: _add_months(t, 1)),
    # "on a Friday" and "every Friday" are habits, not dates.
    _rule(rf"(?<!\ba )(?<!every )(?:this |next )?(?P<day>{_DAY_NAMES})", _weekday),
    _rule(_UNCLEAR, lambda m, t: None),
)  # fmt: skip
