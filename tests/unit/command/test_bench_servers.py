"""Servers under measure: they are waited for, measured, and never left behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click
import pytest

from bot.command.bench_servers import changed_environment, free_port, running

SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")
# Asked to end, it does not; and it leaves a child that does not either.
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "subprocess.Popen([sys.executable, '-c', 'import signal, time;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)']); print('up', flush=True); time.sleep(60)",
)


def _group_is_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_server_is_ended_when_the_measuring_is_over(tmp_path: Path) -> None:
    with running(SLEEPER, tmp_path / "log", 1) as server:
        assert server.memory() > 1
    assert server.process.returncode is not None


def test_server_is_ended_when_the_measuring_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), running(SLEEPER, tmp_path / "log", 1) as server:
        raise RuntimeError
    assert server.process.returncode is not None


def test_server_is_ended_with_its_children_when_it_does_not_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.command.bench_servers.SECONDS_TO_END", 0.3)
    log = tmp_path / "log"
    with running(STUBBORN, log, 1) as server:
        server.wait_until(lambda: b"up" in log.read_bytes(), 20)
    assert _group_is_gone(server.process.pid)


def test_waiting_tells_seconds_since_the_start(tmp_path: Path) -> None:
    with running(SLEEPER, tmp_path / "log", 1) as server:
        assert server.wait_until(lambda: time.monotonic() - server.started > 0.2, 5) >= 0.2


def test_waiting_ends_when_the_server_has_ended(tmp_path: Path) -> None:
    with (
        running((sys.executable, "-c", "raise SystemExit(3)"), tmp_path / "log", 1) as server,
        pytest.raises(click.ClickException, match="ended with 3"),
    ):
        server.wait_until(lambda: False, 20)


def test_waiting_ends_when_the_time_is_over(tmp_path: Path) -> None:
    with (
        running(SLEEPER, tmp_path / "log", 1) as server,
        pytest.raises(click.ClickException, match="no answer"),
    ):
        server.wait_until(lambda: False, 0.1)


def test_environment_is_changed_and_variables_are_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHAT_MATTERS_KEY", "ours")
    changed = changed_environment({"WHAT_MATTERS_KEY": None, "WHAT_MATTERS_FOLDER": "there"})
    assert "WHAT_MATTERS_KEY" not in changed
    assert changed["WHAT_MATTERS_FOLDER"] == "there"


def test_free_port_can_be_listened_on() -> None:
    assert 1024 < free_port() < 65536
