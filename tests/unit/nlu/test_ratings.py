"""Answers on a scale from 0 to 10, and the numbers that are none."""

import pytest

from bot.nlu.ratings import find_ratings


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("about a four", 4),
        ("4", 4),
        ("3 or 4", 3),
        ("3-4", 3),
        ("between 3 and 4", 3),
        ("maybe 5 or 6", 5),
        ("four out of ten", 4),
        ("7/10 on a good day", 7),
        ("nae mair than a 2", 2),
        ("no more than a 2", 2),
        ("10", 10),
        ("ten!", 10),
        ("zero", 0),
        ("0", 0),
        ("halfway", 5),
        ("about halfway I think", 5),
        ("mebbe a fower", 4),
        ("i'd say six", 6),
        ("I'm at 4", 4),
        ("a two at most", 2),
        ("it's a 6 today", 6),
        ("8 on a good day", 8),
        ("2 because i cant get out", 2),
        ("I'd put it at a 7", 7),
        ("only a 1", 1),
        ("4.5", 4.5),
    ],
)
def test_a_rating_is_found_once(said: str, value: float) -> None:
    assert [rating.value for rating in find_ratings(said)] == [value]


@pytest.mark.parametrize(
    "said",
    [
        "I have 2 sons",
        "since 1998",
        "10 years",
        "my two boys",
        "one day",
        "one of them helps",
        "two carers",
        "no one",
        "i'm one of five",
        "at 3 o'clock",
        "at 10 I go to bed",
        "in 5 years",
        "11",
        "I'm 81",
        "£5 a week",
        "I'm 4 foot 10",
        "not a ten",
        "one to one on the playground",
    ],
)
def test_another_number_is_no_rating(said: str) -> None:
    assert find_ratings(said) == []


def test_a_rating_keeps_its_words() -> None:
    (rating,) = find_ratings("Well, about a four I'd say")
    assert rating.said == "about a four"
