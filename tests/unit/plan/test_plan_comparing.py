"""Two wordings are compared word by word; a stop or a comma alone makes no other word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.services.comparing import compare_words

WORDS = st.text(alphabet='ab ,.?"“”()-', max_size=24)


def test_a_comma_behind_a_word_makes_no_other_word() -> None:
    assert compare_words("the wall with Bess", "the wall with Bess, alone") == (
        ("same", "the wall with"),
        ("was", "Bess"),
        ("is", "Bess,"),
        ("new", "alone"),
    )


def test_a_full_stop_at_the_end_is_no_change_of_words() -> None:
    runs = compare_words("Get to the wall", "Get to the wall.")
    assert [what for what, _ in runs] == ["same", "was", "is"]


def test_quotation_marks_and_brackets_around_a_word_are_no_change_of_words() -> None:
    assert {what for what, _ in compare_words("with Bess", "with “Bess”")} == {"same", "was", "is"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("can I go there.", "can I go there?"),
        ("no", "no!"),
        ("10.30 on Monday", "1030 on Monday"),
        ("its wall", "it's wall"),
        ("well-kept", "well kept"),
    ],
)
def test_signs_that_change_what_is_said_make_another_word(before: str, after: str) -> None:
    assert {"gone", "new"} <= {what for what, _ in compare_words(before, after)}


def test_a_dash_that_stands_alone_is_not_taken_for_any_other() -> None:
    assert ("same", "– ,") not in compare_words("– a", ", a")
    assert {"gone", "new"} <= {what for what, _ in compare_words("– a", ", a")}


@given(before=WORDS, after=WORDS)
def test_either_wording_can_be_read_whole_from_the_runs(before: str, after: str) -> None:
    runs = compare_words(before, after)
    assert " ".join(text for what, text in runs if what in ("same", "gone", "was")) == " ".join(before.split())
    assert " ".join(text for what, text in runs if what in ("same", "new", "is")) == " ".join(after.split())
