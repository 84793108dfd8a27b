"""Kills a server with -9 while people use it, and compares what is kept with a journey that nobody disturbed.

    python -m tests.integration.faults.killing 100

After each kill the place must hold exactly the steps that were acknowledged, or these and the one that was under way:
what is kept then equals the picture that an undisturbed journey gave after as many steps. Then the step is tried again
if it is not there, and the journey goes on to its end.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.engine import running

running.prepare()

from tests.integration.faults.journeys import (  # noqa: E402
    ASKED_AGAIN,
    JOURNEYS,
    NotTaken,
    Step,
    World,
    add_una,
    find_conversation,
    start,
)
from tests.integration.faults.portrait import portrait_of  # noqa: E402
from tests.integration.faults.served import Place, served  # noqa: E402


@dataclass
class Undisturbed:
    """What a journey leaves after each step when nothing fails, how long it takes, and its database work.

    Attributes:
        work: number of statements and sides of commits.
        commits: which of these stand directly before or after a commit.
    """

    pictures: list[dict[str, Any]]
    seconds: float
    work: int
    commits: list[int]


@dataclass
class Tally:
    """What came of all kills."""

    kills: int = 0
    acknowledged: int = 0
    under_way: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills; {self.acknowledged} acknowledged steps, none lost; of the steps under way "
            f"{self.under_way['kept']} were kept whole, {self.under_way['not kept']} not at all, none half"
        )


class Killing:
    """One place with many journeys through it."""

    def __init__(self, place: Place, processor: Any, seed: int) -> None:
        self._place, self._processor = place, processor
        self._random = random.Random(seed)
        self._store = place.open()
        add_una(self._store)
        self.tally = Tally()
        self._runs = 0
        self._undisturbed = {name: self._walk_undisturbed(name) for name in JOURNEYS}

    def close(self) -> None:
        self._store.close()

    def kill_once(self) -> None:
        """One journey with one kill at a random point. Raises AssertionError when anything is lost or half-written."""
        name = self._random.choice(list(JOURNEYS))
        whole, steps, world = self._undisturbed[name], JOURNEYS[name], self._world()
        self._forget_tries()
        at_a_time, at_any_work, at_commit = (
            None,
            self._random.randint(1, whole.work),
            self._random.choice(whole.commits),
        )
        die_at = self._random.choice([at_a_time, at_any_work, at_commit])
        done = 0
        self._store.engine.dispose()
        with served(self._place, self._processor, die_at) as server:
            world.address = server.address
            if die_at is None:
                _kill_after(server.process, self._random.uniform(0.001, whole.seconds))
            try:
                for step in steps:
                    self._take(step, world)
                    done += 1
            except (httpx.TransportError, NotTaken):
                pass
            signal.setitimer(signal.ITIMER_REAL, 0)
            server.kill()
        self.tally.kills += 1
        self.tally.acknowledged += done
        self._check_database()
        if done < len(steps):
            done = self._settle(world, steps, done, whole)
        self._go_on(world, steps, done, whole)

    def _forget_tries(self) -> None:
        """All journeys come from one address, and more often than one address may try codes in ten minutes."""
        with self._store.unit_of_work() as uow:
            uow.tries.drop_before(uow.now() + timedelta(days=1))
            uow.commit()

    def _settle(self, world: World, steps: list[Step], done: int, whole: Undisturbed) -> int:
        """How many steps are kept; they are as many as were acknowledged, or one more."""
        if steps[done] in ASKED_AGAIN:
            self.tally.under_way["not kept"] += 1
            return done
        found = self._picture(world)
        if found == whole.pictures[done]:
            self.tally.under_way["kept"] += 1
            return done + 1
        expected = whole.pictures[done - 1] if done else portrait_of(self._store, "nobody")
        assert found == expected, _difference(expected, found)
        self.tally.under_way["not kept"] += 1
        return done

    def _go_on(self, world: World, steps: list[Step], done: int, whole: Undisturbed) -> None:
        """The same people go on with a new server, with the step that was under way sent again."""
        self._store.engine.dispose()
        with served(self._place, self._processor) as server:
            world.address = server.address
            for number in range(done, len(steps)):
                self._take(steps[number], world)
            self._store.engine.dispose()
        assert self._picture(world) == whole.pictures[-1], _difference(whole.pictures[-1], self._picture(world))

    def _walk_undisturbed(self, name: str) -> Undisturbed:
        pictures, world, seconds = [], self._world(), 0.0
        self._store.engine.dispose()
        with served(self._place, self._processor) as server:
            world.address = server.address
            for step in JOURNEYS[name]:
                began = time.monotonic()
                self._take(step, world)
                seconds += time.monotonic() - began
                pictures.append(self._picture(world))
            return Undisturbed(pictures, seconds, server.steps_of_work, server.sides_of_commits)

    def _take(self, step: Step, world: World) -> None:
        step(world)
        if step is start:
            find_conversation(world)

    def _world(self) -> World:
        self._runs += 1
        return World(self._store, name=f"sender {self._runs}")

    def _picture(self, world: World) -> dict[str, Any]:
        return portrait_of(self._store, world.conversation)

    def _check_database(self) -> None:
        if self._store.engine.dialect.name == "sqlite":
            with self._store.session(reading=True) as session:
                assert session.scalar(text("pragma integrity_check")) == "ok"
                assert session.execute(text("pragma foreign_key_check")).all() == []
        with self._store.unit_of_work(reading=True) as uow:
            assert uow.trail.verify().broken_at is None, "the chain of the audit trail is broken"


def _kill_after(process: int, seconds: float) -> None:
    def kill(*_: Any) -> None:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)

    signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _difference(expected: dict[str, Any], found: dict[str, Any]) -> str:
    parts = [name for name in expected if expected[name] != found.get(name)]
    return "\n".join(f"{name}: {found.get(name)}\n  instead of {expected[name]}" for name in parts)


def kill_many(place: Place, processor: Any, kills: int, seed: int) -> Tally:
    """So many kills, one after the other, on one place. Raises AssertionError when anything is lost or half-written."""
    killing = Killing(place, processor, seed)
    try:
        for _ in range(kills):
            killing.kill_once()
    finally:
        killing.close()
    return killing.tally


def main() -> None:
    """Kill as often as the first argument says, and print the count."""
    from bot.command.trained import preparation_model

    model = preparation_model()
    from bot.engine.loading import load_processor

    kills, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(2**32)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="what-matters-kills-") as folder:
        place = Place(f"sqlite:///{folder}/kills.db", Fernet.generate_key().decode(), Path(folder))
        print(kill_many(place, load_processor(model), kills, seed))


if __name__ == "__main__":
    main()
