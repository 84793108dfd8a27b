"""A server that can be killed and started again at once: a fork of this process, in which the model is loaded already."""

from __future__ import annotations

import mmap
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.engine.guide import Guide
from bot.web.app import create_app
from bot.web.settings import Settings
from plan.bootstrap import Store, open_store

HOST = "127.0.0.1"
TOKEN = "a token for tests"
SECRET = "a secret for tests"
SECONDS_TO_ANSWER = 30
MOST_WORK = 100_000


@dataclass(frozen=True)
class Place:
    """Where a service keeps its data; the same for every process that serves it."""

    url: str
    key: str
    folder: Path

    def open(self) -> Store:
        return open_store(self.url, key=self.key, key_file=self.folder / "key")


@dataclass
class Served:
    """A running server: its process and its address."""

    process: int
    address: str
    work: mmap.mmap
    ended: bool = False

    @property
    def steps_of_work(self) -> int:
        """Statements, and sides of commits, that the server's database has seen so far."""
        return int.from_bytes(self.work[:8], "big")

    @property
    def sides_of_commits(self) -> list[int]:
        """Which of these steps stood directly before or after a commit."""
        return [number for number in range(1, self.steps_of_work + 1) if self.work[8 + number]]

    def kill(self) -> None:
        """End it as a power cut would."""
        if not self.ended:
            os.kill(self.process, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Wait for its end; gives the status that the system reports."""
        if self.ended:
            return 0
        self.ended = True
        return os.waitpid(self.process, 0)[1]


@contextmanager
def served(place: Place, processor: Any, die_at: int | None = None) -> Iterator[Served]:
    """Serves a place until the block ends; with `die_at` the server kills itself at that step of its database work."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    work = mmap.mmap(-1, 8 + MOST_WORK)  # shared with the child
    process = os.fork()
    if process == 0:
        _serve_and_exit(place, processor, port, work, die_at)
    server = Served(process, f"http://{HOST}:{port}", work)
    try:
        _wait_until_it_listens(port, process)
        yield server
    finally:
        server.kill()


def _serve_and_exit(place: Place, processor: Any, port: int, work: mmap.mmap, die_at: int | None) -> None:
    status = 1
    try:
        import uvicorn

        store = place.open()
        _count_work(store.engine, work, die_at)
        app = create_app(
            Guide(store, processor),
            store,
            Settings(secret=SECRET, rest_token=TOKEN, metrics_token=TOKEN, messages_a_minute=100_000),
        )
        uvicorn.run(app, host=HOST, port=port, log_level="error", access_log=False)
        status = 0
    finally:
        # Not sys.exit: the tests that this process was forked from must not end twice.
        os._exit(status)


def _count_work(engine: Engine, work: mmap.mmap, die_at: int | None) -> None:
    """Counts every statement and both sides of every commit; kills this process at the given one."""

    def step(at_commit: bool = False) -> None:
        count = int.from_bytes(work[:8], "big") + 1
        work[:8] = count.to_bytes(8, "big")
        work[8 + count] = at_commit
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    commit = engine.dialect.do_commit

    def commit_between_steps(connection: Any) -> None:
        step(at_commit=True)
        commit(connection)
        step(at_commit=True)

    event.listen(engine, "before_cursor_execute", lambda *_: step())
    engine.dialect.do_commit = commit_between_steps  # type: ignore[method-assign]


def _wait_until_it_listens(port: int, process: int) -> None:
    end = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        assert os.waitpid(process, os.WNOHANG) == (0, 0), "the server ended before it listened"
        time.sleep(0.02)
    raise AssertionError("the server did not listen in time")
