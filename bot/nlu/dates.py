"""Finds when something is meant to happen, against a given today; what is unclear keeps its words and gets no date.

Own rules come first, because date libraries read British phrases wrongly with confidence ("in a fortnight",
"Hogmanay"); dateparser reads plain calendar dates only. A time that is past, or that is a habit, is not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from bot.nlu import date_rules, reckoning, yearly_rules
from bot.nlu.lexicon import alternatives, read_lexicon
from bot.nlu.tense import Tense, tense_around

MOST_AHEAD = 120
"""A time more years ahead than this is no plan."""


_AHEAD_ITSELF = re.compile(r"\b(?:next|tomorrow|the morn)\b", re.IGNORECASE)


_NAMED_DAY = re.compile(r"s['’]? (?:day|night)\b", re.IGNORECASE)
"""A feast that "the" may stand before: "the St Patrick's Day parade"."""


@dataclass(frozen=True)
class When:
    """A time to come that was named; `date` is None when it is not clear which day is meant."""

    said: str
    date: date | None
    start: int
    end: int


Reckon = Callable[[re.Match[str], date], date | None]


@dataclass(frozen=True)
class _Rule:
    words: str
    reckon: Reckon
    needs_wish: bool = False
    """Whether the words mean a time to come only beside a wish or a plan."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words, whole; made when a message first names a time, so that a start need not wait for all of them."""
        return re.compile(_whole(self.words), re.IGNORECASE)


def find_dates(text: str, today: date) -> list[When]:
    """Finds times to come in order of appearance; of those that overlap, the one whose rule comes first.

    Args:
        text: what was typed.
        today: the day on which it was typed.
    """
    taken = bytearray(len(text))
    found: list[When] = []
    starts = [match.start() for match in _any_rule().finditer(text)]
    for rule in _rules() if starts else ():
        for match in _matches(rule.pattern, text, starts):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if not _lies_ahead(text, start, end, rule.needs_wish):
                continue
            day = _day(rule, match, today)
            if day is None or day >= today:
                said = match.group().strip()
                found.append(When(said, day, start, start + len(said)))
    return sorted(found, key=lambda when: when.start)


def _matches(pattern: re.Pattern[str], text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `finditer` gives, looking only where some rule is known to match: a long message has thousands of words."""
    after = 0
    for start in starts:
        if start >= after and (match := pattern.match(text, start)):
            after = match.end()
            yield match


def _day(rule: _Rule, match: re.Match[str], today: date) -> date | None:
    try:
        day = rule.reckon(match, today)
    except (ValueError, OverflowError):
        return None
    return day if day is not None and day.year <= today.year + MOST_AHEAD else None


def _lies_ahead(text: str, start: int, end: int, needs_wish: bool) -> bool:
    around = _surroundings()
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if around["past_before"].search(before) or around["past_after"].match(after) or around["not_before"].match(after):
        return False
    led = text[start:end].split()[0].lower() in around["leads"]
    if (
        not led
        and around["habit_before"].search(before)
        and not (_NAMED_DAY.search(text, start, end) and before.lower().endswith("the "))
    ):
        return False
    if _AHEAD_ITSELF.search(text, start, end):
        return True
    tense = tense_around(text, start, end)
    if tense is Tense.GONE:
        return False
    return tense is Tense.AHEAD or not needs_wish


@lru_cache(maxsize=1)
def _surroundings() -> dict[str, Any]:
    data = read_lexicon("dates")
    return {
        "past_before": re.compile(rf"\b(?:{alternatives(data['past_before'])})(?: the| a)?\s+$", re.I),
        "habit_before": re.compile(rf"\b(?:{alternatives(data['habit_before'])})\s+$", re.I),
        "past_after": re.compile(rf"\s*(?:{alternatives(data['past_after'])})\b", re.I),
        "not_before": re.compile(rf"(?:'s)?\s+(?:{alternatives(data['not_before'])})\b", re.I),
        "leads": frozenset(data["leads"]),
    }


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    """Every rule, the more particular before the more general."""
    data = read_lexicon("dates")

    feasts: list[yearly_rules.Feast] = [
        *((words, reckoning.on_fixed(*on)) for words, on in data["fixed"].items()),
        *((words, reckoning.on_easter(days)) for words, days in data["from_easter"].items()),
        *((words, reckoning.on_weekday_of_month(*on)) for words, on in data["weekday_of_month"].items()),
    ]
    clear_seasons, other_seasons = yearly_rules.seasons()
    return (
        *(_Rule(pattern, lambda _m, _t: None) for pattern in data["unclear"]),
        *(_Rule(pattern, lambda _m, _t: None, True) for pattern in data["only_with_a_wish"]),
        *(_Rule(pattern, reckon) for pattern, reckon in date_rules.calendar_dates()),
        _Rule(*yearly_rules.beside_feasts(feasts, data["counts"])),
        *(_Rule(*yearly_rules.on_feast(feast)) for feast in feasts),
        *(_Rule(pattern, reckon) for pattern, reckon in date_rules.relative_dates(data["counts"])),
        *(_Rule(pattern, reckon) for pattern, reckon in clear_seasons),
        *(_Rule(pattern, reckon, True) for pattern, reckon in other_seasons),
        *(_Rule(pattern, lambda _m, _t: None) for pattern in data["unclear_alone"]),
    )


def _whole(words: str) -> str:
    """A pattern for whole words, and for the "by" or "until" before them."""
    leads = alternatives(read_lexicon("dates")["leads"])
    return rf"(?=\w)(?<![\w'’-])(?:(?P<lead>{leads})\s+)?(?:{words})(?![\w-])(?!['’]\w)"


@lru_cache(maxsize=1)
def _any_rule() -> re.Pattern[str]:
    """Matches, without taking anything, wherever some rule begins.

    Most messages name no time, and one look tells so sooner than one look a rule; what all rules begin with is looked
    for once.
    """
    words = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.words) for rule in _rules())
    return re.compile(f"(?={_whole(words)})", re.IGNORECASE)


def first_to_come(whens: list[When]) -> When | None:
    """The one that a line of a plan should carry: the first with a day, else the first."""
    return next((when for when in whens if when.date is not None), whens[0] if whens else None)
