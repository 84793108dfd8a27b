"""Measures over a rehearsal: as the manuals say, and n/a where there is nothing to divide by."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.labels import BEHAVIOURS
from rehearsal.measures import (
    ADHERENT,
    COMPLEX_SHARE,
    NON_ADHERENT,
    OPEN_SHARE,
    REFLECTIONS_TO_QUESTIONS,
    PractisedTurn,
    count_questions,
    measure,
)

TURNS = st.lists(
    st.builds(
        PractisedTurn,
        said=st.text("ab '’-?.", max_size=30),
        behaviours=st.lists(st.sampled_from(BEHAVIOURS), unique=True, max_size=5),
        reply=st.text("ab '’-?.", max_size=30),
    ),
    max_size=12,
)


def turn(*behaviours: str, said: str = "", reply: str = "") -> PractisedTurn:
    return PractisedTurn(said, behaviours, reply)


def test_an_open_practitioner_is_measured() -> None:
    found = measure(
        [
            turn("open_question", said="What's a good day like?", reply="The garden, when my knee lets me."),
            turn("complex_reflection", "affirmation", said="You don't give in.", reply="No."),
            turn("simple_reflection", "open_question", said="The knee. What then?", reply="I sit."),
            turn("closed_question", "rapport", said="Is that tea?", reply="It is."),
        ]
    )
    assert (found.open_questions, found.closed_questions) == (2, 1)
    assert found.open_share == Fraction(2, 3)
    assert found.reflections_to_questions == Fraction(2, 3)
    assert found.complex_share == Fraction(1, 2)
    assert (found.adherent, found.non_adherent) == (1, 0)
    assert found.talk_share == Fraction(16, 16 + 12)
    assert found.longest_closed_run == 1


def test_nothing_to_divide_by_is_no_number() -> None:
    nothing = measure([])
    assert (nothing.open_share, nothing.reflections_to_questions, nothing.complex_share) == (None, None, None)
    assert nothing.talk_share is None
    only_listening = measure([turn("simple_reflection", said="The nights are long.")])
    assert (only_listening.open_share, only_listening.reflections_to_questions) == (None, None)
    assert (only_listening.complex_share, only_listening.talk_share) == (0, 1)


def test_advice_orders_and_confronting_count_against() -> None:
    found = measure(
        [turn("advise_without_permission", "direct"), turn("confront"), turn("dismissive"), turn("support")]
    )
    assert (found.adherent, found.non_adherent) == (1, 4)


@pytest.mark.parametrize(
    ("behaviours", "counted"),
    [
        (["open_question"], (1, 0)),
        (["leading_question"], (0, 1)),
        (["closed_question", "multiple_questions"], (0, 2)),
        (["open_question", "multiple_questions"], (2, 0)),
        (["open_question", "closed_question", "multiple_questions"], (1, 1)),
        (["closed_question", "leading_question", "multiple_questions"], (0, 2)),
        (["multiple_questions"], (0, 2)),
        (["open_question", "closed_question"], (1, 1)),
        (["advise_with_permission"], (0, 0)),
        ([], (0, 0)),
    ],
)
def test_several_questions_weigh_as_several(behaviours: list[str], counted: tuple[int, int]) -> None:
    assert count_questions(turn(*behaviours)) == counted


def test_a_run_of_closed_questions_ends_with_listening_or_an_open_question() -> None:
    closed, leading = turn("closed_question"), turn("leading_question")
    assert measure([closed, leading, closed]).longest_closed_run == 3
    assert measure([closed, turn("simple_reflection"), closed]).longest_closed_run == 1
    assert measure([closed, turn("summary", "closed_question"), closed]).longest_closed_run == 1
    assert measure([closed, closed, turn("open_question", "closed_question"), closed]).longest_closed_run == 2


def test_a_turn_is_one_reflection_and_complex_if_any_of_it_was() -> None:
    found = measure([turn("simple_reflection", "complex_reflection", "summary"), turn("summary")])
    assert (found.simple_reflections, found.complex_reflections) == (1, 1)


def test_levels_begin_exactly_at_the_threshold() -> None:
    assert [OPEN_SHARE.level(Fraction(n, 100)) for n in (49, 50, 69, 70)] == [0, 1, 1, 2]
    assert [REFLECTIONS_TO_QUESTIONS.level(Fraction(n, 10)) for n in (9, 10, 19, 20)] == [0, 1, 1, 2]
    assert [COMPLEX_SHARE.level(Fraction(n, 100)) for n in (39, 40, 49, 50)] == [0, 1, 1, 2]
    assert OPEN_SHARE.level(None) is None


def test_behaviours_counted_are_labels() -> None:
    assert set(BEHAVIOURS) > ADHERENT | NON_ADHERENT
    assert not ADHERENT & NON_ADHERENT


@given(TURNS)
def test_shares_stay_between_none_and_all(turns: list[PractisedTurn]) -> None:
    found = measure(turns)
    for share in (found.open_share, found.complex_share, found.talk_share):
        assert share is None or 0 <= share <= 1
    assert (found.open_share is None) == (found.open_questions + found.closed_questions == 0)
    assert (found.complex_share is None) == (found.simple_reflections + found.complex_reflections == 0)
    assert 0 <= found.longest_closed_run <= len(turns)


@given(TURNS)
def test_one_more_open_question_never_lowers_the_open_share(turns: list[PractisedTurn]) -> None:
    before, after = measure(turns).open_share, measure([*turns, turn("open_question")]).open_share
    assert after is not None and (before is None or after >= before)


@given(TURNS)
def test_one_more_closed_question_never_raises_anything_good(turns: list[PractisedTurn]) -> None:
    before, after = measure(turns), measure([*turns, turn("closed_question")])
    assert after.open_share is not None and (before.open_share is None or after.open_share <= before.open_share)
    assert after.reflections_to_questions is not None
    assert before.reflections_to_questions is None or after.reflections_to_questions <= before.reflections_to_questions
    assert after.longest_closed_run >= before.longest_closed_run


@given(TURNS)
def test_the_order_of_labels_does_not_matter(turns: list[PractisedTurn]) -> None:
    turned = [replace(each, behaviours=list(reversed(each.behaviours))) for each in turns]
    assert measure(turned) == measure(turns)
