"""A few unmistakable signs put right what the language part may miss, and change nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.behaviours import BEHAVIOURS
from rehearsal.second_look import look_again


@pytest.mark.parametrize(
    ("text", "coded", "behaviours"),
    [
        ("That came out wrong. It sounds as if you felt talked about.", ["confront"], ("complex_reflection",)),
        ("I'm sorry, I got that wrong.", ["confront"], ()),
        ("Do you want them to understand?", ["dismissive"], ("closed_question",)),
        ("It sounds as if you were frightened.", ["simple_reflection"], ("simple_reflection",)),
    ],
)
def test_what_its_words_leave_no_doubt_about_is_put_right(text, coded, behaviours):
    assert look_again(text, coded) == behaviours


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("I'm sorry, but you have to wear it.", ["direct"]),
        ("Why haven't you told anybody?", ["confront"]),
        ("Do you ever listen? You should be ashamed.", ["confront", "closed_question"]),
        ("Does it sound like a good idea to you?", ["leading_question"]),
    ],
)
def test_what_is_in_doubt_stays_as_it_was_coded(text, coded):
    assert look_again(text, coded) == tuple(coded)


@given(st.text(max_size=80), st.lists(st.sampled_from(BEHAVIOURS), unique=True, max_size=4))
def test_only_known_behaviours_come_out_and_looking_twice_changes_nothing(text, coded):
    once = look_again(text, coded)
    assert set(once) <= set(BEHAVIOURS) and len(set(once)) == len(once)
    assert look_again(text, once) == once
