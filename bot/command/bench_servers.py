"""Starts the servers that are measured, waits for them, reads their memory, and ends them whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click
import psutil  # type: ignore[import-untyped]

HOST = "127.0.0.1"
ROOT = Path(__file__).parent.parent.parent
# What the measured servers print. Nobody's words: people here are scripted.
LOGS = ROOT / ".bench" / "logs"
# The program as a fresh process, whether or not its script is on the path.
MAIN = (sys.executable, "-c", "from bot.command.main import main; main()")
# How long a server that was asked to end may take before it is ended.
SECONDS_TO_END = 8
SECONDS_BETWEEN_TRIES = 0.05
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Server:
    """A running server: its process and where it listens on this machine."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    started: float

    def memory(self) -> float:
        """Resident memory of the process and its children, in MB."""
        try:
            whole = psutil.Process(self.process.pid)
            family = [whole, *whole.children(recursive=True)]
            resident = sum(int(each.memory_info().rss) for each in family)
            return round(resident / MEGABYTE, 1)
        except psutil.NoSuchProcess as gone:
            raise click.ClickException(self._ended()) from gone

    def wait_until(self, answers: Callable[[], bool], seconds: float) -> float:
        """Asks again and again until it answers; gives the seconds since the process was started.

        Raises:
            click.ClickException: it ended, or did not answer in time.
        """
        while not answers():
            if self.process.poll() is not None:
                raise click.ClickException(self._ended())
            if time.monotonic() - self.started > seconds:
                raise click.ClickException(f"no answer after {seconds:.0f} s; see {self.log}")
            time.sleep(SECONDS_BETWEEN_TRIES)
        return round(time.monotonic() - self.started, 2)

    def _ended(self) -> str:
        return f"a server ended with {self.process.returncode}; see {self.log}"


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str | Path],
    log: Path,
    port: int,
    environment: Mapping[str, str | None] | None = None,
    folder: Path = ROOT,
) -> Iterator[Server]:
    """Runs a command as a server for as long as it lasts; its output goes to `log`.

    Args:
        environment: variables that differ from ours; None takes one away.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb"))
        started = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=changed_environment(environment or {}),
            cwd=folder,
            start_new_session=True,
        )
        stack.callback(_end, process)
        yield Server(process, port, log, started)


def changed_environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    """Our environment with changes; None takes a variable away."""
    merged: dict[str, str | None] = {**os.environ, **changes}
    return {name: value for name, value in merged.items() if value is not None}


@contextmanager
def ours(folder: Path, token: str) -> Iterator[Server]:
    """A fresh `what-matters serve`, whose data are in `folder` and are thrown away by the caller."""
    port = free_port()
    with running(
        [*MAIN, "serve", "--port", str(port)],
        LOGS / "serve.log",
        port,
        {
            "WHAT_MATTERS_FOLDER": str(folder / "var"),
            "WHAT_MATTERS_REST_TOKEN": token,
            "WHAT_MATTERS_DATABASE_URL": None,
            "WHAT_MATTERS_KEY": None,
            # As `make run` sets it.
            "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
        },
    ) as server:
        yield server


def end_on_sigterm() -> None:
    """Makes an end from outside run the same clean-up as Ctrl-C, so that no server is left behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and all it started; it leads a group of its own."""
    for sign, seconds in ((signal.SIGTERM, SECONDS_TO_END), (signal.SIGKILL, SECONDS_TO_END)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        if not _group_is_alive(process.pid):
            return


def _group_is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
