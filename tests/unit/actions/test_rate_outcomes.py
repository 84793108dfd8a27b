"""Numbers on the scale as people type them."""

import pytest

from actions.rate_outcomes import bare_numbers, read_between


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two and a half", (2, 3)),
        ("about 2½ I think", (2, 3)),
        ("6.5", (6, 7)),
        ("1 or 2", (1, 2)),
        ("between three and four", (3, 4)),
        ("maybe a 7-8", (7, 8)),
        ("9 or 10", (9, 10)),
        ("7/10", None),
        ("7 out of 10", None),
        ("6. no. 4", None),
        ("2 for Jamie", None),
        ("1 to 10 is too much to choose from", None),
        ("4", None),
    ],
)
def test_an_answer_between_two_numbers_is_heard_as_that(text: str, expected: tuple[int, int] | None) -> None:
    assert read_between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("4. no, 3", [3]), ("5 maybs", [5]), ("10", [10]), ("5 years ago", []), ("I think three", [3]), ("say a 6", [6])],
)
def test_a_number_at_the_start_is_the_answer(text: str, expected: list[int]) -> None:
    assert bare_numbers(text) == expected
