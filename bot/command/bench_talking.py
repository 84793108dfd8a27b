"""Talks with a server through Rasa's REST channel and takes the time of each turn; knows nothing of what is said."""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from ruamel.yaml import YAML

from bot.command.bench_servers import HOST

DIALOGUE = Path(__file__).parent.parent / "bench" / "dialogue.yml"
SECONDS_FOR_A_TURN = 30
# A server that fails this often in a row is not measured any further.
FAILURES_TO_STOP = 5
# Turns of the long conversation that are reported, and how many on each side are taken into the median.
REPORTED_TURNS = (10, 100, 500, 1000)
TURNS_EACH_SIDE = 5


@dataclass(frozen=True)
class Words:
    """What is said: one dialogue, and the opening and the round of the long conversation.

    Attributes:
        acts: act → the messages among these that do it; all others tell something.
    """

    dialogue: list[str]
    opening: list[str]
    round: list[str]
    acts: dict[str, list[str]]

    def long(self, turns: int) -> list[str]:
        """The messages of one long conversation."""
        return [*self.opening, *islice(cycle(self.round), turns)][:turns]


def read_words(path: Path = DIALOGUE) -> Words:
    """Reads the scripted dialogue."""
    return Words(**YAML(typ="safe").load(path.read_text(encoding="utf-8")))


@dataclass
class Timed:
    """Turns that were timed.

    Attributes:
        milliseconds: time of each turn that was answered, in order.
        failures: turns that were not, by status or kind of error.
        unanswered: turns to which the answer was an empty list; an action that fails under stock Rasa looks like this.
        replies: number of replies in all.
        seconds: time of everything together.
        complete: whether everything was said that should have been.
    """

    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    replies: int = 0
    seconds: float = 0.0
    complete: bool = True

    def add(self, other: Timed) -> None:
        """Takes in the turns of another conversation."""
        self.milliseconds += other.milliseconds
        self.failures += other.failures
        self.unanswered += other.unanswered
        self.replies += other.replies
        self.complete &= other.complete

    @property
    def failed(self) -> int:
        """Number of turns that were not answered."""
        return self.failures.total()

    def percentiles(self) -> dict[str, float | None]:
        """Median and 95th percentile in ms; None where too little was answered."""
        if len(self.milliseconds) < 2:
            return {"p50_ms": None, "p95_ms": None}
        cuts = quantiles(self.milliseconds, n=20, method="inclusive")
        return {"p50_ms": round(median(self.milliseconds), 2), "p95_ms": round(cuts[18], 2)}

    def around(self, turn: int) -> dict[str, float] | None:
        """Median and longest of the turns round the given one, in ms; None where these were not reached."""
        around = self.milliseconds[turn - 1 - TURNS_EACH_SIDE : turn + TURNS_EACH_SIDE]
        if self.failed or len(around) < 2 * TURNS_EACH_SIDE + 1:
            return None
        return {"median_ms": round(median(around), 2), "longest_ms": round(max(around), 2)}


class Client:
    """One client of a REST channel, with a connection that is kept."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS_FOR_A_TURN)
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def send(self, sender: str, message: str) -> int | str:
        """Sends one message; gives the number of replies, or the status or kind of error where it was not answered."""
        body = json.dumps({"sender": sender, "message": message})
        try:
            self._connection.request("POST", "/webhooks/rest/webhook", body, self._headers)
            response = self._connection.getresponse()
            answer = response.read()
            return len(json.loads(answer)) if response.status == 200 else str(response.status)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._connection.close()
            return type(error).__name__

    def close(self) -> None:
        """Lets go of the connection."""
        self._connection.close()

    def talk(self, sender: str, messages: Sequence[str], until: float) -> Timed:
        """Says the messages in order, timing each turn, and stops at the moment `until` of the monotonic clock."""
        timed, in_a_row = Timed(), 0
        for message in messages:
            began = time.perf_counter()
            if time.monotonic() > until or in_a_row == FAILURES_TO_STOP:
                timed.complete = False
                break
            replies = self.send(sender, message)
            if isinstance(replies, str):
                timed.failures[replies] += 1
                in_a_row += 1
                continue
            in_a_row = 0
            timed.milliseconds.append((time.perf_counter() - began) * 1000)
            timed.replies += replies
            timed.unanswered += replies == 0
        return timed


def talk(
    port: int,
    token: str | None,
    messages: Sequence[str],
    senders: Sequence[str],
    seconds: float,
    at_once: bool = False,
) -> Timed:
    """Every sender says the messages, over a connection of their own.

    Args:
        at_once: all at the same time; else one after the other, so that a turn waits for nothing but itself.
    """
    began = time.monotonic()

    def one(sender: str) -> Timed:
        client = Client(port, token)
        try:
            return client.talk(sender, messages, began + seconds)
        finally:
            client.close()

    whole = Timed()
    with ThreadPoolExecutor(len(senders) if at_once else 1) as pool:
        for timed in pool.map(one, senders):
            whole.add(timed)
    whole.seconds = time.monotonic() - began
    return whole
