"""After a whole journey with the real guide, no word of the person's can be read in any byte that was written.

Searched are the data folder (the database with its log, the key, a backup), everything that was written for a moment
(temporary files are kept from being deleted), what was logged at the finest level, what was printed, and the model.
"""

from __future__ import annotations

import json
import logging
import os
import re
import zipfile
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from plan.model.outcomes import Outcome
from plan.services.holding import everything_held
from tests.integration.web.checked_client import CheckedClient

pytestmark = pytest.mark.model

SAID = "I miss walking to the Quinebrae gate with my whippet Zebedee"
CHANGED = "To see Quinebrae again, with Zebedee"
SUGGESTED = "Get to Quinebrae on Sundays"
REASON = "Sundays suit the Quinebrae bus"
NOT_YET = "my brother Zebulon must hear of it first"
NAME, EMAIL = "Wilhelmina Ottershaw", "wilhelmina@ottershaw.example"
PASSWORD = "a password for the otter"
SECRETS = ("Quinebrae", "Zebedee", "Zebulon", "Wilhelmina", "ottershaw.example", PASSWORD)


def disguises(word: str) -> set[bytes]:
    """A word as it may lie there: as text, in UTF-16, in an address, in JSON, in base 64 at any of three offsets."""
    plain = {word, word.lower(), word.upper(), quote(word), quote_plus(word), json.dumps(word)[1:-1]}
    found = {each.encode() for each in plain} | {word.encode("utf-16-le"), word.encode().hex().encode()}
    for offset in range(3):
        # Without the signs at both ends, which the neighbours decide.
        coded = b64encode(b" " * offset + word.encode())
        found.add(coded[4:-4] if offset else coded[:-4])
    return {each for each in found if len(each) > 5}


def readings(content: bytes) -> list[bytes]:
    """A file's bytes, and what is packed in them."""
    found = [content]
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            found += [packed.read(name) for name in packed.namelist()]
    for start in (found.start() for found in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x9c\xda]", content)):
        for bits in (31, 15):
            try:
                found.append(zlib.decompressobj(bits).decompress(content[start:], 10_000_000))
            except zlib.error:
                continue
    return found


def test_search_finds_a_word_in_each_of_its_disguises() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", SAID)
    disguised = (
        packed.getvalue(),
        b"--" + zlib.compress(SAID.encode()),
        SAID.encode("utf-16-le"),
        b64encode(SAID.encode()),
        b64encode(b"x" + SAID.encode()),
        b64encode(b"xy" + SAID.encode()),
        quote(SAID).encode(),
        SAID.upper().encode(),
    )
    for content in disguised:
        assert any(each in reading for reading in readings(content) for each in disguises("Quinebrae"))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where all temporary files are made, and stay."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    for name in ("unlink", "remove"):
        really = getattr(os, name)

        def keeping(path: Any, *args: Any, really: Any = really, **kwargs: Any) -> None:
            if not str(path).startswith(str(folder)):
                really(path, *args, **kwargs)

        monkeypatch.setattr(os, name, keeping)
    return folder


def test_no_word_of_the_person_can_be_read_in_anything_that_was_written(
    tmp_path: Path, written: Path, store: Store, processor: Any, model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from bot.engine.guide import Guide

    log = tmp_path / "everything.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        code = journey(Guide(store, processor), store, tmp_path)
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()
    printed = capfd.readouterr()
    contents = {
        "printed": (printed.out + printed.err).encode(),
        **{str(file): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()},
        str(model): model.read_bytes(),
    }
    assert any(name.endswith("-wal") for name in contents) and str(log) in contents
    for name, content in contents.items():
        read = readings(content)
        for word in (*SECRETS, code, code.replace(" ", "-")):
            hidden = disguises(word)
            assert not any(each in reading for reading in read for each in hidden), f"“{word}” can be read in {name}"


def journey(guide: Any, store: Store, folder: Path) -> str:
    """Talks, corrects, shares, negotiates, fails, takes documents, backs up; gives the code that was issued."""
    with store.unit_of_work() as uow:
        una = services.add_practitioner(uow, NAME, "nurse", EMAIL, PASSWORD)
        uow.commit()
    app = create_app(guide, store, Settings(secret="a secret for tests", messages_a_minute=1000))
    person, practitioner = (CheckedClient(app, raise_server_exceptions=False) for _ in range(2))
    person.submit("/start")
    for message in ("myself", SAID, "Zebedee is my dog. I would like to see Quinebrae again", "stop", "carry on"):
        assert person.submit("/chat", "/chat", message=message).status_code == 200
    with store.unit_of_work() as uow:
        [plan_id] = [head.plan_id for head in uow.plans.heads()]
        outcome = services.add_outcome(uow, plan_id, SAID, [2])
        uow.commit()
    line = f"/draft/line/{outcome}"
    assert person.submit(line, line, text=CHANGED, revision="1").status_code == 200
    said = re.search(r'<p class="code">([a-z ]+)</p>', person.submit("/pause", "/pause").text)
    assert said
    practitioner.submit("/practitioner/sign-in", "/practitioner/sign-in", email=EMAIL, password="wrong one")
    home = practitioner.submit("/practitioner/sign-in", "/practitioner/sign-in", email=EMAIL, password=PASSWORD).text
    contact = re.search(r'class="contact">([a-z ]+)<', home)
    assert contact
    person.submit("/draft/sharing", "/draft/sharing", offered=outcome, line=outcome)
    person.submit("/draft/sharing/give", "/draft/sharing", code=contact.group(1))
    with store.unit_of_work() as uow:
        services.propose_change(uow, plan_id, una, outcome, SUGGESTED, REASON)
        uow.commit()
    assert SUGGESTED in person.get("/draft/together").text
    person.submit("/draft/together/not-yet", "/draft/together", because=NOT_YET)
    # Errors: a form that expired, a guide that fails in the middle of a turn.
    person.post("/chat", data={"csrf_token": "old", "message": SAID})
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr("plan.store.statements.StoredStatements.append", lambda *_: 1 / 0)
        assert person.submit("/chat", "/chat", message=SAID).status_code == 503
    with store.unit_of_work(reading=True) as uow:
        assert services.read_plan(uow, plan_id).line(outcome, Outcome).text == CHANGED
    for path in ("sheet.pdf", "plan.pdf", "plan.docx"):
        assert person.get(f"/draft/{path}").status_code == 200
    with store.unit_of_work() as uow:
        assert "Quinebrae" in everything_held(uow, plan_id, "person")
        uow.commit()
    store.back_up(folder / "backup")
    return said.group(1)
