"""Checks of the data beside the code. Each mistake is one plain sentence with the file and the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from actions.telling import LISTS
from bot.nlu.labels import KINDS

PREPARATION = Path(__file__).parent.parent / "preparation"
STAGES = (
    "welcome",
    "what_matters",
    "strengths",
    "concerns",
    "aspirations",
    "people",
    "where_now",
    "towards_a_plan",
    "summary",
)
KINDS_AND_ANY = (*KINDS, "any")
# An entry of the helpline register must have been checked within this time.
CHECKED_WITHIN = timedelta(days=365)


def find_mistakes(today: date | None = None) -> list[str]:
    """Every mistake found; none means that the data can be used."""
    try:
        domain = read_domain()
        questions = _yaml("questions.yml").get("questions", [])
        lines = _yaml("helplines.yml").get("lines", [])
        words = _yaml("telling.yml")
        talks = _yaml("talks.yml")
    except (YAMLError, OSError) as error:
        return [f"bot/preparation: {error}"]
    return [
        *_questions(questions, domain),
        *_placeholders(domain),
        *_helplines(lines, today or date.today()),
        *_lists_of_words(words),
        *_answers_in_talks(talks),
    ]


def read_domain() -> dict[str, Any]:
    """All domain files as one."""
    whole: dict[str, Any] = {"responses": {}, "slots": {}, "forms": {}}
    for file in sorted((PREPARATION / "domain").glob("*.yml")):
        part = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        for key in whole:
            whole[key].update(part.get(key) or {})
    return whole


def _yaml(name: str) -> dict[str, Any]:
    content = YAML(typ="safe").load((PREPARATION / name).read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}


def _questions(questions: list[dict[str, Any]], domain: dict[str, Any]) -> Iterator[str]:
    where = "bot/preparation/questions.yml"
    seen: set[str] = set()
    for question in questions:
        name = question.get("id", "?")
        if name in seen:
            yield f"{where}: {name}: stands there twice"
        seen.add(name)
        if question.get("stage") not in STAGES:
            yield f"{where}: {name}: stage {question.get('stage')!r} is none of {', '.join(STAGES)}"
        if not set(question.get("ways", [])) <= {"short", "full"} or not question.get("ways"):
            yield f"{where}: {name}: ways must name short, full, or both"
        for key in ("unless_told", "only_told"):
            for kind in question.get(key) or {}:
                if kind not in KINDS_AND_ANY:
                    yield f"{where}: {name}: {key}: {kind!r} is no kind of statement"
        form = domain["forms"].get(f"{question.get('stage')}_form") or {}
        if name not in form.get("required_slots", []):
            yield f"{where}: {name}: {question.get('stage')}_form does not list it under required_slots"
        for response in (f"utter_ask_{name}", f"utter_why_{name}"):
            if response not in domain["responses"]:
                yield f"{where}: {name}: no words for it; {response} is missing in the domain"
        variants = domain["responses"].get(f"utter_ask_{name}") or []
        if all("condition" in variant for variant in variants):
            yield f"{where}: {name}: utter_ask_{name} needs one variant without a condition"


# What the code fills in; everything else in braces must be a slot.
_FILLED_IN = {
    "Clause",
    "clause",
    "second",
    "quote",
    "names",
    "count",
    "number",
    "low",
    "high",
    "numbers",
    "words",
    "said",
    "date",
    "code",
    "name",
    "hours",
    "who",
    "old",
    "new",
    "reason",
    "part",
}


def _placeholders(domain: dict[str, Any]) -> Iterator[str]:
    for response, variants in domain["responses"].items():
        for variant in variants:
            text = str(variant.get("text", ""))
            if not text.strip():
                yield f"domain: {response}: a variant has no words"
            for name in re.findall(r"{([^{}]*)}", text):
                if name not in _FILLED_IN and name not in domain["slots"]:
                    yield f"domain: {response}: nothing fills in {{{name}}}"


def _lists_of_words(words: dict[str, Any]) -> Iterator[str]:
    where = "bot/preparation/telling.yml"
    for name in sorted(LISTS - set(words)):
        yield f"{where}: the list {name} is missing"
    for name, listed in words.items():
        if name not in LISTS:
            yield f"{where}: nothing reads a list {name}"
        elif not isinstance(listed, list) or not listed or not all(isinstance(each, str) and each for each in listed):
            yield f"{where}: {name} must be a list of words; put quotes around a word such as “no”"


def _answers_in_talks(talks: dict[str, Any]) -> Iterator[str]:
    where = "bot/preparation/talks.yml"
    answers = talks.get("answers") or {}
    for name in sorted({"accept", "decline", "counter", "not_yet", "comment", "leave"} - set(answers)):
        yield f"{where}: answers: {name} is missing"
    for name, patterns in answers.items():
        for pattern in patterns or []:
            try:
                re.compile(str(pattern))
            except re.error as error:
                yield f"{where}: answers: {name}: {pattern!r}: {error}"
    for name in ("hedges", "because", "openings", "new_line"):
        if not talks.get(name) or not all(isinstance(each, str) for each in talks[name]):
            yield f"{where}: {name} must be a list of words; put quotes around a word such as “no”"


def _helplines(lines: list[dict[str, Any]], today: date) -> Iterator[str]:
    where = "bot/preparation/helplines.yml"
    for line in lines:
        for key in ("id", "name", "number", "hours", "nations", "ages", "for", "source", "checked"):
            if line.get(key) in (None, "", []):
                yield f"{where}: {line.get('id', '?')}: {key} is missing"
        checked = line.get("checked")
        if isinstance(checked, date) and today - checked > CHECKED_WITHIN:
            yield f"{where}: {line.get('id')}: last checked on {checked}, more than 12 months ago"
