"""Which files call for a new model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.engine import training
from bot.engine.training import PREPARATION, REHEARSAL, ROOT, code_behind


def names(files: Iterable[Path]) -> set[str]:
    return {str(file.relative_to(ROOT)) for file in files}


def test_inputs_hold_words_data_and_code_behind_the_pipeline() -> None:
    inputs = names(PREPARATION.inputs())
    assert {"bot/preparation/config.yml", "data/nlu/preparation/acts.yml", "bot/nlu/lexicon/dates.yml"} <= inputs
    assert {"bot/nlu/components/risk_detector.py", "bot/nlu/risk.py", "bot/nlu/tense.py"} <= inputs
    assert not any("__pycache__" in name for name in inputs)


def test_inputs_leave_out_code_that_no_model_is_made_with() -> None:
    inputs = names(PREPARATION.inputs())
    assert not {"bot/nlu/evaluate.py", "bot/nlu/behaviours.py", "bot/engine/guide.py"} & inputs
    assert "bot/nlu/behaviours.py" in names(REHEARSAL.inputs())


def test_code_behind_follows_imports_of_imports() -> None:
    assert "bot/nlu/reckoning.py" in names(code_behind(["bot.nlu.dates"]))


def test_a_model_is_stale_when_an_input_changed_and_only_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "ROOT", tmp_path)

    def write(name: str, content: str) -> str:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
        return REHEARSAL.fingerprint()

    write("bot/rehearsal/config.yml", "pipeline:\n- name: bot.nlu.parts.Part\n")
    write("bot/nlu/parts.py", "import re\n")
    before = write("data/nlu/rehearsal/turns.yml", "nlu: []\n")
    assert REHEARSAL.fingerprint() == before
    assert write("bot/web/page.py", "import re\n") == before
    assert write("data/nlu/rehearsal/turns.yml", "nlu: [x]\n") != before
    assert write("data/nlu/rehearsal/turns.yml", "nlu: []\n") == before
    assert write("bot/nlu/parts.py", "import os\n") != before
    (REHEARSAL.models / "fingerprint.json").write_text("{", encoding="utf-8")
    assert write("bot/nlu/parts.py", "import re\n") == before
