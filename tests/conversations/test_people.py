"""Scripted people talk with the real guide; each file under people/ says who it is and what must come of it.

What a good guide would do and ours does not do yet stands under `not_yet` in the same file, and is not asserted.
"""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from ruamel.yaml import YAML

from bot.command.replaying import STAGES, Script, play
from bot.engine.guide import Guide
from plan.bootstrap import open_store

TODAY = date(2026, 11, 22)
PEOPLE = sorted((Path(__file__).parent / "people").glob("*.yml"))
pytestmark = pytest.mark.model


def read_person(file: Path) -> dict[str, Any]:
    person: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return person


def script_of(person: dict[str, Any]) -> Script:
    if "lines" in person:
        return Script(lines=[str(line) for line in person["lines"]])
    answers = {stage: [str(each) for each in said] for stage, said in person["answers"].items()}
    return Script(answers=answers, otherwise=str(person.get("otherwise", "I don't know")))


@pytest.fixture(scope="module", params=PEOPLE, ids=lambda file: file.stem)
def person(request: pytest.FixtureRequest) -> dict[str, Any]:
    return read_person(request.param)


@pytest.fixture(scope="module")
def played(person: dict[str, Any], processor: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The whole conversation, played once, with the guide's lines and their kinds under `lines`."""
    folder = tmp_path_factory.mktemp("played")
    store = open_store(f"sqlite:///{folder / 'played.db'}", key=Fernet.generate_key().decode(), key_file=folder / "key")
    try:
        guide = Guide(store, processor, TODAY)
        played = asyncio.run(play(guide, script_of(person), person.get("framework")))
        return {**played, "lines": guide.transcript(only_conversation(guide))}
    finally:
        store.close()


def squashed(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def words_of(part: str, plan: dict[str, Any]) -> list[str]:
    outcomes = plan["outcomes"]
    found = {
        "statements": [each["text"] for each in plan["statements"]],
        "outcomes": [each["wording"] for each in outcomes],
        "indicators": [each for outcome in outcomes for each in outcome["indicators"]],
        "actions": [each["what"] for outcome in outcomes for each in outcome["actions"]],
        "whos": [each["who"] or "" for outcome in outcomes for each in outcome["actions"]],
        "whens": [each["when"] or "" for outcome in outcomes for each in outcome["actions"]],
        "people": [f"{each['name']} {each['relation'] or ''}" for each in plan["people"]],
        "strengths": [each["text"] for each in plan["statements"] if "strength" in each["kinds"]],
        "concerns": [each["text"] for each in plan["statements"] if "concern" in each["kinds"]],
        "numbers": [str(each["now"]) for each in outcomes if each["now"] is not None],
    }
    return [squashed(each) for each in found[part]]


def test_draft_holds_what_they_said_and_nothing_else(person: dict[str, Any], played: dict[str, Any]) -> None:
    plan, said = played["plan"], [line for line in played["transcript"] if line["who"] == "person"]
    for part, expected in (person.get("draft_has") or {}).items():
        for words in expected:
            assert any(squashed(str(words)) in each for each in words_of(part, plan)), (
                part,
                words,
                words_of(part, plan),
            )
    for part, unwanted in (person.get("draft_has_not") or {}).items():
        for words in unwanted:
            assert not any(squashed(str(words)) in each for each in words_of(part, plan)), (part, words)
    for statement in plan["statements"]:
        assert statement["text"] in said[statement["turn"] - 1]["text"], "a statement is not what was said in its turn"
    for outcome in plan["outcomes"]:
        assert outcome["sources"], "an outcome has no source"
        for turn in outcome["sources"]:
            assert 1 <= turn <= len(said)


def test_no_question_is_asked_twice(played: dict[str, Any]) -> None:
    """Coming back to the open question after an aside is no second asking."""
    asked: dict[str, int] = {}
    for line in played["lines"]:
        if line.kind == "question":
            assert line.text not in asked or line.turn - asked[line.text] <= 2, f"asked again: {line.text}"
            asked[line.text] = line.turn


def test_conversation_goes_as_far_as_it_should(person: dict[str, Any], played: dict[str, Any]) -> None:
    if "finishes" in person:
        assert played["finished"] is person["finishes"]
    if "stage" in person:
        assert played["stage"] == person["stage"]
    if "at_most_turns" in person:
        said = [line for line in played["transcript"] if line["who"] == "person"]
        assert len(said) <= person["at_most_turns"]
    guide_words = squashed(" ".join(line["text"] for line in played["transcript"] if line["who"] == "guide"))
    for words in person.get("guide_says") or []:
        assert squashed(words) in guide_words, words
    for words in person.get("guide_never_says") or []:
        assert squashed(words) not in guide_words, words


def only_conversation(guide: Guide) -> str:
    from sqlalchemy import select

    from plan.store.database import conversation_table

    with guide.store.session(reading=True) as session:
        return str(session.scalars(select(conversation_table.c.id)).one())


def test_people_are_written_as_the_replay_command_reads_them() -> None:
    assert len(PEOPLE) >= 10
    for file in PEOPLE:
        person = read_person(file)
        assert person["about"], file
        assert set(person.get("answers", {})) <= set(STAGES), file
