"""When the language part counts as changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.fingerprint import language_fingerprint


@pytest.fixture
def language(tmp_path: Path) -> Path:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "names.yml").write_text("names: [Morag]\n")
    (tmp_path / "clauses.py").write_text('"""Takes a message apart."""\n\nLONGEST = 20\n')
    return tmp_path


def test_fingerprint_holds_beside_compiled_files(language: Path) -> None:
    before = language_fingerprint(language)
    (language / "lexicon" / "__pycache__").mkdir()
    (language / "lexicon" / "__pycache__" / "compiled.pyc").write_bytes(b"\0")
    assert language_fingerprint(language) == before


@pytest.mark.parametrize(
    ("file", "content", "changes"),
    [
        ("lexicon/names.yml", "names: [Iona]\n", True),
        ("clauses.py", '"""Takes a message apart."""\n\nLONGEST = 21\n', True),
        ("clauses.py", '"""Other words for readers."""\n\nLONGEST = 20\n', False),
    ],
)
def test_fingerprint_changes_with_what_counts(language: Path, file: str, content: str, changes: bool) -> None:
    before = language_fingerprint(language)
    (language / file).write_text(content)
    assert (language_fingerprint(language) != before) is changes
