"""What is suggested is itself heard as open by the trained coder, and reaches the message and the command."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from bot.command.coding import command
from bot.nlu.code import code_line
from bot.nlu.components.attributes import BEHAVIOURS, SUGGESTION
from bot.nlu.components.turn_reworder import TurnReworder
from bot.nlu.trained import NoModel, load_coder

pytestmark = pytest.mark.model

CASES: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parents[2] / "unit/nlu/rewordings.yml").read_text(encoding="utf-8")
)
_SHUT = {"closed_question", "leading_question", "multiple_questions", "confront", "direct", "dismissive"}


@pytest.fixture(autouse=True, scope="module")
def _trained() -> None:
    try:
        load_coder()
    except NoModel as missing:
        pytest.skip(f"not trained: {missing}")


def test_nearly_every_suggestion_is_coded_as_open() -> None:
    said = sorted({case["suggestion"] for case in CASES})
    shut = [text for text in said if not _is_open(code_line(text)["behaviours"])]
    assert len(shut) <= 0.03 * len(said), shut


def _is_open(behaviours: list[str]) -> bool:
    return "open_question" in behaviours and not _SHUT & set(behaviours)


def test_a_message_carries_what_to_say_instead() -> None:
    message = Message({"text": "Do you sleep? And do you eat?"})
    message.set(BEHAVIOURS, {"behaviours": ["closed_question", "multiple_questions"], "why": {}})
    TurnReworder({}).process([message])
    held = message.as_dict(only_output_properties=True)[SUGGESTION]
    assert held["text"] == "How are your nights?"
    assert (held["picked"], held["straight"], held["kind"]) == ("Do you sleep?", False, "multiple_questions")
    assert held["text"] not in held["others"] and held["others"]


def test_a_message_without_need_carries_none() -> None:
    message = Message({"text": "What helps?"})
    message.set(BEHAVIOURS, {"behaviours": ["open_question"], "why": {}})
    assert TurnReworder({}).process([message])[0].get(SUGGESTION) is None


def test_the_command_prints_a_suggestion_only_when_asked_to() -> None:
    runner = CliRunner()
    plain = runner.invoke(command, [], input="Do you sleep all right?\n")
    told = runner.invoke(command, ["--suggest"], input="Do you sleep all right?\n")
    assert '"suggestion"' not in plain.stdout
    assert '"suggestion": "How are your nights?"' in told.stdout
