"""A shut turn is said again as an open question about the same thing, in words that can be read aloud."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.nlu.labels import BEHAVIOURS
from bot.nlu.rewording import Suggestion, suggest
from bot.nlu.rewording.asking import filled, subjects
from bot.nlu.rewording.somebody import YOU
from bot.nlu.rewording.suggesting import KINDS
from bot.nlu.rewording.verbs import doing

CASES: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parent / "rewordings.yml").read_text(encoding="utf-8")
)
TURNS = sorted({case["said"] for case in CASES})
PIECES = sorted({word for said in TURNS for word in said.split()})
_TWICE = re.compile(r"\b(\w+) \1\b", re.I)
_OPENS = re.compile(r"^(?:What|How|Tell me|Where|Who|When)\b")


def _ways(found: Suggestion) -> tuple[str, ...]:
    return (found.text, *found.others)


def _reads_well(text: str) -> bool:
    ends = text.endswith(".") if text.startswith("Tell me") else text.endswith("?")
    spaced = "  " not in text and " ?" not in text and "{" not in text
    return bool(ends and spaced and _OPENS.search(text) and not _TWICE.search(text) and text.count("?") <= 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_turn_is_said_again_openly(case: dict[str, Any]) -> None:
    found = suggest(case["said"], case["behaviours"])
    assert found is not None
    assert found.text == case["suggestion"]
    assert found.picked == case.get("picked")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_every_way_to_say_it_reads_well(case: dict[str, Any]) -> None:
    found = suggest(case["said"], case["behaviours"])
    assert found is not None
    assert [way for way in _ways(found) if not _reads_well(way)] == []
    assert len(set(_ways(found))) == len(_ways(found))


def test_there_are_enough_examples_of_each_behaviour() -> None:
    assert len(CASES) >= 120
    assert {kind: sum(kind in case["behaviours"] for case in CASES) >= 10 for kind in KINDS} == dict.fromkeys(
        KINDS, True
    )


@pytest.mark.parametrize("behaviours", [[], ["open_question"], ["complex_reflection", "affirmation"], ["rapport"]])
def test_a_turn_that_shuts_nothing_needs_no_other_way(behaviours: list[str]) -> None:
    assert suggest("What would a good day look like?", behaviours) is None


@pytest.mark.parametrize("turn", ["", "…", "?!", "   ", "\u200b"])
def test_nothing_said_gives_nothing(turn: str) -> None:
    assert suggest(turn, ["closed_question"]) is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.sampled_from(KINDS))
def test_even_a_jumble_of_words_gives_a_whole_question(words: list[str], kind: str) -> None:
    turn = " ".join(words)
    found = suggest(turn, [kind])
    if found is not None:
        assert _reads_well(found.text), found.text
        assert found == suggest(turn, [kind])


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(TURNS), st.lists(st.sampled_from(BEHAVIOURS), unique=True))
def test_a_suggestion_says_better_what_was_coded(turn: str, behaviours: list[str]) -> None:
    found = suggest(turn, behaviours)
    assert (found is None) == (not set(KINDS) & set(behaviours))
    assert found is None or found.kind in behaviours


def test_an_open_question_in_a_pile_is_given_back_alone() -> None:
    found = suggest("Right. Do you drink? What does it do for you?", ["open_question", "multiple_questions"])
    assert found is not None
    assert (found.text, found.picked) == ("What does it do for you?", "What does it do for you?")


@pytest.mark.parametrize(
    ("turn", "straight"),
    [
        ("Are you thinking of killing yourself?", True),
        ("Does he hit you?", True),
        ("Do you feel safe at home?", True),
        ("Do you sleep all right?", False),
    ],
)
def test_asking_straight_is_known_to_be_right_where_somebody_may_be_in_danger(turn: str, straight: bool) -> None:
    found = suggest(turn, ["closed_question"])
    assert found is not None and found.straight == straight


@pytest.mark.parametrize(
    ("turn", "about"),
    [
        ("Does Ann sleep?", "Ann’s nights"),
        ("Does he eat?", "for him"),
        ("Is your mum forgetting things?", "her memory"),
        ("Do the children sleep?", "the children’s nights"),
        ("Does your son do your shopping?", "shopping"),
        ("Hi Jean, do you sleep?", "your nights"),
    ],
)
def test_who_is_spoken_of_is_kept(turn: str, about: str) -> None:
    found = suggest(turn, ["closed_question"])
    assert found is not None and about in found.text


@pytest.mark.parametrize(
    ("verb", "form"),
    [("sit", "sitting"), ("take", "taking"), ("die", "dying"), ("see", "seeing"), ("be", "being"), ("eat", "eating"),
     ("forget", "forgetting"), ("visit", "visiting"), ("open", "opening"), ("travel", "travelling"), ("play", "playing"),
     ("fix", "fixing"), ("quit", "quitting"), ("agree", "agreeing")],
)  # fmt: skip
def test_the_ing_form_is_spelt_as_in_britain(verb: str, form: str) -> None:
    assert doing(verb) == form


def test_many_subjects_are_known_and_each_has_several_questions() -> None:
    assert len(subjects()) >= 80
    assert len({subject.name for subject in subjects()}) == len(subjects())
    for subject in subjects():
        asked = filled(subject.told + subject.ask, YOU)
        assert asked, subject.name
        assert len(subject.told + subject.ask) > 1, subject.name
        assert [text for text in asked if not _reads_well(text)] == []
