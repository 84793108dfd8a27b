"""Several processes on one PostgreSQL: turns of a conversation neither overlap nor get lost; a database that is away is said."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet

from bot.engine.guide import Guide
from tests.integration.faults.cluster import Cluster
from tests.integration.faults.journeys import WORDS, World, find_conversation, say_on_page, start
from tests.integration.faults.portrait import portrait_of
from tests.integration.faults.served import TOKEN, Place, served

pytestmark = pytest.mark.model
SENDS = 40


@pytest.fixture
def place(cluster: Cluster, tmp_path: Path) -> Iterator[Place]:
    made = Place(cluster.make_database(f"guide_{os.urandom(4).hex()}"), Fernet.generate_key().decode(), tmp_path)
    made.open().close()
    yield made


def test_40_sends_at_once_to_two_replicas_are_40_turns(place: Place, processor: Any) -> None:
    with served(place, processor) as one, served(place, processor) as other:

        def send(number: int) -> httpx.Response:
            address = (one if number % 2 else other).address
            body = {"sender": "both", "message": f"thing number {number}", "message_id": f"m{number}"}
            headers = {"Authorization": f"Bearer {TOKEN}"}
            return httpx.post(f"{address}/webhooks/rest/webhook", json=body, headers=headers, timeout=120)

        with ThreadPoolExecutor(SENDS) as senders:
            answers = list(senders.map(send, range(SENDS)))
    assert {answer.status_code for answer in answers} == {200}
    store = place.open()
    try:
        world = World(store, name="both")
        portrait_of(store, world.conversation)
        lines = Guide(store, None).transcript(world.conversation)  # type: ignore[arg-type]
    finally:
        store.close()
    said = [line.text for line in lines if line.who == "person"]
    assert sorted(said) == sorted(f"thing number {number}" for number in range(SENDS))
    # After each message the guide speaks before the next message: no two turns ran through each other.
    speakers = [line.who for line in lines]
    assert all(pair != ("person", "person") for pair in pairwise(speakers))


def test_database_away_is_said_and_words_stay_in_the_box(place: Place, processor: Any, cluster: Cluster) -> None:
    store = place.open()
    world = World(store)
    store.engine.dispose()
    with served(place, processor) as server:
        world.address = server.address
        start(world)
        find_conversation(world)
        say_on_page(1, WORDS[0])(world)
        before = portrait_of(store, world.conversation)
        hidden = world.hidden("/chat")
        cluster.stop()
        try:
            form = {**hidden, "message": "my pal Sandy", "message_id": "f" * 32}
            answer = world.person.post(f"{server.address}/chat", data=form)
            start_page = world.person.get(server.address)
        finally:
            cluster.start()
        assert answer.status_code == 503
        assert "my pal Sandy" in answer.text
        assert start_page.status_code == 503 and "try again in a minute" in start_page.text
        assert portrait_of(store, world.conversation) == before
        assert world.person.post(f"{server.address}/chat", data=form).status_code == 303
    assert portrait_of(store, world.conversation)["turns"] == 2
    store.close()
