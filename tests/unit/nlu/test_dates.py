"""Times as people in Britain name them, against a Sunday in November."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.dates import find_dates, first_to_come

TODAY = date(2026, 11, 22)
CASES: dict[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "dates.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["ahead"], ids=lambda case: case["text"])
def test_time_to_come_is_reckoned_or_left_as_words(case: dict[str, Any]) -> None:
    expected = date.fromisoformat(case["date"]) if case["date"] else None
    assert [(w.said, w.date) for w in find_dates(case["text"], TODAY)] == [(case["said"], expected)]


@pytest.mark.parametrize("text", CASES["none"])
def test_time_is_not_found_in_what_is_past_or_usual(text: str) -> None:
    assert find_dates(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("this winter", date(2027, 1, 15), None),
        ("this summer", date(2027, 1, 15), date(2027, 6, 1)),
        ("next spring", date(2027, 1, 15), None),
        ("next Easter", date(2027, 2, 1), None),
        ("next Hogmanay", date(2027, 1, 1), None),
        ("in December next year", date(2026, 11, 22), date(2027, 12, 1)),
        ("5th of December next year", date(2026, 11, 22), date(2027, 12, 5)),
        ("three weeks after Easter", date(2027, 2, 1), date(2027, 4, 18)),
    ],
)
def test_this_and_next_are_clear_only_where_one_year_can_be_meant(text: str, today: date, day: date | None) -> None:
    assert [(w.said, w.date) for w in find_dates(text, today)] == [(text, day)]


def test_time_keeps_its_words_verbatim() -> None:
    text = "Well, I'd like to be hame  by Hogmanay, or in a fortnight at least."
    assert [text[w.start : w.end] for w in find_dates(text, TODAY)] == ["by Hogmanay", "in a fortnight"]


def test_first_time_with_a_day_is_chosen_for_a_plan() -> None:
    chosen = first_to_come(find_dates("I'll phone soon, by Easter anyway", TODAY))
    assert chosen is not None
    assert chosen.date == date(2027, 3, 28)


def test_a_page_of_text_is_read_in_linear_time() -> None:
    text = "i want to go on tuesday and then by christmas " * 450
    assert len(find_dates(text[:20_000], TODAY)) > 100
