"""Reckons days of the calendar; knows nothing of language.

Every function gives the next such day, counted from today, which itself may be the day unless it says otherwise.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

DayOfYear = Callable[[int], date]
"""Gives the day on which something falls in a year."""


def next_yearly(day_in: DayOfYear, today: date) -> date:
    """The next of something that comes once a year."""
    this_year = day_in(today.year)
    return this_year if this_year >= today else day_in(today.year + 1)


def on_fixed(month: int, day: int) -> DayOfYear:
    """The same day each year."""
    return lambda year: date(year, month, day)


def on_easter(days_after: int) -> DayOfYear:
    """A number of days after Easter Sunday of the western churches."""
    return lambda year: easter(year) + timedelta(days=days_after)


def on_weekday_of_month(month: int, weekday: int, which: int) -> DayOfYear:
    """The first (1), second (2) … or last (-1) Monday (0) … Sunday (6) of a month."""

    def in_year(year: int) -> date:
        if which < 0:
            last = month_end(date(year, month, 1))
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))

    return in_year


def next_clock_change(today: date) -> date:
    """The next last Sunday of March or October after today."""
    later = today + timedelta(days=1)
    return min(next_yearly(on_weekday_of_month(month, 6, -1), later) for month in (3, 10))


def coming_weekday(weekday: int, today: date) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def weekday_of_next_week(weekday: int, today: date) -> date:
    """The weekday in the week that begins next Monday."""
    return coming_weekday(0, today) + timedelta(days=weekday)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month."""
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def next_day_of_month(day: int, today: date) -> date | None:
    """The next such day of a month, this month or later; None for a day that no month has."""
    if not 1 <= day <= 31:
        return None
    for ahead in range(3):
        first = add_months(today.replace(day=1), ahead)
        if day <= month_end(first).day and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None
