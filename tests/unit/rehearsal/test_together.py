"""Feedback on a turn that did two things: every pair is of real behaviours, in kind and whole sentences."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.labels import BEHAVIOURS
from rehearsal.together import GOOD, together

DOMAIN = Path(__file__).parents[3] / "bot/rehearsal/domain/04_feedback_together.yml"
RESPONSES: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(DOMAIN.read_text(encoding="utf-8"))["responses"]
PAIRS = [name.removeprefix("utter_feedback_") for name in RESPONSES if "_with_" in name]
SAID = [(name, way["text"]) for name, ways in RESPONSES.items() for way in ways]
_SCOLDS = re.compile(
    r"\b(?:wrong|bad|badly|fail\w*|mistake|poor|never|must|shame|careless|you should|should have)\b", re.I
)
_KNOWN = {"she", "She", "her", "possessive", "herself", "words", "picked"}


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_is_of_two_behaviours_and_is_found(pair: str) -> None:
    first, second = pair.split("_with_") if pair.count("_with_") == 1 else pair.rsplit("_with_", 1)
    assert {first, second} <= set(BEHAVIOURS)
    assert second in GOOD
    assert together(first, [second, first], PAIRS) == pair


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_has_several_wordings(pair: str) -> None:
    assert len({way["text"] for way in RESPONSES[f"utter_feedback_{pair}"]}) >= 2


@pytest.mark.parametrize(("name", "text"), SAID)
def test_feedback_is_one_sentence_that_does_not_scold(name: str, text: str) -> None:
    assert not _SCOLDS.search(text), text
    assert set(re.findall(r"\{(\w+)\}", text)) <= _KNOWN
    assert len(re.findall(r"[.?!](?:\s|$)", text)) <= 1
    assert text[0].isupper() or text.startswith("{She}")


@pytest.mark.parametrize(("name", "text"), SAID)
def test_feedback_reads_right_for_she_he_and_they(name: str, text: str) -> None:
    after = re.findall(r"\{[Ss]he\} (\w+)", text)
    assert [verb for verb in after if verb in {"is", "was", "has", "does"} or verb.endswith("s")] == []


def test_no_wording_is_used_twice() -> None:
    said = [text for _, text in SAID]
    assert len(said) == len(set(said))


def test_the_most_telling_of_several_good_things_is_named() -> None:
    behaviours = ["support", "closed_question", "complex_reflection"]
    assert together("closed_question", behaviours, PAIRS) == "closed_question_with_complex_reflection"


@pytest.mark.parametrize("behaviours", [["closed_question"], ["closed_question", "jargon"], []])
def test_one_thing_alone_keeps_its_name(behaviours: list[str]) -> None:
    assert together("closed_question", behaviours, PAIRS) == "closed_question"
