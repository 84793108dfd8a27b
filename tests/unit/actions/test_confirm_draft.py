"""Corrections and choices that a person types about the numbered lines of their draft."""

import pytest

from actions.draft_changes import (
    Change,
    Involve,
    Move,
    asks_for_a_change,
    asks_to_put_back,
    read_correction,
    read_what_it_should_say,
    says_right,
)
from actions.draft_choices import leaves_out_by_words, read_sharing

UNCLEAR = "asks for a change, but not plainly of which line or to what"
LINES = {1: "I want to walk to the pier", 2: "my garden", 3: "I slipped in the bath", 4: "Alan son", 5: "Vera sister"}
SONS = {
    1: "I want to walk to the pier",
    2: "my garden",
    3: "I slipped in the bath",
    4: "Alan son",
    5: "my two sons argue",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("change 2 to I want to walk to the pier", Change(2, "I want to walk to the pier")),
        ("Change line 2 to: walk to the pier", Change(2, "walk to the pier")),
        ("3 should say my sister Ann", Change(3, "my sister Ann")),
        ("number 4 is wrong", UNCLEAR),
        ("12 is wrong, Harold is dead", UNCLEAR),
        ("2 isnt rite its every week not month", UNCLEAR),
        ("number 4 is wrong, my husband he die in the road is private", UNCLEAR),
        ("can you take out the bath", Change(3, None)),
        ("take out number four", Change(4, None)),
        ("I want you to take out Alan", Change(4, None)),
        ("drop in centre on Fridays helps me walk to the pier", None),
        ("get rid of the pain in my back so I can garden", None),
        ("remove the worry about walking to the pier in the dark", UNCLEAR),
        ("line 1 should be “to stay put”", Change(1, "to stay put")),
        ("take out 3", Change(3, None)),
        ("take out Alan", Change(4, None)),
        ("please take out what I said about the bath", Change(3, None)),
        ("take out Moira", UNCLEAR),
        ("take out the bath and my garden", UNCLEAR),
        ("please delete line 12", Change(12, None)),
        ("can you leave out number 5", Change(5, None)),
        ("no, take out the bath", Change(3, None)),
        ("no, take out 3", Change(3, None)),
        ("take out I slipped in the bath, that was years back", Change(3, None)),
        ("Alan isn't a person, take it out", Change(4, None)),
        ("3, take that out please", Change(3, None)),
        ("the bins are heavy, my son has to take them out", None),
        ("what works for me should say Jean", UNCLEAR),
        ("3 is not a worry, the bath is good thing", Move(3, "strength")),
        ("3 is not a worry", Move(3, None)),
        ("no 2 is a complaint", Move(2, "concern")),
        ("put 2 under what concerns me", Move(2, "concern")),
        ("my garden is not something that works for me you muppet", Move(2, None)),
        ("my garden is a worry", None),
        ("my neighbours are not a help", None),
        ("the bath is not a worry any more since the rail", None),
        ("Vera should be in it", Involve(5, True)),
        ("no, Vera shouldn't be in it", Involve(5, False)),
        ("leave Alan in", Involve(4, True)),
        ("I should be in it more often, the garden", None),
        ("2 is my worry about the garden path", Change(2, "my worry about the garden path")),
        ("I have 2 sons", None),
        ("that's right", None),
    ],
)
def test_read_correction_finds_the_line_and_its_new_words(
    text: str, expected: Change | Move | Involve | str | None
) -> None:
    assert read_correction(text, LINES) == (None if expected is UNCLEAR else expected)
    assert asks_for_a_change(text) == (expected is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", {1, 2, 3, 4, 5}),
        ("all of it", {1, 2, 3, 4, 5}),
        ("all but 3", {1, 2, 4, 5}),
        ("everything except 2 and 5", {1, 3, 4}),
        ("1, 2 and 4", {1, 2, 4}),
        ("1 to 3", {1, 2, 3}),
        ("not 3", {1, 2, 4, 5}),
        ("none", set()),
        ("nothing at all", set()),
        ("9", set()),
        ("not everything", None),
        ("not all of it", None),
        ("all except my sister", {1, 2, 3, 4}),
        ("everything but the bath", {1, 2, 4, 5}),
        ("all but not what I said about the bath please", {1, 2, 4, 5}),
        ("all but two and three", {1, 4, 5}),
        ("everything except the bath and my sister", {1, 2, 4}),
        ("everything except what I said about my mum", None),
        ("everything except the bath and my mum", None),
        ("none. no wait, all of it", {1, 2, 3, 4, 5}),
        ("all of it. no wait, none", set()),
        ("number one and number four", {1, 4}),
        ("not the bit about the bath", None),
        ("no one", set()),
        ("maybe", None),
    ],
)
def test_read_sharing_takes_only_what_was_named(text: str, expected: set[int] | None) -> None:
    assert read_sharing(text, LINES) == expected


@pytest.mark.parametrize(
    "text", ["that's right", "That is fine", "it's all good", "nothing to change", "looks right to me"]
)
def test_says_right_hears_agreement(text: str) -> None:
    assert says_right(text)


@pytest.mark.parametrize(
    "text",
    ["my right knee is the bad one", "not yet", "I feel fine on a Sunday when my sister comes up from Ayr and we walk"],
)
def test_says_right_is_not_fooled_by_the_words_alone(text: str) -> None:
    assert not says_right(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all but 3, sorry, 4", None),
        ("all except 3. wait, 4 as well", None),
        ("all but 3, i mean 4", None),
        ("all but what I said about my two sons", {1, 2, 3, 4}),
        ("all but what happened in 2019", None),
        ("all but 9", None),
        ("1 and 2 but not 3", {1, 2}),
        ("not all of it, just 2", {2}),
        ("share everything, keep the bath to myself", {1, 2, 4, 5}),
        ("everything, don't share the bath", {1, 2, 4, 5}),
        ("keep all of it to myself", set()),
        ("I'd rather keep everything private", set()),
        ("that's all, thanks", None),
        ("all right", None),
        ("sorry, all of it", {1, 2, 3, 4, 5}),
        ("just one", {1}),
        ("two and four", {2, 4}),
    ],
)
def test_a_line_that_should_stay_back_is_never_shared(text: str, expected: set[int] | None) -> None:
    assert read_sharing(text, SONS) == expected


def test_whoever_is_left_out_is_left_out_of_every_line() -> None:
    lines = {
        1: "see Tomos every weekend",
        2: "my garden",
        3: "I'm scared of losing Tomos",
        4: "Tomos son",
        5: "Rhian ex",
    }
    assert read_sharing("all but the bit about my son", lines) == {2, 5}


@pytest.mark.parametrize("text", ["no put it back", "put that back please", "actually leave it in"])
def test_a_line_taken_out_can_be_asked_for_again(text: str) -> None:
    assert asks_to_put_back(text)


def test_a_story_asks_for_no_line_back() -> None:
    assert not asks_to_put_back("he broke the gate and I had to put it back on its hinges in the rain by myself")


def test_somebody_left_out_by_name_is_left_out_by_words() -> None:
    assert leaves_out_by_words("everything apart from my mum n gaz")
    assert not leaves_out_by_words("all but 6 and 7")
    assert not leaves_out_by_words("all of it")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my son Tomos, he is 30", Change(4, "my son Tomos, he is 30")),
        ("no, take it out please", Change(4, None)),
        ("delete it", Change(4, None)),
        ("never mind", None),
        ("it's right as it is", None),
    ],
)
def test_what_a_line_in_question_should_say(text: str, expected: Change | None) -> None:
    assert read_what_it_should_say(text, 4) == expected
