"""What a person meets when the disk is full, the database is locked or gone, a row is damaged, or the clock jumps."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, event, text

from bot.engine.guide import Guide
from bot.web.app import create_app
from bot.web.settings import Settings
from bot.web.throttle import Pace
from plan import services
from plan.bootstrap import Store, open_store
from plan.model.statement import Said
from plan.store.database import conversation_table
from tests.integration.faults.journeys import EMAIL, PASSWORD, WORDS, add_una
from tests.integration.faults.portrait import portrait_of
from tests.integration.web.checked_client import CheckedClient

pytestmark = pytest.mark.model
KEPT = "I want to get to the shop on my own again"


class Browser:
    """A person's browser on the real guide."""

    def __init__(self, guide: Guide) -> None:
        settings = Settings(secret="a secret for tests")
        self.client = CheckedClient(create_app(guide, guide.store, settings), raise_server_exceptions=False)
        before = self._conversations(guide)
        self.client.submit("/start")
        (self.conversation,) = self._conversations(guide) - before

    def say(self, words: str, token: str | None = None) -> Any:
        form = {"csrf_token": token or self.client.token("/chat"), "message": words, "message_id": os.urandom(16).hex()}
        return self.client.post("/chat", data=form)

    @staticmethod
    def _conversations(guide: Guide) -> set[str]:
        with guide.store.session(reading=True) as session:
            return set(session.scalars(conversation_table.select().with_only_columns(conversation_table.c.id)))


@pytest.fixture
def browser(guide: Guide) -> Browser:
    opened = Browser(guide)
    opened.say("For myself")
    return opened


def typed_back(page: str, words: str) -> bool:
    return words in page.replace("&#39;", "'")


def set_most_pages(engine: Engine, pages: int) -> None:
    """Fill the disk, as SQLite sees it: it can take no page more than these."""
    engine.dispose()

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"pragma max_page_count = {pages}").close()

    event.listen(engine, "connect", limit)


def test_full_disk_keeps_the_words_in_the_box_and_goes_on_later(browser: Browser, guide: Guide) -> None:
    before, token = portrait_of(guide.store, browser.conversation), browser.client.token("/chat")
    set_most_pages(guide.store.engine, 1)
    answer = browser.say(f"{KEPT} " * 400, token)
    assert answer.status_code == 503
    assert typed_back(answer.text, KEPT) and re.search("could not keep that|was not taken", answer.text)
    set_most_pages(guide.store.engine, 2**31 - 2)
    assert portrait_of(guide.store, browser.conversation) == before
    assert browser.say(KEPT).status_code == 200
    assert portrait_of(guide.store, browser.conversation)["turns"] == before["turns"] + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_truly_full_disk_loses_nothing_acknowledged(small_disk: Path, processor: Any) -> None:
    store = open_store(f"sqlite:///{small_disk}/plans.db", Fernet.generate_key().decode(), small_disk / "key")
    guide = Guide(store, processor)
    browser = Browser(guide)
    browser.say("For myself")
    filler, token = small_disk / "filler", browser.client.token("/chat")
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 4096)
    before, refused = portrait_of(store, browser.conversation), 0
    for _ in range(3):
        answer = browser.say(KEPT * 200, token)
        refused += answer.status_code == 503
    after = portrait_of(store, browser.conversation)
    assert refused and after["turns"] == before["turns"] + 3 - refused
    filler.unlink()
    assert browser.say(KEPT).status_code == 200
    store.close()


