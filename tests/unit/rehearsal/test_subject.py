"""A turn is about what it asks: not about a word that happens to stand in it, nor about what was said just before."""

from __future__ import annotations

import pytest

from rehearsal.answering import answer, begin
from rehearsal.checking import warnings_for
from rehearsal.person import Person
from rehearsal.reading import all_people
from rehearsal.state import Heard
from rehearsal.subject import Subject, find_subject
from rehearsal.wording import points_back, without_set_phrases

PEOPLE = list(all_people())
EVERYBODY = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)


def about(person: Person, text: str) -> Subject:
    """What a question is about in the middle of a talk about something else; by its words alone."""
    greeted = answer(person, begin(person), Heard("Hello. How have things been?", ("rapport", "open_question")))
    return find_subject(person, greeted.state, Heard(text, ("open_question",)))


@EVERYBODY
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Who matters most to you?", {"people"}),
        ("Who are the important people in your life?", {"people"}),
        ("What is it that you dread?", {"fears"}),
        ("What is it you are afraid of?", {"fears"}),
    ],
)
def test_who_is_answered_with_somebody_and_fear_with_a_fear(person: Person, text: str, kinds: set[str]) -> None:
    found = about(person, text)
    assert found.topic is not None and found.topic.kind in kinds, found


@EVERYBODY
@pytest.mark.parametrize(
    "text",
    [
        "What do people get wrong about you?",
        "What would you want people like me to understand?",
        "What do you want from me?",
        "What would work best for you?",
        "What have other people done?",
    ],
)
def test_words_that_stand_in_any_question_catch_none(person: Person, text: str) -> None:
    caught = set(about(person, text).words)
    assert not caught & {"people", "want", "wants", "work", "works", "working", "worked"}


@EVERYBODY
@pytest.mark.parametrize("text", ["How is your breathing from day to day?", "How do you get about these days?"])
def test_when_something_is_so_is_not_what_is_asked(person: Person, text: str) -> None:
    assert not {"day", "days"} & set(about(person, text).words)


@EVERYBODY
def test_no_word_of_a_follow_up_is_passed_over(person: Person) -> None:
    assert warnings_for(person, person.id) == []


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("What was that like?", True),
        ("What is it like between you?", True),
        ("How did it feel?", True),
        ("What is it that you dread?", False),
        ("What is it you enjoy?", False),
        ("What is it like living here?", False),
        ("What do you do when it gets too much?", False),
        ("What has been hardest this year?", False),
        ("How do you get about these days?", False),
    ],
)
def test_it_points_back_only_where_it_does(text: str, back: bool) -> None:
    assert points_back(text) is back


def test_good_morning_is_not_about_the_mornings() -> None:
    assert "morning" not in without_set_phrases("Good morning, Leanne. How are you?")
    assert "morning" not in without_set_phrases("Morning. How are you?")
    assert "morning" in without_set_phrases("What happens in the morning, before school?")


def test_a_day_that_is_asked_about_stays() -> None:
    assert "day" in without_set_phrases("What is a good day like?")
    assert "days" in without_set_phrases("How do you fill your days?")
