"""What an answer is, where the question would make something unkind or untrue of it."""

from typing import Any

import pytest

from actions.kinds_of_answer import as_answered
from actions.material import question


def first_kind(text: str, kinds: list[str], asked: str, reflection: str | None = None, people: bool = False) -> str:
    said: list[dict[str, Any]] = [{"said": "them"}] if people else []
    statement = {"text": text, "kinds": kinds, "reflection": reflection, "people": said}
    return str(as_answered([statement], question(asked))[0]["kinds"][0])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("nothing goes well", ["concern"]), ("my dad's ill", ["context"]), ("My knees are bad", ["strength", "concern"])],
)
def test_what_is_hard_is_no_strength_because_that_was_asked(text: str, kinds: list[str]) -> None:
    assert first_kind(text, kinds, "strength_going_well") != "strength"


def test_few_words_are_still_what_was_asked_for() -> None:
    assert first_kind("The dug", ["context"], "strength_going_well") == "strength"
    assert first_kind("less pain", ["concern"], "aspiration_different", "less pain") == "aspiration"


def test_somebody_elses_worry_is_not_what_the_person_wants() -> None:
    asked = "aspiration_different"
    reflection = "your daughter Jean worries"
    assert first_kind("My daughter Jean worries", ["supporter"], asked, reflection, people=True) == "supporter"
    assert first_kind("my daughter visiting more", ["supporter"], asked, None, people=True) == "aspiration"
    assert first_kind("I keep falling", ["concern"], asked, "you keep falling") == "concern"


def test_an_activity_that_matters_is_wanted_and_not_planned() -> None:
    assert first_kind("Getting back to church on a Sunday", ["step"], "what_matters_most") == "aspiration"
    assert first_kind("seeing my pals", ["step"], "strength_going_well") == "strength"
    assert first_kind("I need to ring the council", ["step"], "what_matters_most") == "step"
    assert first_kind("asking Jean to drive", ["step"], "plan_happen") == "step"


def test_a_question_after_somebody_and_a_word_in_passing_ask_for_no_service() -> None:
    assert first_kind("Is my mum coming", ["service_request"], "strength_helps") != "service_request"
    assert first_kind("stairs", ["service_request"], "concern_most") == "concern"
    assert first_kind("respite", ["service_request"], "strength_helps") == "service_request"
    assert first_kind("a cleaner", ["service_request"], "aspiration_different") == "service_request"


def test_a_name_is_no_wish() -> None:
    assert first_kind("Kelly", ["supporter"], "service_makes_possible") == "supporter"
    assert first_kind("friends", ["supporter"], "aspiration_different") == "aspiration"