def test_locked_database_is_said_and_goes_on_later(
    browser: Browser, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, token = portrait_of(guide.store, browser.conversation), browser.client.token("/chat")
    guide.store.engine.dispose()
    event.listen(guide.store.engine, "connect", lambda c, _: c.execute("pragma busy_timeout = 50").close())
    other = sqlite3.connect(str(guide.store.engine.url.database), isolation_level=None)
    other.execute("begin immediate")
    answer = browser.say(KEPT, token)
    other.execute("rollback")
    other.close()
    assert answer.status_code == 503 and typed_back(answer.text, KEPT)
    assert portrait_of(guide.store, browser.conversation) == before
    assert browser.say(KEPT).status_code == 200


def test_database_file_taken_away_is_never_written_to(browser: Browser, guide: Guide, tmp_path: Path) -> None:
    """SQLite would go on writing to the file that is gone, and acknowledge what nobody can read again."""
    file = Path(str(guide.store.engine.url.database))
    token = browser.client.token("/chat")
    aside = {part: part.rename(tmp_path / f"aside-{part.name}") for part in file.parent.glob(f"{file.name}*")}
    answer = browser.say(KEPT, token)
    assert answer.status_code == 503 and typed_back(answer.text, KEPT)
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    for part, kept in aside.items():
        kept.rename(part)
    assert browser.say(KEPT).status_code == 200
    assert portrait_of(guide.store, browser.conversation)["turns"] == 2


@pytest.mark.parametrize("table", ["conversation", "conversation_event"])
def test_damaged_row_is_said_to_its_person_and_harms_nobody_else(browser: Browser, guide: Guide, table: str) -> None:
    other = Browser(guide)
    token = browser.client.token("/chat")
    column, owner = ("snapshot", "id") if table == "conversation" else ("body", "conversation_id")
    with guide.store.session() as session:
        session.execute(
            text(f"update {table} set {column} = 'gAAAAA' || {column} where {owner} = :id"),
            {"id": browser.conversation},
        )
        session.commit()
    answer = browser.say(KEPT, token)
    assert answer.status_code == 500
    assert "cannot be read" in answer.text and typed_back(answer.text, KEPT)
    assert "For myself" not in answer.text
    assert other.say("For myself").status_code == 200
    assert other.client.get("/chat").status_code == 200


def test_damaged_plan_is_said_and_harms_no_other_plan_of_its_practitioner(guide: Guide) -> None:
    store = guide.store
    add_una(store)
    ids = [Browser(guide), Browser(guide)]
    with store.unit_of_work() as uow:
        una = uow.access.practitioner_by_email(EMAIL)
        assert una is not None
        for number, each in enumerate(ids):
            plan_id = each.conversation
            said = services.record_statements(uow, plan_id, 1, [Said(text="Col ran us down", kinds=("strength",))])
            line = services.add_outcome(uow, plan_id, f"Get to wall number {number}", [1], statements=said)
            services.choose_sharing(uow, plan_id, {line: True, said[0]: True})
            services.share_with(uow, plan_id, una.id)
        uow.commit()
    for table in ("plan_line", "statement"):
        with store.session() as session:
            session.execute(
                text(f"update {table} set body = 'x' || body where plan_id = :id"), {"id": ids[0].conversation}
            )
            session.commit()
    assert "cannot be read" in ids[0].client.get("/draft").text
    assert "Get to wall number 1" in ids[1].client.get("/draft").text
    office = CheckedClient(create_app(guide, store, Settings(secret="s")), raise_server_exceptions=False)
    page = office.submit("/practitioner/sign-in", "/practitioner/sign-in", email=EMAIL, password=PASSWORD)
    assert page.status_code == 200 and "Get to wall number 1" in page.text
    plans = set(re.findall(r'href="(/practitioner/plan/[0-9a-f]{32})"', page.text))
    assert sorted(office.get(plan).status_code for plan in plans) == [200, 500]


async def test_clock_that_jumps_changes_no_order(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    await guide.open("jumps", "adult")
    for jump, words in ((0, WORDS[1]), (-400 * 86400, WORDS[2]), (3 * 86400, WORDS[4]), (0, WORDS[5])):
        monkeypatch.setattr(time, "time", lambda jump=jump: real() + jump)
        turn = await guide.say("jumps", words)
        assert turn.replies
    monkeypatch.undo()
    said = [(line.turn, line.text) for line in guide.transcript("jumps") if line.who == "person"]
    assert said == [(1, WORDS[1]), (2, WORDS[2]), (3, WORDS[4]), (4, WORDS[5])]


def test_what_was_private_stays_so_when_the_clock_had_been_fast(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_una(store)
    ahead = datetime.now(UTC) + timedelta(days=2)

    with store.unit_of_work() as uow:
        una = uow.access.practitioner_by_email(EMAIL)
        assert una is not None
        services.begin_plan(uow, "p", "adult")
        line = services.add_outcome(uow, "p", "Tell nobody of the letters", [1])
        monkeypatch.setattr(type(uow), "now", lambda _: ahead)
        services.correct_line(uow, "p", line, "Sort the post", "person", 2)
        monkeypatch.undo()
        services.choose_sharing(uow, "p", {line: True})
        services.share_with(uow, "p", una.id)
        uow.commit()
    with store.unit_of_work(reading=True) as uow:
        seen = services.read_shared(uow, una.id, "p")
        events = services.plan_timeline(uow, "p", una.id)
    assert "letters" not in repr(seen) and "letters" not in repr(events)
    assert "Sort the post" in repr(seen)


def test_pace_goes_on_when_the_clock_is_set_back() -> None:
    now = [1_000_000.0]
    pace = Pace(times=2, seconds=60, clock=lambda: now[0])
    assert pace.allows("a") and pace.allows("a") and not pace.allows("a")
    now[0] -= 86400
    assert pace.allows("a")
