"""The checks of what a practice lead edits, and what the guide must never say by itself."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.command import word_checks
from bot.command.word_checks import find_mistakes, read_domain

NEVER = ("you must", "you have to", "you should", "i know best", "i understand how you feel", "thank you for sharing")


def test_the_files_in_the_repository_hold_no_mistake() -> None:
    assert find_mistakes(date(2026, 11, 22)) == []


def test_a_helpline_not_checked_for_a_year_is_a_mistake() -> None:
    assert any("more than 12 months ago" in mistake for mistake in find_mistakes(date(2028, 1, 1)))


def test_a_list_of_words_that_is_empty_or_missing_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(word_checks.PREPARATION, tmp_path / "preparation")
    monkeypatch.setattr(word_checks, "PREPARATION", tmp_path / "preparation")
    file = tmp_path / "preparation" / "telling.yml"
    words = file.read_text(encoding="utf-8").replace("late: [late]", "late: []").replace("\nmeant:", "\nmeent:")
    file.write_text(words, encoding="utf-8")
    mistakes = find_mistakes(date(2026, 11, 22))
    assert [each.split(": ", 1)[1].split(";")[0] for each in mistakes] == [
        "the list meant is missing",
        "late must be a list of words",
        "nothing reads a list meent",
    ]


def test_an_answer_that_cannot_be_read_or_is_missing_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(word_checks.PREPARATION, tmp_path / "preparation")
    monkeypatch.setattr(word_checks, "PREPARATION", tmp_path / "preparation")
    file = tmp_path / "preparation" / "talks.yml"
    words = file.read_text(encoding="utf-8").replace('"how about"', '"how about("').replace("\n  leave:", "\n  leaf:")
    file.write_text(words, encoding="utf-8")
    mistakes = [each.split(": ", 1)[1] for each in find_mistakes(date(2026, 11, 22))]
    assert mistakes[0] == "answers: leave is missing"
    assert mistakes[1].startswith("answers: counter: 'how about('")


@pytest.mark.parametrize("words", NEVER)
def test_guide_never_says(words: str) -> None:
    said = [(name, variant["text"]) for name, variants in read_domain()["responses"].items() for variant in variants]
    assert [name for name, text in said if re.search(rf"\b{words}\b", str(text).casefold())] == []


def test_every_question_is_one_question() -> None:
    responses = read_domain()["responses"]
    asked = [
        (name, str(each["text"]))
        for name, variants in responses.items()
        if name.startswith("utter_ask_")
        for each in variants
    ]
    assert [name for name, text in asked if text.count("?") > 1 and "safety" not in name] == []
