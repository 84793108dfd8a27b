"""The action server that `bench --stock` starts beside stock Rasa runs on what is installed here."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.command import bench_stock


def test_action_server_starts_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_stock, "LOGS", tmp_path)
    with bench_stock.actions() as server, urlopen(f"http://127.0.0.1:{server.port}/health") as answer:
        assert json.load(answer) == {"status": "ok"}
