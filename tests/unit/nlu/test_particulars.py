"""Who, when and which number, without a model."""

from datetime import date

import pytest

from bot.nlu.dates import find_dates
from bot.nlu.particulars import entities, find_particulars
from bot.nlu.people import find_people
from bot.nlu.ratings import find_ratings

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "value"),
    [("4", 4), ("about a four", 4), ("7/10 on a good day", 7), ("i'd say six", 6), ("a 3 because of my knees", 3)],
)
def test_ratings_are_found_where_a_scale_is_answered(said: str, value: float) -> None:
    assert [r.value for r in find_ratings(said)] == [value]


@pytest.mark.parametrize("said", ["2 sons", "I'm 4 foot 10", "at 3 o'clock", "£5 a week", "my 2 dogs"])
def test_ratings_are_not_found_in_other_numbers(said: str) -> None:
    assert find_ratings(said) == []


@pytest.mark.parametrize(
    ("said", "name", "relation"),
    [
        ("our Morag does my shopping", "Morag", None),
        ("mam", None, "mother"),
        ("the wean", None, "child"),
        ("my support worker Dai", "Dai", "support worker"),
        ("my nan", None, "grandmother"),
        ("him next door", None, "neighbour"),
        ("Ali at the corner shop", "Ali", None),
    ],
)
def test_people_are_found_with_name_and_relation(said: str, name: str | None, relation: str | None) -> None:
    assert [(p.name, p.relation) for p in find_people(said)] == [(name, relation)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("by Christmas", date(2026, 12, 25)),
        ("in a fortnight", date(2026, 12, 6)),
        ("Hogmanay", date(2026, 12, 31)),
        ("end of the month", date(2026, 11, 30)),
        ("a week on Tuesday", date(2026, 12, 1)),
        ("after the clocks change", date(2027, 3, 28)),
        ("next spring", date(2027, 3, 1)),
    ],
)
def test_dates_are_reckoned_against_today(said: str, expected: date | None) -> None:
    assert [w.date for w in find_dates(said, TODAY)] == [expected]


def test_dates_leave_habits_alone() -> None:
    assert find_dates("the bowls on a friday, and every tuesday", TODAY) == []


def test_entities_come_in_order_with_offsets() -> None:
    text = "a 4, and by Easter our Morag helps"
    rows = entities(find_particulars(text, TODAY), "finder")
    assert [row["entity"] for row in rows] == ["rating", "date", "person"]
    assert text[rows[2]["start"] : rows[2]["end"]] == "our Morag"
