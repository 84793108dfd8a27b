"""What the guide says back: the person's clause turned to them, grammatical or not at all."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.clauses import split
from bot.nlu.listener import MOST_WORDS, reflect
from bot.nlu.syntax import parse

CASES: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parent / "reflections.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_clause_is_turned_to_the_listener_or_left_alone(case: dict[str, Any]) -> None:
    assert reflect(case["said"]) == case["reflected"]


@pytest.mark.parametrize("said", ["I " * (MOST_WORDS + 1), "", "...", "I", "😀 I'm glad", "https://a.b I like"])
def test_nothing_is_said_back_when_there_is_no_clause_to_say(said: str) -> None:
    assert reflect(said) is None


def test_a_clause_of_a_message_is_turned_with_the_words_already_parsed() -> None:
    clauses = split(
        parse("used to walk the shore road every morning with Bess but its not the same. im the last of them")
    )
    assert [reflect(clause.text, clause.words) for clause in clauses] == [
        "you used to walk the shore road every morning with Bess",
        "it's not the same",
        "you're the last of them",
    ]
