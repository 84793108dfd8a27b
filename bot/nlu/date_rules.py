"""Patterns of times reckoned from today ("in a fortnight", "Tuesday week", "3rd of March"), each with its reckoning;
feasts and seasons, which come once a year, are in yearly_rules.py.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from bot.nlu import reckoning

Reckon = Callable[[re.Match[str], date], date | None]
Rules = list[tuple[str, Reckon]]

DAYS = [name.lower() for name in calendar.day_name]
_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_DAY = rf"(?P<day>{'|'.join(DAYS)}|mon|tues|tue|wed|weds|thurs|thur|thu|fri)"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_NTH = rf"(?P<date>\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)})"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|dinnertime|teatime|lunchtime))?"
_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?|years?|yrs?|wks?)"
_OF_A_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d)|(?P<next_year> next year))?"
_FRIDAY = 4
_FIGURES_OF_A_SHORT_YEAR = 2
# A year in two figures that lies further ahead is one of the last century.
_SOON = 20


def calendar_dates() -> Rules:
    """Days and months of the calendar."""
    led = r"(?<=by )|(?<=in )|(?<=on )|(?<=before )|(?<=until )|(?<=till )|(?<=for )|(?<=from )|(?<=come )|(?<=after )"
    parts = "back end|end|middle|mid|start|beginning|first week|second week|third week|fourth week|last week"
    which = r"(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th)"
    return [
        (rf"(?:the )?{which} {_DAY} (?:in|of|o) {_MONTH}", _weekday_of_month),
        (r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})", _read_by_library),
        # "7/10" is a rating, "5/12" a date only where a word leads it.
        (r"(?:(?<=by )|(?<=on )|(?<=before )|(?<=until ))(?P<d>\d{1,2})/(?P<m>\d{1,2})(?P<y>)", _read_by_library),
        (r"(?<=is )(?P<d>\d{1,2})/(?P<m>(?!10\b|5\b)\d{1,2})(?P<y>)(?= (?:at|in|with)\b)", _read_by_library),
        (rf"(?:{_DAY},? )?(?:the )?{_NTH}(?: of| o)? {_MONTH}{_OF_A_YEAR}", _day_and_month),
        (rf"(?:{_DAY},? )?{_MONTH} (?:the )?{_NTH}(?!\d)(?:,? (?P<year>(?:19|20)\d\d))?", _day_and_month),
        (rf"(?:the )?{_NTH} (?:of|o) next month", _nth_of_next_month),
        (rf"(?:the )?(?P<which>{parts})[ -](?:of |o |in )?(?:next )?{_MONTH}", _part_of_month),
        (rf"(?:{led})(?:early |late |(?P<next>next )|this )?{_MONTH}{_OF_A_YEAR}", _month),
        (rf"(?P<next>next ){_MONTH}", _month),
        (rf"(?:{led})(?P<only_year>20\d\d)", lambda m, _t: date(int(m["only_year"]), 1, 1)),
        (rf"{_DAY} (?:the |(?=\d{{1,2}}(?:st|nd|rd|th))){_NTH}", _weekday_the_nth),
        (r"(?:(?<=by )|(?<=on )|(?<=before )|(?<=until )|(?<=till )|(?<=for ))?the (?P<date>\d{1,2}(?:st|nd|rd|th))"
         r"(?=\s*(?:$|[.,;!?]|(?:and|to|for|so|at|if|then|with|i|we|she|he|they|is|of this month)\b))"
         r"(?: of this month)?",
         lambda m, t: reckoning.next_day_of_month(_nth(m), t)),
    ]  # fmt: skip


def relative_dates(counts: Mapping[str, float]) -> Rules:
    """Times counted from today, with words for numbers from the lexicon."""
    number = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(counts, key=len, reverse=True))})"

    within = r"(?<!\w)(?:in|within|inside|in the next|over the next|within the next)"
    monday = partial(reckoning.weekday_of_next_week, 0)
    friday = partial(reckoning.weekday_of_next_week, _FRIDAY)

    def days(match: re.Match[str]) -> float:
        said = match["n"].lower()
        return float(said) if said.isdigit() else float(counts[said])

    def clock_change(_match: re.Match[str], today: date) -> date:
        return reckoning.next_clock_change(today)

    def later(match: re.Match[str], today: date) -> date:
        return add(today, days(match), match["unit"])

    def weeks_after_weekday(match: re.Match[str], today: date) -> date:
        return add(_weekday(match, today), days(match), match["unit"])

    return [
        (rf"{number}[ -]{_UNIT} (?:on|from|past|come) (?:next )?{_DAY}", weeks_after_weekday),
        (rf"(?P<n>a|one|wan|two|twa) (?P<unit>weeks?|fortnight) {_DAY}", weeks_after_weekday),
        (r"(?P<from>today|tomorrow|tomorra|the morn|the morra) (?P<unit>week|fortnight)", _a_time_from),
        (rf"(?:on |next )?{_DAY} (?P<weeks>week|fortnight)", lambda m, t: add(_weekday(m, t), 1, m["weeks"])),
        (rf"{number}[ -]{_UNIT} (?:from )?(?:tomorrow|the morn)", lambda m, t: later(m, t + timedelta(days=1))),
        (rf"{number}[ -]{_UNIT} (?:from )?(?:today|now|the day)", later),
        (rf"{within}(?: about| around| roughly)? {number} ?{_UNIT}(?:'s?)?(?: time)?(?! of\b)", later),
        (rf"{number} {_UNIT}'?s?'? time", later),
        (r"(?:within|inside) the (?P<unit>week|fortnight|month|year)", _a_time_on),
        (r"this time next (?P<unit>week|month|year)|a year (?:today|from now)", _a_time_on),
        (r"(?:the )?week after next|week efter next", lambda m, t: t + timedelta(days=14)),
        (r"(?:the )?month after next", lambda m, t: reckoning.add_months(t, 2)),
        (r"(?:the )?(?:back end|end|hinner end|tail end) o[f']? next week", lambda m, t: friday(t)),
        (r"(?:the )?(?:start|beginning) of next week|early next week", lambda m, t: monday(t)),
        (r"(?:the )?middle of next week|midweek next week", lambda m, t: reckoning.weekday_of_next_week(2, t)),
        (r"(?:the )?(?:back end|end) o[f']? (?:the|this) week", lambda m, t: reckoning.coming_weekday(_FRIDAY, t)),
        (r"(?:the )?(?:back end|end) o[f']? (?:the|this) month|month end", lambda m, t: reckoning.month_end(t)),
        (r"(?:the )?(?:start|beginning) o[f']? next month", lambda m, t: reckoning.add_months(t.replace(day=1), 1)),
        (r"(?:the )?(?:middle) o[f']? next month", lambda m, t: reckoning.add_months(t.replace(day=15), 1)),
        (r"(?:the )?(?:back )?end o[f']? next month", lambda m, t: reckoning.month_end(reckoning.add_months(t, 1))),
        (r"(?:the )?end o[f']? (?:the|this) year|year'?s? end", lambda m, t: date(t.year, 12, 31)),
        (r"(?:the |this )year(?:'s| is) (?:out|end)", lambda m, t: date(t.year, 12, 31)),
        (r"(?:the )?end o[f']? next year", lambda m, t: date(t.year + 1, 12, 31)),
        (r"next week", lambda m, t: t + timedelta(days=7)),
        (r"next month", lambda m, t: reckoning.add_months(t, 1)),
        (r"(?:the |this |next )?weekend(?: coming)?", lambda m, t: reckoning.coming_weekday(5, t)),
        (r"(?:the )?day (?:after|efter) (?:tomorrow|the morn|the morra)", lambda m, t: t + timedelta(days=2)),
        (r"the morn['’]?s (?:morn(?:ing?)?|nicht|night|efternuin)", lambda m, t: t + timedelta(days=1)),
        (rf"(?:tomorrow|tomorra|the morn|the morra|tmrw|tomoz){_PART}", lambda m, t: t + timedelta(days=1)),
        (r"today|tonight|the nicht|this (?:morning|afternoon|evening|aft)", lambda m, t: t),
        (r"(?:after |when |before )?the clocks (?:change|chynge)|(?:the )?clock change", clock_change),
        (rf"next {_DAY}{_PART}", lambda m, t: reckoning.weekday_of_next_week(_day_index(m["day"]), t)),
        (rf"(?:this |this coming |the coming )?{_DAY}{_PART}(?: first| next| coming)?", _weekday),
    ]  # fmt: skip


def _day_index(said: str) -> int:
    return next(i for i, name in enumerate(DAYS) if name.startswith(said.lower()[:3]))


def _weekday(match: re.Match[str], today: date) -> date:
    return reckoning.coming_weekday(_day_index(match["day"]), today)


def _month_index(said: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(said.lower()[:3]))


def _nth(match: re.Match[str]) -> int:
    said = match["date"].lower()
    return _ORDINALS.index(said) + 1 if said in _ORDINALS else int(re.sub(r"\D", "", said))


def _day_and_month(match: re.Match[str], today: date) -> date | None:
    said = match.groupdict()
    month, nth = _month_index(match["month"]), _nth(match)
    if said.get("year") or said.get("next_year"):
        day = date(int(said["year"] or today.year + 1), month, nth)
    else:
        day = reckoning.next_yearly(reckoning.on_fixed(month, nth), today)
    # "Friday 5th December" when that is a Saturday: nobody knows which is meant.
    return None if match["day"] and day >= today and day.weekday() != _day_index(match["day"]) else day


def _weekday_the_nth(match: re.Match[str], today: date) -> date | None:
    day = reckoning.next_day_of_month(_nth(match), today)
    return day if day and day.weekday() == _day_index(match["day"]) else None


def _weekday_of_month(match: re.Match[str], today: date) -> date:
    said = match["which"].lower()
    which = -1 if said == "last" else int(said[0]) if said[0].isdigit() else _ORDINALS.index(said) + 1
    in_year = reckoning.on_weekday_of_month(_month_index(match["month"]), _day_index(match["day"]), which)
    return reckoning.next_yearly(in_year, today)


def _a_time_from(match: re.Match[str], today: date) -> date:
    begins = today if match["from"].lower() == "today" else today + timedelta(days=1)
    return add(begins, 1, match["unit"])


def _nth_of_next_month(match: re.Match[str], today: date) -> date:
    return reckoning.add_months(today.replace(day=1), 1).replace(day=_nth(match))


def _a_time_on(match: re.Match[str], today: date) -> date:
    return add(today, 1, match["unit"] or "year")


def _month(match: re.Match[str], today: date) -> date | None:
    month, said = _month_index(match["month"]), match.groupdict()
    if said.get("year") or said.get("next_year"):
        return date(int(said["year"] or today.year + 1), month, 1)
    day = reckoning.next_yearly(reckoning.on_fixed(month, 1), today)
    return None if said.get("next") and day.year == today.year else day


def _part_of_month(match: re.Match[str], today: date) -> date | None:
    first = reckoning.next_yearly(reckoning.on_fixed(_month_index(match["month"]), 1), today.replace(day=1))
    which = match["which"].lower()
    if "end" in which:
        return reckoning.month_end(first)
    if "mid" in which:
        return first.replace(day=15)
    return first if which == "first week" or not which.endswith("week") else None


def add(day: date, number: float, unit: str) -> date:
    """The day so many units on, a unit being the word for it: "weeks", "fortnight"."""
    unit = unit.lower()
    if unit.startswith("m"):
        return reckoning.add_months(day, int(number)) if number >= 1 else day + timedelta(days=14)
    if unit.startswith("y"):
        return reckoning.add_months(day, int(12 * number))
    return day + timedelta(days=round(number * (14 if unit.startswith("f") else 7 if unit.startswith("w") else 1)))


def _read_by_library(match: re.Match[str], today: date) -> date | None:
    """A date in figures, day first, as in Britain."""
    import dateparser  # takes a third of a second to load, and few messages need it

    base = datetime(today.year, today.month, today.day)
    settings = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future", "RELATIVE_BASE": base}
    figures = "/".join(part for part in (match["d"], match["m"], match["y"]) if part)
    read = dateparser.parse(figures, languages=["en"], settings=settings)
    if read is None:
        return None
    # "3/3/51" is somebody's birthday.
    is_of_last_century = len(match["y"] or "") == _FIGURES_OF_A_SHORT_YEAR and read.year > today.year + _SOON
    return read.date().replace(year=read.year - 100) if is_of_last_century else read.date()
