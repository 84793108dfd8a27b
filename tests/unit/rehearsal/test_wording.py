"""Words that carry a subject are found whatever their ending, and turns that name nothing are known."""

import pytest

from rehearsal.wording import content_of, holds_sign, is_onward, matches, names_by_itself, stem, takes_leave


@pytest.mark.parametrize(
    "forms",
    ["worry worries worried worrying", "care cares cared caring", "stop stops stopped stopping", "hope hoped hoping",
     "fall falls falling", "story stories", "miss misses missed missing", "decide decided deciding", "bus buses"],
)  # fmt: skip
def test_forms_of_a_word_are_one(forms):
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["car care", "lad ladder", "bus busy", "hop hope", "is i"])
def test_different_words_stay_apart(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_phrases_match_side_by_side_only():
    assert matches("Would a care home suit you?", ["care home"]) == ["care home"]
    assert matches("Who takes care of you at home?", ["care home"]) == []


@pytest.mark.parametrize(
    "text",
    ["Tell me more.", "Go on.", "What was that like?", "How did that feel for you?", "What else?", "And then?",
     "That's a lot. How is it for you?"],
)  # fmt: skip
def test_a_turn_that_names_nothing_is_known(text):
    assert is_onward(text)


@pytest.mark.parametrize("text", ["Tell me more about the ladder.", "What was Jim like?", "", "..."])
def test_a_turn_that_names_something_or_says_nothing_is_not_taken_for_one(text):
    assert not is_onward(text)


def test_content_leaves_out_what_carries_no_subject():
    assert content_of("Could you tell me a bit more about the orchard?") == {"orchard"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [("I'm sorry, that came out wrong.", "apology"), ("We've not got long, so quickly:", "rushed")],
)  # fmt: skip
def test_signs_are_heard(text, sign):
    assert holds_sign(text, sign)


@pytest.mark.parametrize(
    "text",
    ["Goodbye.", "Thank you for your time, Mrs Laing.", "It was good to talk. Goodbye, Mrs. Laing.",
     "Well, I think we'll stop there.", "Right then, I'll leave it there, Mrs Laing.", "Shall we leave it there for today? I'll be off."],
)  # fmt: skip
def test_a_goodbye_at_the_start_or_the_end_takes_leave(text):
    assert takes_leave(text, reflects=False)


@pytest.mark.parametrize("reflects", [True, False])
@pytest.mark.parametrize(
    "text",
    ["You never got to say goodbye to Joe.", "You never got to say goodbye.", "He left. He said goodbye. You were six.",
     "What would you have said if you could say goodbye?", "", "..."],
)  # fmt: skip
def test_speaking_of_a_goodbye_takes_no_leave(text, reflects):
    assert not takes_leave(text, reflects)


def test_a_goodbye_beside_a_reflection_takes_no_leave_but_one_of_its_own_does():
    assert not takes_leave("Goodbye was never said. You carry that.", reflects=True)
    assert takes_leave("Goodbye, Mrs Laing.", reflects=True)


@pytest.mark.parametrize("word", ["do", "say", "like", "now", "happened", "what next"])
def test_a_word_that_fits_the_turn_after_anything_names_nothing_by_itself(word):
    assert not names_by_itself(word)


@pytest.mark.parametrize("word", ["lamp", "11", "say goodnight"])
def test_a_word_of_its_own_names_what_is_meant(word):
    assert names_by_itself(word)
