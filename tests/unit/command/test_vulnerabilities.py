"""The audit of dependencies fails on what is unexplained, and never takes silence for an answer."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from click.testing import CliRunner

from bot.command import vulnerabilities
from bot.command.main import main


@pytest.fixture
def uv_answers(monkeypatch: pytest.MonkeyPatch) -> Any:
    asked: list[list[str]] = []

    def answer(status: int, out: str = "", err: str = "") -> list[list[str]]:
        def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
            asked.append(command)
            return subprocess.CompletedProcess(command, status, out, err)

        monkeypatch.setattr(subprocess, "run", run)
        monkeypatch.setattr(vulnerabilities.shutil, "which", lambda *_, **__: "/uv")
        return asked

    return answer


def audit() -> Any:
    return CliRunner().invoke(main, ["audit", "dependencies"])


def test_unexplained_finding_fails(uv_answers: Any) -> None:
    uv_answers(1, "dask 2022.10.2: GHSA-1234-5678-9abc\n")
    result = audit()
    assert result.exit_code == 1 and "GHSA-1234" in result.output and "explain each id" in result.output


def test_silence_of_the_service_is_no_answer(uv_answers: Any) -> None:
    uv_answers(2, "", "error: Request failed after 3 retries\n")
    result = audit()
    assert result.exit_code == 2 and "NOTHING WAS CHECKED" in result.output


def test_clean_answer_passes_and_explained_ones_are_left_out(uv_answers: Any) -> None:
    asked = uv_answers(0)
    result = audit()
    assert result.exit_code == 0
    assert "GHSA-xqgj-r6xv-9cw4" in asked[0] and asked[0].count("--ignore") == len(vulnerabilities.explained())


def test_without_uv_nothing_counts_as_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vulnerabilities.shutil, "which", lambda *_, **__: None)
    assert audit().exit_code == 2
