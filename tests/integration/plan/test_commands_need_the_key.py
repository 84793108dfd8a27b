"""Every command against those with the key and those without: without it nothing is read, and nothing is changed.

A command that is missing here fails the first test.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from bot.command.main import COMMANDS, main
from tests.integration.plan.conftest import fill

# Commands that open what is stored, each as it is called; `serve` and `chat` open it behind the trained guide.
ON_THE_STORE = (
    ("audit", "verify"),
    ("audit", "show"),
    ("export", "--plan", "p1"),
    ("erase", "--plan", "p1", "--yes"),
    ("retention",),
    ("account", "list"),
    ("account", "reset", "ailsa@example.org"),
    ("practitioner", "close", "ailsa@example.org"),
    ("key", "check"),
    ("key", "rotate"),
    ("plan", "list"),
    ("backup", "backup.file"),
)
BEHIND_THE_GUIDE = {"serve", "chat", "setup"}
WITHOUT_THE_STORE = {"replay", "understand", "code", "evaluate", "bench", "check-words", "rasa", "people", "rehearse"}
ELSEWHERE = {"restore"}
"""Tested where it lives: it reads a file, and asks for the key of that file."""


def test_every_command_is_placed() -> None:
    placed = {call[0] for call in ON_THE_STORE} | BEHIND_THE_GUIDE | WITHOUT_THE_STORE | ELSEWHERE
    missing = set(COMMANDS) - placed
    assert not missing, f"say in this file whether these commands open what is stored: {sorted(missing)}"


@pytest.mark.parametrize("call", ON_THE_STORE, ids=" ".join)
@pytest.mark.parametrize("held", ["another key", "no key"])
def test_command_without_the_key_reads_and_changes_nothing(
    store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], held: str
) -> None:
    fill(store)
    store.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WHAT_MATTERS_DATABASE_URL", url)
    monkeypatch.setenv("WHAT_MATTERS_FOLDER", str(tmp_path / "data"))
    monkeypatch.delenv("WHAT_MATTERS_KEY", raising=False)
    if held == "another key":
        monkeypatch.setenv("WHAT_MATTERS_KEY", Fernet.generate_key().decode())
    before = (tmp_path / "plans.db").read_bytes()
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 1 and done.output.startswith("Error: "), done.output
    assert "Ailsa" not in done.output and "shore road" not in done.output
    assert (tmp_path / "plans.db").read_bytes() == before
