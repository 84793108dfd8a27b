"""What those who run the service see: health, readiness, figures, logs; and how it stops."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.engine.guide import Guide
from bot.engine.logs import write_logs
from bot.web.app import create_app
from bot.web.pages.operations import description
from bot.web.settings import Settings
from bot.web.who_may import TOKEN as GUARDED
from bot.web.who_may import addresses_of, load_rights
from plan.bootstrap import Store
from tests.integration.faults.journeys import JOURNEYS, WORDS, World, add_una, find_conversation, start
from tests.integration.faults.portrait import portrait_of
from tests.integration.faults.served import TOKEN, Place, served
from tests.integration.web.guide_for_pages import FixedGuide

BEARER = {"Authorization": f"Bearer {TOKEN}"}
CHANNEL = "/webhooks/rest/webhook"


@pytest.fixture
def watched(store: Store) -> TestClient:
    settings = Settings(secret="a secret for tests", rest_token=TOKEN, metrics_token=TOKEN)
    return TestClient(create_app(FixedGuide(store), store, settings), raise_server_exceptions=False)


def test_health_and_readiness(watched: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert watched.get("/health").json() == {"status": "live"}
    assert watched.get("/ready").json() == {"status": "ready"}

    def fail(**_: Any) -> None:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(store, "unit_of_work", fail)
    assert watched.get("/health").status_code == 200
    answer = watched.get("/ready")
    assert (answer.status_code, answer.json()["reason"]) == (503, "store_unavailable")


def test_figures_are_guarded_and_name_nobody(watched: TestClient, store: Store) -> None:
    watched.post(CHANNEL, json={"sender": "sandys-tablet", "message": "my pal Sandy"}, headers=BEARER)
    watched.get(f"/practitioner/plan/{'a' * 32}")
    watched.get("/nowhere/my-pal-sandy")
    assert watched.get("/metrics").status_code == 401
    assert watched.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401
    figures = watched.get("/metrics", headers=BEARER).text
    assert 'what_matters_turns_total{ended="taken"} 1.0' in figures
    assert 'pattern="/practitioner/plan/{key:str}"' in figures
    assert 'pattern="other"' in figures
    for word in ("Sandy", "sandy", "tablet", "a" * 32):
        assert word not in figures
    unguarded = TestClient(create_app(FixedGuide(store), store, Settings(secret="a secret for tests")))
    assert unguarded.get("/metrics", headers=BEARER).status_code == 404


def test_figures_count_a_turn_that_was_not_taken(store: Store) -> None:
    app = create_app(FixedGuide(store, fails=True), store, Settings(secret="s", rest_token=TOKEN, metrics_token=TOKEN))
    client = TestClient(app, raise_server_exceptions=False)
    assert client.post(CHANNEL, json={"sender": "a", "message": "b"}, headers=BEARER).status_code == 503
    assert 'what_matters_turns_total{ended="not_taken"} 1.0' in client.get("/metrics", headers=BEARER).text


def test_description_names_every_address_for_programs(watched: TestClient) -> None:
    described = {
        f"{method.upper()} {path}" for path, methods in description()["paths"].items() for method in methods
    } | {"GET /openapi.json"}
    pages_for_people = {"GET /static"}
    real = {address for address in addresses_of(watched.app.routes) if address not in pages_for_people}  # type: ignore[attr-defined]
    assert described <= real
    rights = load_rights()
    assert {address for address in real if GUARDED in rights[address]} <= described
    assert watched.get("/openapi.json").json() == description()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, at the level that says most."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in list(logging.root.manager.loggerDict)}
    structlog_before = structlog.get_config()
    written = io.StringIO()
    for name in levels:
        logging.getLogger(name).setLevel(logging.NOTSET)
    write_logs(logging.DEBUG, written)
    yield written
    logging.captureWarnings(False)
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.configure(**structlog_before)


@pytest.mark.model
async def test_log_of_a_journey_holds_no_word_of_it(
    store: Store, processor: Any, log: io.StringIO, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = Guide(store, processor)
    await guide.open("quiet", "adult")
    for words in WORDS:
        await guide.say("quiet", words)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("marmalade")

    monkeypatch.setattr("plan.services.preparing.record_statements", fail)
    with pytest.raises(Exception, match=r"^$"):
        await guide.say("quiet", "I miss the marmalade that my mother made with us")
    out, err = capfd.readouterr()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert any(line["logger"].startswith("bot.engine.") and line["level"] == "error" for line in lines)
    assert len(lines) > 20, "Rasa logs at this level; is the log connected?"
    written = log.getvalue() + out + err
    for word in ("Thursday club", "Fiona", "physio", "marmalade", "stairs"):
        assert word not in written


def test_log_keeps_an_errors_kind_and_place_only(log: io.StringIO) -> None:
    try:
        raise ValueError("my pal Sandy")
    except ValueError:
        logging.getLogger("some.library").exception("could not read my pal Sandy")
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application: my pal Sandy")
    structlog.get_logger("rasa").warning("processor.message.parse", text="my pal Sandy")
    structlog.get_logger("rasa").warning("my pal Sandy was said")
    logging.getLogger("bot.engine.guide").warning("the store failed: %s", "OperationalError")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert "Sandy" not in log.getvalue()
    assert lines[0]["error"] == "ValueError" and "test_operations.py" in lines[0]["trace"][0]
    assert lines[2]["event"] == "processor.message.parse"
    assert lines[-1]["message"] == "the store failed: OperationalError"


@pytest.mark.model
def test_stop_finishes_the_turns_in_hand(tmp_path: Path, processor: Any) -> None:
    place = Place(f"sqlite:///{tmp_path}/stop.db", Fernet.generate_key().decode(), tmp_path)
    store = place.open()
    world = World(store, name="stopper")
    store.engine.dispose()
    with served(place, processor) as server, ThreadPoolExecutor(1) as sender:
        before = server.steps_of_work
        body = {"sender": "stopper", "message": WORDS[2], "message_id": "m1"}
        answer = sender.submit(httpx.post, f"{server.address}{CHANNEL}", json=body, headers=BEARER, timeout=60)
        while server.steps_of_work == before:
            time.sleep(0.001)
        os.kill(server.process, signal.SIGTERM)
        assert answer.result().status_code == 200
        server.wait()
    assert portrait_of(store, world.conversation)["turns"] == 1
    store.close()


@pytest.mark.model
def test_double_submit_and_two_tabs_take_each_message_once(tmp_path: Path, processor: Any) -> None:
    place = Place(f"sqlite:///{tmp_path}/tabs.db", Fernet.generate_key().decode(), tmp_path)
    store = place.open()
    add_una(store)
    world = World(store)
    store.engine.dispose()
    with served(place, processor) as server:
        world.address = server.address
        start(world)
        find_conversation(world)
        hidden = world.hidden("/chat")
        forms = [{**hidden, "message": WORDS[number], "message_id": f"{number:032x}"} for number in (0, 0, 1, 1)]
        with ThreadPoolExecutor(4) as tabs:
            answers = list(tabs.map(lambda form: world.person.post(f"{server.address}/chat", data=form), forms))
    assert {answer.status_code for answer in answers} == {303}
    said = [text for _, who, text, _ in portrait_of(store, world.conversation)["said"] if who == "person"]
    assert sorted(said) == sorted(WORDS[:2])
    store.close()


@pytest.mark.model
def test_forms_of_the_talks_sent_twice_count_once(tmp_path: Path, processor: Any) -> None:
    """Each step of the talks is sent again at once, as an impatient finger does."""
    place = Place(f"sqlite:///{tmp_path}/twice.db", Fernet.generate_key().decode(), tmp_path)
    store = place.open()
    add_una(store)
    once, twice = World(store), World(store)
    for world in (once, twice):
        original = world.person.post, world.office.post
        if world is twice:
            for client, post in zip((world.person, world.office), original, strict=True):
                client.post = _sent_twice(post)  # type: ignore[method-assign]
        store.engine.dispose()
        with served(place, processor) as server:
            world.address = server.address
            for step in JOURNEYS["talks"]:
                step(world)
                if step is start:
                    find_conversation(world)
    assert portrait_of(store, twice.conversation) == portrait_of(store, once.conversation)
    store.close()


def _sent_twice(post: Any) -> Any:
    def send(*arguments: Any, **named: Any) -> Any:
        first = post(*arguments, **named)
        again = post(*arguments, **named)
        assert again.status_code < 500
        return first

    return send
