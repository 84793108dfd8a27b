"""Lines of a plan in the person's own words, and where they are to go."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.direction import direction
from bot.nlu.listener import MOST_WORDS
from bot.nlu.wording import word

CASES: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parent / "wordings.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_clause_is_kept_as_a_line_in_the_own_voice(case: dict[str, Any]) -> None:
    assert word(case["said"]) == case["wording"]


@pytest.mark.parametrize("case", [case for case in CASES if case["wording"]], ids=lambda case: case["said"])
def test_a_line_adds_and_changes_no_word(case: dict[str, Any]) -> None:
    assert case["wording"] in case["said"]


@pytest.mark.parametrize("said", ["", "?!", "so long " * MOST_WORDS])
def test_no_line_is_made_of_nothing_or_of_a_speech(said: str) -> None:
    assert word(said) is None


@pytest.mark.parametrize(
    ("said", "towards"),
    [
        ("I want to stay put", "keep"),
        ("keep going to the choir", "keep"),
        ("keep things as they are", "keep"),
        ("bide in ma ain hoose", "keep"),
        ("I dinnae want tae leave this hoose", "keep"),
        ("hang on to my memory as long as I can", "slow_decline"),
        ("not get any worse", "slow_decline"),
        ("stay in my own home for as long as possible", "slow_decline"),
        ("get to the wall on my own with her", "change"),
        ("see my pals more than once a year", "change"),
        ("I keep falling", "change"),
    ],
)
def test_direction_is_read_from_the_words(said: str, towards: str) -> None:
    assert direction(said) == towards
