"""Whatever people type: no error, no second's delay, no growth; on the text functions, on imports and on whole turns.

`python -m tests.fuzz.guided TARGET` goes further, guided by coverage.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.engine.guide import Guide
from bot.nlu.clauses import split
from bot.nlu.syntax import parse
from bot.web.app import create_app
from bot.web.settings import Settings
from plan.bootstrap import open_store
from tests.fuzz.targets import LONGEST_MESSAGE, QUICK, TEXTS, held, read_import
from tests.integration.web.checked_client import TestClient
from tests.integration.web.guide_for_pages import FixedGuide

PIECES = [
    "I ", "my mum ", "Morag and ", "by Christmas ", "the 3rd of ", "about a four ", "out of ten ", "don't ", "O'Brien-",
    "’s ", "'", '"', "(", "...", "?", "!", "—", "-", " ", "\n", "\t", "\x00", "\x1b[31m", "\u202e", "\u200b", "\ufeff",
    "\u00a0", "e\u0301", "İ", "ß", "ﬁ", "٣", "²", "½", "🙂", "👩\u200d👩\u200d👧", "你好", "مرحبا", "a", "0", "9" * 30, "x" * 300,
]  # fmt: skip
# These parse a whole message; that they end in time is seen of whole turns.
PARSED = {"reflection", "shape", "suggestion"}
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
SLOWLY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """Reads the parser and the word lists once before anything is timed."""
    for target in (TEXTS | QUICK).values():
        target("I see my mum on Monday")


@pytest.mark.parametrize("name", TEXTS)
@SLOWLY
@given(text=texts)
def test_text_function_takes_any_text(name: str, text: str) -> None:
    held(name, text)


@SLOWLY
@given(text=texts)
def test_quick_text_functions_take_any_text(text: str) -> None:
    for name in QUICK:
        held(name, text)


# What each of these was slow at before: signs in a run were taken apart one by one.
@pytest.mark.parametrize("piece", ["'", "?", "“", "🙂", " ", "monday ", "my mum ", "Morag and ", "I "])
def test_text_functions_are_quick_with_a_long_text(piece: str) -> None:
    # A third of the longest message in a second, so that a slow and busy machine does not fail what is linear.
    text = (piece * LONGEST_MESSAGE)[: LONGEST_MESSAGE // 3]
    for name in (TEXTS | QUICK).keys() - PARSED:
        held(name, text)


@pytest.mark.parametrize("piece", ["'", "?", "a? ", "my mum and my dad ", "x"])
def test_long_message_is_taken_apart_whole(piece: str) -> None:
    text = (piece * LONGEST_MESSAGE)[:3000]
    doc = parse(text)
    assert doc.text == text
    for clause in split(doc):
        assert text[clause.start : clause.end] == clause.text


@pytest.mark.parametrize("text", ["'" * 20_000, "\u202e" * 20_000, "🙂" * 10_000], ids=["quotes", "bidi", "emoji"])
def test_run_of_signs_is_one_word(text: str) -> None:
    assert len(parse(text)) == 1


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@SLOWLY
@given(content=st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
def test_import_refuses_what_is_no_plan_with_a_reason(content: bytes) -> None:
    read_import(content)


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000, b"\xff\xfe", b""])
def test_import_refuses_deep_and_odd_files(content: bytes) -> None:
    read_import(content)


CHANNEL, BEARER = "/webhooks/rest/webhook", {"Authorization": "Bearer t"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rb'{"sender": "a", "message": "\ud800"}', "not_text"),
        (rb'{"sender": "\udfff", "message": "a"}', "not_text"),
        (b'{"sender": "a", "message": "b", "message_id": 7}', "message_id_not_usable"),
        (json.dumps({"sender": "s" * 501, "message": "b"}).encode(), "sender_too_long"),
        (json.dumps({"sender": "a", "message": "b" * 20_001}).encode(), "too_large"),
        (b'{"sender": ' * 10_000, "not_json"),
    ],
)
def test_channel_refuses_what_cannot_be_kept(tmp_path: Path, body: bytes, reason: str) -> None:
    store = open_store(f"sqlite:///{tmp_path}/f.db", Fernet.generate_key().decode(), tmp_path / "key")
    client = TestClient(create_app(FixedGuide(store), store, Settings(secret="s", rest_token="t")))
    answer = client.post(CHANNEL, content=body, headers=BEARER)
    assert answer.status_code in (400, 413)
    assert answer.json()["reason"] == reason
    store.close()


@pytest.mark.model
def test_whole_turn_takes_any_text_and_keeps_it(processor: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("turns")
    store = open_store(f"sqlite:///{folder}/t.db", Fernet.generate_key().decode(), folder / "key")
    guide, said = Guide(store, processor), []
    asyncio.run(guide.open("c", "adult"))

    @settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck), database=None)
    @given(text=texts.filter(lambda text: text.strip() != ""))
    def say(text: str) -> None:
        turn = asyncio.run(guide.say("c", text))
        said.append(text)
        assert turn.number == len(said)

    say()
    assert [line.text for line in guide.transcript("c") if line.who == "person"] == said
    store.close()
