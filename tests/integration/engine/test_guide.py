"""The guide with its real model: turns are all or nothing, conversations stay flat, failures are said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.engine.conversations import TURNS_IN_WINDOW, ConversationStore
from bot.engine.guide import Guide, GuideUnavailable
from bot.engine.turns import current_turn
from plan.services.outlining import outline_plan
from plan.store.database import conversation_event_table, conversation_table

pytestmark = pytest.mark.model

CONVERSATION = "c0ffee"


def said_by(guide: Guide, who: str) -> list[str]:
    return [line.text for line in guide.transcript(CONVERSATION) if line.who == who]


async def test_open_welcomes_once(guide: Guide) -> None:
    first = await guide.open(CONVERSATION)
    again = await guide.open(CONVERSATION)
    assert [reply.kind for reply in first.replies] == ["notice", "question"]
    assert again.replies == first.replies
    assert len(said_by(guide, "guide")) == 2


async def test_open_with_a_framework_does_not_ask_who_it_is_for(guide: Guide) -> None:
    turn = await guide.open(CONVERSATION, "carer")
    assert "Who is this for?" not in turn.replies[-1].text


async def test_first_words_are_kept_when_they_come_before_the_welcome(guide: Guide) -> None:
    turn = await guide.say(CONVERSATION, "my knees are bad and I miss the bowling on a Friday night with Sandy")
    assert turn.replies[0].kind == "notice"
    with guide.store.unit_of_work(reading=True) as uow:
        kept = outline_plan(uow, CONVERSATION)["statements"]
    assert any("bowling" in statement["text"] for statement in kept)


async def test_same_message_id_is_taken_once(guide: Guide) -> None:
    await guide.open(CONVERSATION)
    first = await guide.say(CONVERSATION, "me", message_id="m1")
    again = await guide.say(CONVERSATION, "me", message_id="m1")
    assert (again.number, again.replies) == (first.number, first.replies)
    assert said_by(guide, "person") == ["me"]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "🙂", "???", "\x00\x07", "<script>alert(1)</script>", "'; drop table plan; --", "{quote} {0} %s", "مرحبا أنا بخير", "/restart", "/affirm", "x" * 3000],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
async def test_odd_messages_get_an_answer_and_are_kept_as_typed(guide: Guide, text: str) -> None:
    await guide.open(CONVERSATION, "adult")
    turn = await guide.say(CONVERSATION, text)
    assert turn.replies
    assert said_by(guide, "person") == [text]


async def test_silence_is_never_a_loop(guide: Guide) -> None:
    await guide.open(CONVERSATION, "adult")
    turns = [await guide.say(CONVERSATION, "...") for _ in range(7)]
    questions = [turn.replies[-1].text for turn in turns]
    assert len(set(questions)) >= 3
    assert any(reply.choices for reply in turns[1].replies)


async def test_raising_action_takes_the_whole_turn_back(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    await guide.open(CONVERSATION, "adult")
    before = guide.transcript(CONVERSATION)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the words of a person must not be logged: marmalade")

    monkeypatch.setattr("plan.services.preparing.record_statements", fail)
    with pytest.raises(GuideUnavailable):
        await guide.say(CONVERSATION, "I miss the bowling and my pal Sandy who has moved away to Perth")
    assert guide.transcript(CONVERSATION) == before
    monkeypatch.undo()
    turn = await guide.say(CONVERSATION, "I miss the bowling and my pal Sandy who has moved away to Perth")
    assert turn.number == 1


async def test_failing_store_is_said_and_never_answered_from_empty_memory(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    await guide.open(CONVERSATION, "adult")

    async def fail(self: ConversationStore, sender_id: str) -> None:
        raise OperationalError("select", {}, Exception("disk gone"))

    monkeypatch.setattr(ConversationStore, "retrieve", fail)
    with pytest.raises(GuideUnavailable):
        await guide.say(CONVERSATION, "me")


async def test_nothing_personal_is_logged_when_a_turn_fails(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    await guide.open(CONVERSATION, "adult")

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("marmalade")

    monkeypatch.setattr("plan.services.preparing.record_statements", fail)
    with pytest.raises(GuideUnavailable):
        await guide.say(CONVERSATION, "I miss the marmalade that my mother made with us every January")
    out, err = capfd.readouterr()
    assert "marmalade" not in caplog.text + out + err


async def test_window_stays_small_and_history_stays_whole(guide: Guide) -> None:
    await guide.open(CONVERSATION, "adult")
    seen: list[int] = []
    retrieve = ConversationStore.retrieve

    async def counting(self: ConversationStore, sender_id: str) -> Any:
        tracker = await retrieve(self, sender_id)
        seen.append(current_turn().loaded_events)
        return tracker

    ConversationStore.retrieve = counting  # type: ignore[method-assign]
    try:
        for number in range(40):
            await guide.say(CONVERSATION, ["why do you ask", "who sees this", "thank you", "hello"][number % 4])
    finally:
        ConversationStore.retrieve = retrieve  # type: ignore[method-assign]
    # The whole history is over 500 events by then.
    assert max(seen) <= 120
    assert len(said_by(guide, "person")) == 40
    snapshot = guide.snapshot(CONVERSATION)
    assert snapshot is not None
    assert snapshot.event_count - snapshot.window_start < 40 * TURNS_IN_WINDOW


async def test_form_goes_on_over_the_edge_of_the_window(guide: Guide) -> None:
    await guide.open(CONVERSATION, "adult")
    await guide.say(CONVERSATION, "the full way")
    for _ in range(TURNS_IN_WINDOW + 3):
        await guide.say(CONVERSATION, "who sees this?")
    turn = await guide.say(CONVERSATION, "my garden and my two granddaughters matter most to me")
    assert turn.stage != "welcome"
    with guide.store.unit_of_work(reading=True) as uow:
        assert outline_plan(uow, CONVERSATION)["statements"]


async def test_erasing_leaves_nothing_of_the_conversation(guide: Guide) -> None:
    await guide.open(CONVERSATION, "adult")
    await guide.say(CONVERSATION, "the full way")
    await guide.say(CONVERSATION, "I miss the bowling on a Friday night with my pal Sandy")
    await guide.say(CONVERSATION, "stop and delete everything")
    turn = await guide.say(CONVERSATION, "yes")
    assert turn.finished
    assert guide.transcript(CONVERSATION) == []
    with guide.store.session(reading=True) as session:
        for table in (conversation_table, conversation_event_table):
            assert session.scalar(select(func.count()).select_from(table)) == 0


async def test_two_conversations_do_not_hear_each_other(guide: Guide) -> None:
    await guide.open("a", "adult")
    await guide.open("b", "adult")
    await guide.say("a", "the full way")
    await guide.say("b", "the short way")
    await guide.say("a", "my allotment matters most to me, and the hens")
    with guide.store.unit_of_work(reading=True) as uow:
        assert outline_plan(uow, "b")["statements"] == []


@pytest.mark.parametrize("after", [1, 3])
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path, model: Path, after: int) -> None:
    """A process says its answers as soon as they are given, and is killed without warning while it goes on."""
    program = Path(__file__).parent / "talking_until_killed.py"
    environment = {**os.environ, "WHAT_MATTERS_MODEL": str(model)}
    process = subprocess.Popen(
        [sys.executable, str(program), str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(after + 1)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = subprocess.run(
        [sys.executable, str(program), str(tmp_path), "read"],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    kept = left.stdout.split("\n")
    for line in acknowledged:
        assert line in kept
