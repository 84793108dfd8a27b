"""Words that help to hear what an answer is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.memory import in_a_list
from actions.telling import (
    asks_once_more,
    holds_hard_news,
    is_in_another_tongue,
    is_no_longer_here,
    opens_a_wish,
    read_meant,
    read_only_way,
    says_no_step,
    says_nothing,
    says_that_is_all,
    speaks_of_being_there,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my dad's ill", True),
        ("My knees are bad", True),
        ("nothing goes well", True),
        ("not bad", False),
        ("It isn't that bad", False),
        ("me and Col go fishing", False),
        ("the billiards", False),
    ],
)
def test_hard_news_is_heard_as_such(text: str, expected: bool) -> None:
    assert holds_hard_news(text) is expected


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("My late husband Ron", "My late husband Ron planted them", True),
        ("my wife", "my wife died", True),
        ("Jean", "Jean has passed away", True),
        ("my sister Kate", "my sister Kate came late", False),
        ("my brother", "my brother rings since mum died", False),
    ],
)
def test_the_dead_are_not_put_down_as_there(said: str, text: str, expected: bool) -> None:
    assert is_no_longer_here(said, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("short one", "short"),
        ("the short way please", "short"),
        ("full", "full"),
        ("life is too short", None),
        ("a quick bath", None),
        ("my garden", None),
        # Said of the lines to share, of a time, of a step: not of the way through.
        ("all of it", None),
        ("everything please", None),
        ("five minutes", None),
        ("not long", None),
    ],
)
def test_only_a_way_is_a_choice_of_the_way(text: str, expected: str | None) -> None:
    assert read_only_way(text) == expected


def test_who_comes_is_there_and_who_never_comes_is_not() -> None:
    assert speaks_of_being_there("My daughter Kelly comes on Tuesdays")
    assert speaks_of_being_there("Jean next door pops in of a morning")
    assert not speaks_of_being_there("My daughter Kelly lives in Spain")


def test_nothing_and_no_more_are_whole_answers() -> None:
    assert says_that_is_all("That's it really")
    assert says_that_is_all("nothing else, thanks")
    assert says_nothing("nowt")
    assert not says_nothing("nothing goes well")
    assert not says_that_is_all("that's it, the bus is what I miss")


def test_a_wish_can_be_for_something_to_stop() -> None:
    assert opens_a_wish("so I dont fall")
    assert opens_a_wish("No more nights on the chair")
    assert not opens_a_wish("I keep falling")
    assert not opens_a_wish("some company")


def test_asking_once_more_differs_from_asking_for_other_words() -> None:
    assert asks_once_more("Read it again")
    assert asks_once_more("Sorry dear what was the question")
    assert not asks_once_more("say it another way")


def test_what_was_meant_is_what_was_typed() -> None:
    meant = read_meant("Actually I meant My Allotment ")
    assert meant is not None
    assert (meant.text, meant.start) == ("My Allotment", 17)
    assert read_meant("I meant something else") is None
    assert read_meant("no") is None


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_what_was_meant_stands_in_the_message(before: str, after: str) -> None:
    text = f"{before} i meant {after}"
    meant = read_meant(text)
    assert meant is None or text[meant.start :].startswith(meant.text)


def test_kin_without_a_name_are_the_persons_own() -> None:
    assert in_a_list(["daughter", "Ann", "my mum"]) == "your daughter, Ann and your mum"


@pytest.mark.parametrize(
    ("text", "welsh"),
    [
        ("Dw i eisiau aros adre gyda fy nghi", True),
        ("Mae'r teulu yn dod bob Sul", True),
        ("cwtch up by the fire, bach, diolch", False),
        ("I want to stay at home with my dog", False),
        ("ond for me it is fine", False),
    ],
)
def test_welsh_is_known_by_two_of_its_words(text: str, welsh: bool) -> None:
    assert is_in_another_tongue(text) is welsh


def test_who_would_do_it_is_no_step() -> None:
    assert says_no_step("myself") and says_no_step("Nobody really")
    assert not says_no_step("ring the club myself")
