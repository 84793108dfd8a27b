"""The general encoder tells topics apart, and what is compared in passing leaves no trace on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.likeness import Comparer, load_general_encoder


@pytest.fixture
def comparer(tmp_path: Path) -> Comparer:
    return Comparer(load_general_encoder(), tmp_path)


def test_the_nearest_key_is_the_one_of_the_same_meaning(comparer: Comparer) -> None:
    texts = {
        "sleep": ["How are your nights?"],
        "family": ["How are things with your daughter?"],
        "food": ["What do you like to eat?"],
    }
    found = comparer.compare("Do you get on well with your girl?", texts)
    assert max(found, key=lambda key: found[key]) == "family"


def test_a_text_is_as_near_to_itself_as_can_be(comparer: Comparer) -> None:
    assert comparer.compare("Who is there for you?", {"x": ["Who is there for you?", "Go on."]})["x"] == pytest.approx(
        1, abs=0.001
    )


@pytest.mark.parametrize("message", ["", "   "])
def test_silence_is_near_to_nothing(comparer: Comparer, message: str) -> None:
    assert comparer.compare(message, {"x": ["Go on."]}) == {}


def test_an_empty_key_is_near_to_nothing(comparer: Comparer) -> None:
    assert comparer.compare("Go on.", {"x": [], "y": ["Go on."]}) == {"y": 1.0}


def test_what_is_compared_in_passing_is_not_written_down(comparer: Comparer, tmp_path: Path) -> None:
    found = comparer.compare("That bus mattered.", {"said": ["They took the bus off."]}, passing=["said"])
    assert found["said"] > 0.3
    assert list(tmp_path.iterdir()) == []
