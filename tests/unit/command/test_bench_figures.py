"""Ratios against the reach, the sample for stock Rasa, sizes, and the plain understanding beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.command.bench_actions import understand_plainly
from bot.command.bench_figures import REACH, ratios
from bot.command.bench_sample import intents_of, spread, write_sample
from bot.command.bench_size import folder_megabytes, needed_packages
from bot.command.bench_talking import read_words
from bot.nlu.corpus import to_yaml
from bot.nlu.examples import Example


def figures(p50: float = 10.0, start: float = 3.0, memory: float = 300.0, late: float | None = 12.0) -> dict[str, Any]:
    at_turn = {"10": {"median_ms": 10.0}, "1000": {"median_ms": late} if late else None}
    return {
        "start_seconds": start,
        "memory_mb": {"after_dialogue": memory},
        "dialogue": {"p50_ms": p50, "failed": 0},
        "at_once": {"failed": 0},
        "long": {"at_turn": at_turn, "failed": 0},
    }


def test_ratios_say_whether_each_reach_is_kept() -> None:
    found = ratios(figures(), figures(p50=40.0, start=10.0, memory=1000.0))
    assert found["p50"] == {"value": 0.25, "reach": 0.25, "reached": True}
    assert found["memory"]["reached"]
    assert found["start"] == {"value": 0.3, "reach": 0.2, "reached": False}
    assert found["turn_1000_to_10"] == {"value": 1.2, "reach": 1.5, "reached": True}
    assert set(found) == set(REACH)


def test_ratios_are_open_where_stock_was_not_measured() -> None:
    found = ratios(figures(), None)
    assert found["p50"] == {"value": None, "reach": 0.25, "reached": None}
    assert found["turn_1000_to_10"]["reached"]


def test_ratio_of_turns_is_open_when_turn_1000_was_not_reached() -> None:
    assert ratios(figures(late=None), None)["turn_1000_to_10"]["reached"] is None


def test_nothing_is_reached_when_turns_failed() -> None:
    mine = figures()
    mine["long"]["failed"] = 1
    assert not ratios(mine, None)["turn_1000_to_10"]["reached"]


@pytest.mark.parametrize(("count", "number"), [(3, 30), (30, 30), (31, 30), (1000, 30)])
def test_spread_takes_at_most_the_number_and_each_once(count: int, number: int) -> None:
    texts = [str(each) for each in range(count)]
    taken = spread(texts, number)
    assert len(taken) == min(count, number)
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(texts)


def test_sample_holds_intents_alone_and_the_messages_of_the_dialogue(tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    many = [Example(f"I like number {each}", "tell", kinds=("strength",), hand=2) for each in range(90)]
    (examples / "some.yml").write_text(to_yaml(many))
    words = read_words()
    blocks = YAML(typ="safe").load(write_sample(tmp_path / "out" / "nlu.yml", words, examples))["nlu"]
    assert all(set(block) == {"intent", "examples"} for block in blocks)
    lines = {block["intent"]: block["examples"].splitlines() for block in blocks}
    own = [text for text, intent in intents_of(words).items() if intent == "tell"]
    assert len(lines["tell"]) == 30 + len(own)
    assert lines["go_back"] == ["- go back"]


def test_needed_packages_follow_requirements_and_leave_tests_out() -> None:
    needed = needed_packages("what-matters")
    assert {"what-matters", "rasa", "starlette", "anyio"} <= set(needed)
    assert not {"tensorflow", "playwright", "mypy"} & set(needed)


def test_folder_counts_files_and_no_links(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "file").write_bytes(b"x" * 500_000)
    (tmp_path / "link").symlink_to(tmp_path / "inside" / "file")
    assert folder_megabytes(tmp_path) == 0.5


def call(intent: str, **more: Any) -> dict[str, Any]:
    message = {"text": "I miss the club", "intent": {"name": intent}, **more}
    return {"tracker": {"latest_message": message}}


def test_plain_understanding_takes_what_is_told_as_one_statement() -> None:
    told = call("tell")
    understand_plainly(told)
    (statement,) = told["tracker"]["latest_message"]["understanding"]["statements"]
    assert statement["text"] == "I miss the club"
    assert statement["kinds"] == []


def test_plain_understanding_leaves_acts_alone() -> None:
    act = call("thanks")
    understand_plainly(act)
    assert act == call("thanks")


def test_plain_understanding_needs_no_message() -> None:
    understand_plainly({})
