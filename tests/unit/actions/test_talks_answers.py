"""What people say to a suggestion about their plan, in their own words."""

import pytest

from actions.talks_answers import Answer, asks_for_a_new_line, leaves_it, read_answer, read_part, says_yes, wording
from plan.model.fields import WORDED
from plan.model.vocabulary import Direction, Resource, Support


@pytest.mark.parametrize(
    "text",
    ["Yes, take the new words", "yes", "aye that's fine", "och aye", "ok then", "That's better", "go on then", "I agree",
     "Yes, put it in", "fair enough", "well, all right", "take hers", "that would be lovely", "I like that"],
)  # fmt: skip
def test_a_plain_yes_takes_it(text: str) -> None:
    assert read_answer(text, "tell") == Answer("accept")


@pytest.mark.parametrize(
    "text",
    ["yes but not on a Monday", "yes, if Col can come", "ok, as long as I can bring the dog", "no, that's fine",
     "yes, who would pay for it?", "who would pay for that", "my knees are bad today"],
)  # fmt: skip
def test_a_yes_with_something_else_in_it_is_not_taken_for_one(text: str) -> None:
    found = read_answer(text, "tell")
    assert found is None or found.kind == "comment"


def test_a_yes_that_the_language_part_hears_is_one_unless_it_is_hedged() -> None:
    assert read_answer("ay bonny", "affirm") == Answer("accept")
    assert read_answer("mebbe but ask Jean", "affirm") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No, keep it as it was", None),
        ("no thanks", None),
        ("naw", None),
        ("leave it as it is", None),
        ("No, leave it out", None),
        ("no, because I go on Tuesdays", "no, because I go on Tuesdays"),
        ("No. That is not how I talk", "No. That is not how I talk"),
        ("keep mine cos it's what I said", "keep mine cos it's what I said"),
    ],
)
def test_a_no_keeps_its_reason_word_for_word(text: str, reason: str | None) -> None:
    assert read_answer(text, "tell") == Answer("decline", reason=reason)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Say it another way", None),
        ("other words", None),
        ("I'd rather say: get to the Wall with Bess", "get to the Wall with Bess"),
        ("could it say “down to the pier”", "down to the pier"),
        ("make it the pier", "the pier"),
        ("no, I'd rather it said the pier", "the pier"),
        ("No, make it Tuesdays", "Tuesdays"),
    ],
)
def test_other_words_are_taken_as_they_were_typed(text: str, words: str | None) -> None:
    assert read_answer(text, "tell") == Answer("counter", words=words)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Not yet", None),
        ("not yet, because I want to ask Kirsty", "I want to ask Kirsty"),
        ("No yet", "…"),
        ("Not just yet. I'll ask my son first", "I'll ask my son first"),
        ("well not yet until I've seen the place", "I've seen the place"),
    ],
)
def test_not_yet_is_a_full_answer(text: str, reason: str | None) -> None:
    if text == "No yet":
        assert read_answer(text, "deny") is not None
    else:
        assert read_answer(text, "tell") == Answer("not_yet", reason=reason)


@pytest.mark.parametrize("text", ["Leave it for now", "leave it", "later", "I'll think about it", "not now", "next"])
def test_it_can_be_left(text: str) -> None:
    assert read_answer(text, "tell") == Answer("leave")
    assert leaves_it(text, "tell")


def test_a_reason_that_begins_like_leaving_is_no_leaving() -> None:
    assert not leaves_it("later in the day I am too tired", "tell")
    assert not leaves_it("leave it to my son, he knows", "tell")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ask or say something", None),
        ("I want to ask something", None),
        ("talk about it first", None),
        ("ask her if the bus stops there", "ask her if the bus stops there"),
    ],
)
def test_something_can_be_asked_first(text: str, words: str | None) -> None:
    assert read_answer(text, "tell") == Answer("comment", words=words)


def test_yes_and_no_to_a_plain_question() -> None:
    assert says_yes("Yes, pass it on", "tell") is True
    assert says_yes("No, do not", "tell") is False
    assert says_yes("not now", "tell") is False
    assert says_yes("the bus is at ten", "tell") is None


def test_a_new_line_and_what_it_is() -> None:
    assert asks_for_a_new_line("I want to add a line") and not asks_for_a_new_line("change 2 to the pier")
    assert read_part("Something to be done") == "action"
    assert read_part("Something I want") == "outcome"
    assert read_part("A sign that it works") == "indicator"
    assert read_part("the bus") is None


@pytest.mark.parametrize("text", ["", "   ", "…", "{who}", "🙂", "no", "because", "not yet because", "\x00"])
def test_odd_answers_are_read_without_a_mistake(text: str) -> None:
    read_answer(text, "tell")


def test_guide_has_words_of_its_own_for_all_that_can_be_suggested() -> None:
    main = {"wording", "what", "number", "risk", "due"}
    for part, fields in WORDED.items():
        assert wording("parts", part) != part
        for field in set(fields) - main:
            assert wording("fields", field) != field, field
    for word in (*Direction, *Support, *Resource):
        assert wording("meanings", word) != word, word
