"""Trust is bounded, and moves in the directions that rehearsal.md gives; whatever is said, in whatever order."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rehearsal.behaviours import BEHAVIOURS
from rehearsal.person import Temper
from rehearsal.trust import Happening, move_trust, rule

RAISES, LOWERS = sorted(rule()["raises"]), sorted(rule()["lowers"])
TRUST = st.floats(0, 10).map(lambda value: round(value, 2))
GOOD = st.builds(Happening, st.sampled_from(RAISES), st.integers(1, 9))
BAD = st.builds(Happening, st.sampled_from(LOWERS), st.integers(1, 9))
ANY = st.lists(GOOD | BAD, max_size=7)
TEMPERS = st.builds(
    Temper,
    start=st.floats(1, 6),
    warms_to=st.lists(st.sampled_from(BEHAVIOURS), max_size=3).map(tuple),
    bristles_at=st.lists(st.sampled_from(BEHAVIOURS), max_size=3).map(tuple),
)
# Trust is kept to two places; a difference smaller than that is none.
ROUNDING = 0.0101


def after(trust: float, happened: list[Happening], temper: Temper) -> float:
    return move_trust(trust, happened, temper)[0]


@given(TRUST, ANY, TEMPERS)
def test_trust_stays_between_nought_and_ten_and_moves_a_little_at_a_time(trust, happened, temper):
    now = after(trust, happened, temper)
    assert 0 <= now <= 10
    assert trust - rule()["most_down"] - ROUNDING <= now <= trust + rule()["most_up"] + ROUNDING


@given(st.lists(ANY, max_size=30), TEMPERS)
def test_trust_stays_bounded_over_a_whole_talk(turns, temper):
    trust = temper.start
    for happened in turns:
        trust = after(trust, happened, temper)
        assert 0 <= trust <= 10


@given(TRUST, ANY, GOOD, TEMPERS)
def test_what_helps_never_lowers_trust(trust, happened, good, temper):
    assert after(trust, [*happened, good], temper) >= after(trust, happened, temper)


@given(TRUST, ANY, BAD, TEMPERS)
def test_what_hurts_never_raises_trust(trust, happened, bad, temper):
    assert after(trust, [*happened, bad], temper) <= after(trust, happened, temper)


# Two closed questions in one turn once cost the more trusting person more than was left to the other.
@example(1.0, 2.0, [Happening("closed_question", 3), Happening("closed_question", 4)], Temper(start=1.0))
@given(TRUST, TRUST, ANY, TEMPERS)
def test_more_trust_before_is_never_less_after(one, other, happened, temper):
    lower, higher = sorted((one, other))
    assert after(lower, happened, temper) <= after(higher, happened, temper) + ROUNDING


@given(TRUST, st.sampled_from(LOWERS), st.integers(1, 9), TEMPERS)
def test_a_longer_run_of_what_hurts_never_costs_less(trust, name, time, temper):
    assert after(trust, [Happening(name, time + 1)], temper) <= after(trust, [Happening(name, time)], temper)


@given(TRUST, st.sampled_from(RAISES), st.integers(1, 9), TEMPERS)
def test_more_of_the_same_good_never_counts_more(trust, name, time, temper):
    assert after(trust, [Happening(name, time + 1)], temper) <= after(trust, [Happening(name, time)], temper)


@given(TEMPERS, st.integers(1, 60))
def test_open_questions_alone_do_not_bring_trust_beyond_their_reach(temper, turns):
    trust = temper.start
    for _ in range(turns):
        trust = after(trust, [Happening("open_question"), Happening("follows_what_was_said")], temper)
    assert trust <= rule()["questions_reach"]


@given(TEMPERS, st.integers(1, 60))
def test_closed_questions_alone_make_nobody_leave(temper, turns):
    trust = temper.start
    for number in range(turns):
        trust = after(trust, [Happening("closed_question", number + 1)], temper)
    assert trust >= min(temper.start, rule()["closed_questions_reach"]) - ROUNDING


@pytest.mark.parametrize("name", ["confront", "dismissive", "direct", "advise_without_permission"])
def test_knowing_best_costs_more_than_a_good_question_earns(name):
    temper = Temper(start=4)
    assert after(4, [Happening("open_question"), Happening(name)], temper) < 4


def test_what_a_person_bristles_at_hurts_them_more():
    calm, touchy = Temper(start=5), Temper(start=5, bristles_at=("direct",))
    assert after(5, [Happening("direct")], touchy) < after(5, [Happening("direct")], calm)


def test_what_moved_trust_is_told():
    _, moves = move_trust(
        5, [Happening("open_question"), Happening("jargon"), Happening("nothing_named", 1)], Temper(5)
    )
    assert [(move.name, move.by > 0) for move in moves] == [("open_question", True), ("jargon", False)]
