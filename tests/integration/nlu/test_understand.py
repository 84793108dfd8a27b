"""Lines are understood and coded in the shapes that the commands print, whatever is typed."""

import json
import time

import pytest

from bot.nlu.code import code_line
from bot.nlu.labels import ACTS, BEHAVIOURS, KINDS, RISKS, THEMES
from bot.nlu.trained import NoModel, load_coder, load_listener
from bot.nlu.understand import understand_line

pytestmark = pytest.mark.model

ODD = (
    "😀😀😀",
    "👩🏽‍🦽 can't get up the stairs 😢",
    "\x00\x07\x1b[31mred",
    "שלום, אני עייף",
    "مرحبا",
    "\u202eevil\u202c",
    "a" * 20_000,
    "I like the garden and the birds. " * 600,
    "...",
    "?!",
    "\ufeff\u200b",
    "Ĳ ﬀ ẞ İ",
    "{}[]<script>alert(1)</script>",
)


@pytest.fixture(autouse=True, scope="module")
def _trained() -> None:
    try:
        load_listener()
        load_coder()
    except NoModel as missing:
        pytest.skip(f"not trained: {missing}")


@pytest.mark.parametrize("line", ODD)
def test_whatever_is_typed_gives_an_object_of_the_same_shape(line: str) -> None:
    began = time.process_time()
    told = understand_line(line)
    assert set(told) == {"text", "act", "statements", "risk"}
    assert told["text"] == line
    assert told["act"] is None or told["act"] in ACTS
    assert told["risk"]["category"] is None or told["risk"]["category"] in RISKS
    assert 0 <= told["risk"]["score"] <= 1
    for statement in told["statements"]:
        assert set(statement) == {"text", "kinds", "themes", "people", "when"}
        assert statement["text"] in line
        assert statement["kinds"] and set(statement["kinds"]) <= set(KINDS)
        assert "context" not in statement["kinds"] or statement["kinds"] == ["context"]
        assert set(statement["themes"]) <= set(THEMES["adult"])
    json.dumps(told)
    assert set(code_line(line)["behaviours"]) <= set(BEHAVIOURS)
    # Processor time, so that a busy machine fails nothing; only what hangs does.
    assert time.process_time() - began < 10


@pytest.mark.parametrize("line", ["", " ", "\t"])
def test_an_empty_line_gives_empty_lists(line: str) -> None:
    told = understand_line(line)
    assert (told["act"], told["statements"], told["risk"]["at_risk"]) == (None, [], False)
    assert code_line(line)["behaviours"] == []


def test_themes_are_those_of_the_framework_asked_for() -> None:
    themes = {
        framework: understand_line("she makes me laugh every day, it is worth it", framework)["statements"][0]["themes"]
        for framework in THEMES
    }
    assert all(set(found) <= set(THEMES[framework]) for framework, found in themes.items())


def test_one_message_may_hold_several_kinds() -> None:
    told = understand_line("My hip is bad but I still make the dinner.")
    assert {kind for statement in told["statements"] for kind in statement["kinds"]} == {"concern", "strength"}


@pytest.mark.parametrize(
    ("line", "act"), [("aye", "affirm"), ("skip that", "skip"), ("who gets to read this?", "ask_privacy")]
)
def test_a_short_aside_tells_nothing(line: str, act: str) -> None:
    told = understand_line(line)
    assert (told["act"], told["statements"]) == (act, [])


def test_why_names_words_of_the_turn() -> None:
    coded = code_line("What would a good day look like for you?")
    assert coded["behaviours"][0] == "open_question"
    assert coded["why"].startswith("open_question: ")
