"""The checks of what a practice lead edits, and what the guide must never say by itself."""

import re
from datetime import date

import pytest

from bot.command.word_checks import find_mistakes, read_domain

NEVER = ("you must", "you have to", "you should", "i know best", "i understand how you feel", "thank you for sharing")


def test_the_files_in_the_repository_hold_no_mistake() -> None:
    assert find_mistakes(date(2026, 11, 22)) == []


def test_a_helpline_not_checked_for_a_year_is_a_mistake() -> None:
    assert any("more than 12 months ago" in mistake for mistake in find_mistakes(date(2028, 1, 1)))


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
