"""Talking with a server: what is said, what is timed, and when it stops."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.command.bench_servers import HOST
from bot.command.bench_talking import (
    FAILURES_TO_STOP,
    REPORTED_TURNS,
    TURNS_EACH_SIDE,
    Client,
    Timed,
    read_words,
    talk,
)
from bot.nlu.labels import ACTS, TELL


class _RestChannel(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    status = 200
    heard: list[dict[str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append(json.loads(body) | {"authorization": self.headers.get("Authorization", "")})
        answer = b"[]" if b"silence" in body else b'[{"text": "a"}, {"text": "b"}]'
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def rest_channel(status: int = 200) -> Iterator[tuple[int, list[dict[str, str]]]]:
    handler = type("Channel", (_RestChannel,), {"status": status, "heard": []})
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1], handler.heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def client(port: int, token: str | None = None) -> Iterator[Client]:
    opened = Client(port, token)
    try:
        yield opened
    finally:
        opened.close()


def test_dialogue_has_about_25_messages_and_known_acts() -> None:
    words = read_words()
    said = {*words.dialogue, *words.opening, *words.round}
    assert 20 <= len(words.dialogue) <= 30
    assert set(words.acts) <= {*ACTS, TELL}
    assert {text for texts in words.acts.values() for text in texts} <= said


def test_long_conversation_holds_the_same_messages_round_each_reported_turn() -> None:
    words = read_words()
    said = words.long(max(REPORTED_TURNS) + TURNS_EACH_SIDE)
    windows = [sorted(said[turn - 1 - TURNS_EACH_SIDE : turn + TURNS_EACH_SIDE]) for turn in REPORTED_TURNS]
    assert len(windows[0]) == 2 * TURNS_EACH_SIDE + 1
    assert all(window == windows[0] for window in windows)


def test_long_conversation_is_as_long_as_asked() -> None:
    assert len(read_words().long(1005)) == 1005


def test_client_sends_sender_message_and_token_and_counts_replies() -> None:
    with rest_channel() as (port, heard), client(port, "a-token") as opened:
        assert opened.send("someone", "hello") == 2
    assert heard == [{"sender": "someone", "message": "hello", "authorization": "Bearer a-token"}]


def test_client_names_the_error_when_nobody_listens() -> None:
    with rest_channel() as (port, _):
        pass
    with client(port) as opened:
        assert opened.send("someone", "hello") == "ConnectionRefusedError"


def test_talk_times_each_turn_and_counts_those_without_reply() -> None:
    with rest_channel() as (port, _), client(port) as opened:
        timed = opened.talk("someone", ["hello", "silence", "thanks"], time.monotonic() + 20)
    assert len(timed.milliseconds) == 3
    assert (timed.replies, timed.unanswered, timed.failed, timed.complete) == (4, 1, 0, True)


def test_talk_stops_after_failures_in_a_row() -> None:
    with rest_channel(status=503) as (port, heard), client(port) as opened:
        timed = opened.talk("someone", ["hello"] * 50, time.monotonic() + 20)
    assert len(heard) == FAILURES_TO_STOP == timed.failed
    assert timed.failures == {"503": FAILURES_TO_STOP}
    assert not timed.complete
    assert timed.milliseconds == []


def test_talk_stops_when_the_time_is_over() -> None:
    with rest_channel() as (port, heard), client(port) as opened:
        timed = opened.talk("someone", ["hello"] * 5, time.monotonic() - 1)
    assert heard == []
    assert not timed.complete


def test_senders_speak_one_after_the_other() -> None:
    with rest_channel() as (port, heard):
        timed = talk(port, None, ["hello", "thanks"], ["a", "b", "c"], seconds=20)
    assert [each["sender"] for each in heard] == ["a", "a", "b", "b", "c", "c"]
    assert len(timed.milliseconds) == 6


def test_senders_at_once_all_say_everything() -> None:
    with rest_channel() as (port, heard):
        timed = talk(port, None, ["hello", "thanks"], ["a", "b", "c"], seconds=20, at_once=True)
    assert len({each["sender"] for each in heard}) == 3
    assert len(timed.milliseconds) == 6
    assert timed.seconds > 0


def test_timed_gives_median_and_longest_of_the_turns_round_one() -> None:
    timed = Timed(milliseconds=[float(turn) for turn in range(1, 21)])
    assert timed.around(10) == {"median_ms": 10.0, "longest_ms": 15.0}


@pytest.mark.parametrize(
    "timed",
    [Timed(milliseconds=[1.0] * 12), Timed(milliseconds=[1.0] * 30, failures=Counter({"503": 1}))],
    ids=["short", "failed"],
)
def test_timed_gives_nothing_round_a_turn_that_is_not_surely_reached(timed: Timed) -> None:
    assert timed.around(10) is None


def test_timed_gives_percentiles_of_enough_turns_alone() -> None:
    assert Timed(milliseconds=[1.0]).percentiles() == {"p50_ms": None, "p95_ms": None}
    spread = Timed(milliseconds=[float(number) for number in range(101)])
    assert spread.percentiles() == {"p50_ms": 50.0, "p95_ms": 95.0}
