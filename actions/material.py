"""Reads what a practice lead edits beside the domain: questions, how people name themselves, helplines, support."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent.parent / "bot" / "preparation"


@dataclass(frozen=True)
class Question:
    """One question of the conversation; its words are `utter_ask_<id>` in the domain.

    Attributes:
        unless_told: kind of statement → number; once that many were told the question is not asked.
        only_told: kind of statement → number that must have been told before it is asked.
        says_back: what an answer is said back as, whatever else its words may be; None for what they are.
        about: "outcome" or "service" where it is asked of a particular one.
    """

    id: str
    stage: str
    ways: tuple[str, ...]
    expects: str | None = None
    unless_told: Mapping[str, int] = field(default_factory=dict)
    only_told: Mapping[str, int] = field(default_factory=dict)
    about: str | None = None
    says_back: str | None = None


@dataclass(frozen=True)
class Helpline:
    """A line that a person at risk can ring or text."""

    id: str
    name: str
    number: str
    hours: str
    nations: tuple[str, ...]
    ages: tuple[int | None, int | None]
    categories: tuple[str, ...]
    who_for: tuple[str, ...]
    source: str
    checked: date

    def fits(self, category: str, framework: str | None, nation: str | None = None) -> bool:
        """Whether the line is for this kind of risk and of conversation, and serves the nation where one is set."""
        if nation and nation not in self.nations:
            return False
        if self.who_for and framework not in self.who_for:
            return False
        return "any" in self.categories or category in self.categories


def read_file(name: str) -> Any:
    """The content of one of these files."""
    return YAML(typ="safe").load((FOLDER / name).read_text(encoding="utf-8"))


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of the file."""
    return tuple(
        Question(
            id=record["id"],
            stage=record["stage"],
            ways=tuple(record["ways"]),
            expects=record.get("expects"),
            unless_told=record.get("unless_told", {}),
            only_told=record.get("only_told", {}),
            about=record.get("about"),
            says_back=record.get("says_back"),
        )
        for record in read_file("questions.yml")["questions"]
    )


def questions_of(stage: str) -> tuple[Question, ...]:
    """The questions of one stage, in the order in which they are asked."""
    return tuple(question for question in questions() if question.stage == stage)


def question(question_id: str) -> Question | None:
    """The question with this id, if there is one."""
    return next((each for each in questions() if each.id == question_id), None)


@cache
def helplines() -> tuple[Helpline, ...]:
    """The helpline register."""
    return tuple(
        Helpline(
            id=record["id"],
            name=record["name"],
            number=str(record["number"]),
            hours=record["hours"],
            nations=tuple(record["nations"]),
            ages=(record["ages"][0], record["ages"][1]),
            categories=tuple(record["for"]),
            who_for=tuple(record.get("who_for", ())),
            source=record["source"],
            checked=record["checked"],
        )
        for record in read_file("helplines.yml")["lines"]
    )


def read_choice(name: str, text: str) -> str | None:
    """Which of the choices in who_for.yml the words name, or None.

    Of "short. no go on, full" and "not the full one, short" the last that is not ruled out. Who it is for comes first.
    """
    choices = _read_cached("who_for.yml")[name]
    return _last_match(choices, text) if name.startswith("way") else _first_match(choices, text)


def words_of_choice(name: str, choice: str) -> list[str]:
    """The words by which one of the choices in who_for.yml is named."""
    return [str(each) for each in _read_cached("who_for.yml")[name][choice]]


def read_support(text: str) -> str | None:
    """Which kind of support the words name: service, community or natural; None when they name none."""
    return _first_match(_read_cached("support.yml"), text)


def names_a_provided_thing(text: str) -> bool:
    """Whether a thing that is provided is named, asked for or not."""
    return _first_match({"things": _read_cached("provided_things.yml")["things"]}, text) is not None


def asks_for_a_provided_thing(text: str) -> bool:
    """Whether a wish is for something that is provided: an aid, an adaptation, a benefit, a service."""
    words = _read_cached("provided_things.yml")
    return (
        _first_match({"things": words["things"]}, text) is not None
        and _first_match({"asked_for": words["asked_for"]}, text) is not None
    )


def names_nobody(words: Sequence[str]) -> bool:
    """Whether a word or two in answer to "who?" are no name: "nobody", "just me", "the family"."""
    listed = {str(each).casefold() for each in _read_cached("who_for.yml")["not_a_name"]}
    return all(word.casefold().replace("’", "'") in listed for word in words) or words[0].casefold() in ("not", "no")


def read_lists(name: str) -> dict[str, list[str]]:
    """The lists of words of one file, in small letters."""
    return {key: [str(each).casefold() for each in listed] for key, listed in read_file(name).items()}


@cache
def _read_cached(name: str) -> Any:
    return read_file(name)


def _first_match(choices: Mapping[str, list[str]], text: str) -> str | None:
    plain = text.casefold().replace("’", "'")
    for choice, phrases in choices.items():
        pattern = "|".join(re.escape(str(phrase)) for phrase in phrases)
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", plain):
            return choice
    return None


def _last_match(choices: Mapping[str, list[str]], text: str) -> str | None:
    plain = text.casefold().replace("’", "'")
    found = {
        match.start(): choice
        for choice, phrases in choices.items()
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(re.escape(str(each)) for each in phrases)})(?!\w)", plain)
        if not re.search(r"\bnot (?:the |a |too )?$", plain[: match.start()])
    }
    return found[max(found)] if found else None


def is_clear_yes(message: str) -> bool:
    """Whether a message says in so many words that everything should be deleted (deleting.yml)."""
    words = _read_cached("deleting.yml")
    said = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", message.casefold().replace("’", "'"))
    if not said or len(said) > words["longest"] or set(said) & set(words["against"]):
        return False
    return said[0] in words["yes"] or bool(set(said) & set(words["deleting"]))
