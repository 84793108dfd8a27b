"""The words of the pages are all there, and plain enough."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import textstat

import bot.web
from bot.web.pages.practitioner_steps import STEPS
from bot.web.presenters.line_forms import KINDS
from bot.web.presenters.line_view import SHOWN
from bot.web.refusing import WORDS
from bot.web.rendering import load_words
from plan.model.vocabulary import ActionStatus, Direction, Judgement, Part, RatingOf, Resource, State, Support
from tests.integration.web.checked_client import CheckedClient

HERE = Path(bot.web.__file__).parent


class Prose(HTMLParser):
    """The paragraphs and list items of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sentences: list[str] = []
        self._reading = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("p", "li", "h1", "h2"):
            self._reading = True
            self.sentences.append("")

    def handle_endtag(self, tag: str) -> None:
        self._reading = self._reading and tag not in ("p", "li", "h1", "h2")

    def handle_data(self, data: str) -> None:
        if self._reading:
            self.sentences[-1] += data


def test_every_word_that_code_uses_has_its_plain_word() -> None:
    words = load_words()
    fields = {name for names in SHOWN.values() for name in names}
    assert fields <= set(words["facts"])
    meant = {*Support, *Resource, *Judgement, *ActionStatus} | {"yes", "no"}
    assert {str(word) for word in meant} <= set(words["meanings"])
    assert set(map(str, State)) == set(words["states"]) == set(words["states_for_practitioner"])
    assert set(map(str, Direction)) == set(words["directions"])
    assert set(map(str, RatingOf)) == set(words["ratings"])
    assert {str(part) for part in Part} >= set(words["parts"])
    assert set(WORDS.values()) | {"not_changed"} <= set(words["problems"])
    assert {f"step_{name.replace('-', '_')}" for name in STEPS} <= set(words["notices"])
    for kinds in KINDS.values():
        for name, (kind, _) in kinds.items():
            assert name in words["ticks" if kind == "tick" else "asks"]


def test_notices_that_code_names_are_there() -> None:
    named = set()
    for file in HERE.rglob("*.py"):
        named |= set(re.findall(r'say_next\("([a-z_]+)"', file.read_text()))
    assert len(named) > 8
    assert named <= set(load_words()["notices"])


@pytest.mark.parametrize("path", ["/", "/privacy", "/accessibility", "/come-back"])
def test_pages_are_plain_enough_for_a_child_of_eleven(client: CheckedClient, path: str) -> None:
    text = " ".join(" ".join(part.split()).rstrip(".") + "." for part in Prose(client.get(path).text).sentences)
    assert textstat.flesch_kincaid_grade(text) <= 6, text


@pytest.mark.parametrize("path", ["/held", "/draft/delete", "/pause", "/draft/sharing"])
def test_persons_pages_are_plain_enough_too(person: CheckedClient, path: str) -> None:
    text = " ".join(" ".join(part.split()).rstrip(".") + "." for part in Prose(person.get(path).text).sentences)
    assert textstat.flesch_kincaid_grade(text) <= 6, text


def test_sentences_of_the_pages_are_plain_too() -> None:
    words = load_words()
    sentences = [*words["notices"].values(), *words["problems"].values()]
    sentences += [each["text"] for each in words["errors"].values()]
    assert textstat.flesch_kincaid_grade(" ".join(sentences)) <= 6
