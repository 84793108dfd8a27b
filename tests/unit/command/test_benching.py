"""The command prints one JSON document, with stock Rasa in it only on request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from bot.command import bench_stock, benching

FIGURES: dict[str, Any] = {
    "start_seconds": 3.0,
    "memory_mb": {"after_dialogue": 300.0},
    "dialogue": {"p50_ms": 10.0, "failed": 0},
    "at_once": {"failed": 0},
    "long": {"at_turn": {"10": None, "1000": None}, "failed": 0},
}


@pytest.fixture(autouse=True)
def nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(*_: Any) -> dict[str, Any]:
        return FIGURES

    for name in ("_measure_ours", "_measure_stock"):
        monkeypatch.setattr(benching, name, measured)
    for name in ("_set_up", "end_on_sigterm"):
        monkeypatch.setattr(benching, name, lambda: None)
    monkeypatch.setattr(bench_stock, "ensure_installed", lambda: None)


def test_bench_prints_one_document_without_stock() -> None:
    document = json.loads(CliRunner().invoke(benching.command, ["--quick"]).stdout)
    assert document["quick"]
    assert "stock" not in document
    assert document["ratios"]["p50"]["reached"] is None


def test_bench_puts_stock_beside_ours_and_says_how_it_was_trained() -> None:
    document = json.loads(CliRunner().invoke(benching.command, ["--stock"]).stdout)
    assert document["ratios"]["p50"]["value"] == 1.0
    assert any("30 of our examples for each intent" in note for note in document["notes"])
    assert any("less work" in note for note in document["notes"])


def test_quick_limits_fit_in_a_minute() -> None:
    limits = benching.OUR_QUICK_LIMITS
    assert limits.start + 2 * limits.dialogue + limits.long < 60
