"""Reflections and wordings, without a model."""

import pytest

from bot.nlu.listener import MOST_WORDS, reflect, word


@pytest.mark.parametrize(
    ("said", "reflection"),
    [
        ("I'm feart of the stairs", "You're feart of the stairs"),
        ("I was up that ladder for thirty years", "You were up that ladder for thirty years"),
        ("me and the dog", "You and the dog"),
        ("it's no mine", "It's no yours"),
        ("but my hips gone", "Your hips gone"),
    ],
)
def test_a_clause_is_turned_to_the_listener(said: str, reflection: str) -> None:
    assert reflect(said) == reflection


@pytest.mark.parametrize(
    "said", ["we used to go dancing", "you never come", "what's it to you?", "I " * (MOST_WORDS + 1), ""]
)
def test_nothing_is_reflected_when_it_would_not_be_sure(said: str) -> None:
    assert reflect(said) is None


def test_a_wording_keeps_the_first_person_and_loses_the_joint() -> None:
    assert word("and I want to stay put") == "I want to stay put"
