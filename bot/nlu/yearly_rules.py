"""Patterns of what comes once a year, each with its reckoning: feasts, whose names stand in lexicon/dates.yml, and
seasons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.nlu import reckoning
from bot.nlu.date_rules import DAYS, Reckon, Rules, add

_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS_OF_A_SEASON = 3


def seasons() -> tuple[Rules, Rules]:
    """Seasons, reckoned from their first day: those that lie ahead by their own words, and those that need a wish."""
    season = r"(?P<season>spring|summer|autumn|winter)(?:time)?(?! (?:house|coat|clothes|fuel|sale))"
    led = "|".join(rf"(?<={word} )" for word in ("by", "before", "until", "till", "for", "come"))
    clear = [rf"(?:{led})(?:the |(?P<next>next )|(?P<this>this ))?{season}"]
    clear.append(rf"(?:(?P<next>next )|this coming |(?P<this>this )|the coming ){season}")
    return [(pattern, _season) for pattern in clear], [(rf"(?<!\w)(?:the )?{season}", _season)]


def _season(match: re.Match[str], today: date) -> date | None:
    """The first day; none for "this winter" once it has begun, and for a "next winter" that this year still holds."""
    month, said = _SEASON_MONTHS[match["season"].lower()], match.groupdict()
    if said.get("this") and (today.month - month) % 12 < _MONTHS_OF_A_SEASON:
        return None
    day = reckoning.next_yearly(reckoning.on_fixed(month, 1), today)
    return None if said.get("next") and day.year == today.year else day


Feast = tuple[str, reckoning.DayOfYear]
"""The words for a feast, and its day."""


def on_feast(feast: Feast) -> tuple[str, Reckon]:
    """A feast that comes once a year, also "next year"; no day for a "next Christmas" that this year still holds."""
    words, day_in = feast

    def reckon(match: re.Match[str], today: date) -> date | None:
        day = reckoning.next_yearly(day_in, today)
        if match["next_year"]:
            return day_in(today.year + 1)
        return None if match["next"] and day.year == today.year else day

    return rf"(?P<next>next )?(?:{words})(?: weekend)?(?P<next_year> next year)?", reckon


def beside_feasts(feasts: Sequence[Feast], counts: Mapping[str, float]) -> tuple[str, Reckon]:
    """A time before or after a feast: "two days before Christmas"; no day for "the week before" it."""
    number = rf"(?P<n>\d{{1,2}}|{'|'.join(sorted(counts, key=len, reverse=True))})"
    units = rf"(?P<unit>days?|nights?|weeks?|fortnights?|weekend|months?|{'|'.join(DAYS)})"
    named = "|".join(f"(?:{words})" for words, _ in feasts)

    def reckon(match: re.Match[str], today: date) -> date | None:
        unit, said = match["unit"].lower(), (match["n"] or "").lower()
        if unit.rstrip("s") not in {"day", "night", "week", "fortnight"} or not (said or unit in {"day", "night"}):
            return None
        day_in = next(day_in for words, day_in in feasts if re.fullmatch(words, match["feast"], re.IGNORECASE))
        day = reckoning.next_yearly(day_in, today)
        apart = add(day, float(said if said.isdigit() else counts[said or "a"]), unit) - day
        return day - apart if match["side"].lower() in {"before", "afore"} else day + apart

    return rf"(?:{number}|the) {units} (?P<side>before|afore|after|efter) (?P<feast>{named})", reckon
