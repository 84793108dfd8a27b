"""Takes all figures of one server, within limits of number and time, and puts ours beside those of stock Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.command.bench_servers import Server
from bot.command.bench_talking import (
    REPORTED_TURNS,
    TURNS_EACH_SIDE,
    Client,
    Timed,
    Words,
    talk,
)

LONGEST_TURN = max(REPORTED_TURNS)
# What issue 2 sets as the reach, each a ratio that must not be exceeded.
REACH = {"p50": 0.25, "turn_1000_to_10": 1.5, "memory": 0.4, "start": 0.2}


@dataclass(frozen=True)
class Limits:
    """How much is done with one server at most.

    Attributes:
        senders: how many say the dialogue one after the other, and how many at once.
        start: seconds to wait for the first answer.
        dialogue: seconds for the dialogue one after the other, and as many for the dialogue at once.
        long: seconds for the long conversation.
    """

    senders: int
    start: float
    dialogue: float
    long: float


def measure(server: Server, token: str | None, words: Words, limits: Limits) -> dict[str, Any]:
    """Start, memory, turns, turns of one long conversation, and turns a second of a server just launched."""
    start = _wait_for_first_answer(server, token, words.opening[0], limits.start)
    at_start = server.memory()
    one_by_one = talk(server.port, token, words.dialogue, _senders("one", limits.senders), limits.dialogue)
    memory = server.memory()
    crowd = _senders("crowd", limits.senders)
    at_once = talk(server.port, token, words.dialogue, crowd, limits.dialogue, at_once=True)
    long = talk(server.port, token, words.long(LONGEST_TURN + TURNS_EACH_SIDE), ["long"], limits.long)
    return {
        "start_seconds": start,
        "memory_mb": {"at_start": at_start, "after_dialogue": memory, "at_the_end": server.memory()},
        "dialogue": {"senders": limits.senders, **one_by_one.percentiles(), **_counts(one_by_one)},
        "at_once": {"senders": limits.senders, **_rate(at_once), **_counts(at_once)},
        "long": _long(long),
    }


def _wait_for_first_answer(server: Server, token: str | None, message: str, seconds: float) -> float:
    client = Client(server.port, token)
    try:
        return server.wait_until(lambda: isinstance(client.send("first", message), int), seconds)
    finally:
        client.close()


def _senders(name: str, number: int) -> list[str]:
    return [f"{name}-{each}" for each in range(number)]


def ratios(ours: Mapping[str, Any], stock: Mapping[str, Any] | None) -> dict[str, Any]:
    """Each ratio with its reach; `reached` is None where one side was not measured, false where turns failed."""
    pairs: dict[str, tuple[float | None, float | None]] = {
        "turn_1000_to_10": (_turn(ours, "1000"), _turn(ours, "10")),
    }
    if stock is not None:
        pairs["p50"] = (ours["dialogue"]["p50_ms"], stock["dialogue"]["p50_ms"])
        pairs["memory"] = (
            ours["memory_mb"]["after_dialogue"],
            stock["memory_mb"]["after_dialogue"],
        )
        pairs["start"] = (ours["start_seconds"], stock["start_seconds"])
    failed = any(ours[part]["failed"] for part in ("dialogue", "at_once", "long"))
    return {name: _ratio(*pairs.get(name, (None, None)), reach, failed) for name, reach in REACH.items()}


def _ratio(ours: float | None, other: float | None, reach: float, failed: bool) -> dict[str, Any]:
    if not ours or not other:
        return {"value": None, "reach": reach, "reached": None}
    value = round(ours / other, 3)
    return {"value": value, "reach": reach, "reached": value <= reach and not failed}


def _turn(figures: Mapping[str, Any], turn: str) -> float | None:
    around = figures["long"]["at_turn"][turn]
    return around["median_ms"] if around else None


def _long(timed: Timed) -> dict[str, Any]:
    return {
        "at_turn": {str(turn): timed.around(turn) for turn in REPORTED_TURNS},
        "window": 2 * TURNS_EACH_SIDE + 1,
        **_counts(timed),
    }


def _rate(timed: Timed) -> dict[str, float | None]:
    if not timed.milliseconds or not timed.seconds:
        return {"turns_per_second": None}
    return {"turns_per_second": round(len(timed.milliseconds) / timed.seconds, 1)}


def _counts(timed: Timed) -> dict[str, Any]:
    return {
        "turns": len(timed.milliseconds),
        "replies": timed.replies,
        "failed": timed.failed,
        "failed_by": dict(timed.failures),
        "without_reply": timed.unanswered,
        "complete": timed.complete,
        "seconds": round(timed.seconds, 1),
    }
