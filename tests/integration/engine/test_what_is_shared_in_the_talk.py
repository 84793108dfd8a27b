"""Sharing by word of mouth: what was not read out is not shared."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.guide import Guide
from plan.services import reading

pytestmark = pytest.mark.model

STORY = (
    "I still bake on a Sunday. I can walk to the gate. I do the crossword every day. My garden is grand. "
    "I worry about the stairs. My hands shake at breakfast. I cannot sleep for the pain. I am lonely of an evening. "
    "I am frightened of falling in the bath. I would love to get back to the choir."
)


async def talk(guide: Guide, conversation: str, *said: str) -> list[str]:
    replies: list[str] = []
    await guide.open(conversation)
    for text in said:
        replies += [reply.text for reply in (await guide.say(conversation, text)).replies]
    return replies


@pytest.mark.parametrize("words", ["all", "all of it", "everything"])
async def test_all_means_the_lines_that_were_read_out(guide: Guide, store: Any, words: str) -> None:
    conversation = "d" * 32
    said = await talk(guide, conversation, "me", "short", STORY)
    while not any("Which of these lines may" in each for each in said):
        said += await talk(guide, conversation, "that's right" if "Here is your draft" in " ".join(said) else "skip")
        assert len(said) < 80
    await guide.say(conversation, words)
    with store.unit_of_work(reading=True) as uow:
        lines = reading.draft_lines(uow, conversation)
    heard = " ".join(said)
    shared = [line for line in lines if line.shared]
    assert shared
    assert all(line.text.rstrip(".") in heard for line in shared)
    assert [line for line in lines if not line.shared], "the story is longer than what is read out"
