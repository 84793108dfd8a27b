"""A finding of a rule, and the words for it, which are data in findings.yml beside this module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from plan.explanations import explain, read_yaml
from plan.model.lines import PlanLine

FILE = "findings.yml"
PARAGRAPHS = range(1, 22)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found missing: why it matters (with its paragraph) and the question to ask
    next.
    """

    rule: str
    paragraph: str
    why: str
    ask_next: str
    line_id: str | None = None
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleWords:
    """The words that belong to a rule; `{line}` in them stands for the line they are about."""

    paragraph: str
    why: str
    ask_next: str


class BrokenFindings(ValueError):
    """findings.yml cannot be used; the text says where and why, in plain words."""


@cache
def load_words() -> dict[str, RuleWords]:
    """The words of all rules by name. Raises BrokenFindings for an entry that cannot be used."""
    data = read_yaml(files("plan.rules").joinpath(FILE).read_text(encoding="utf-8"))
    if mistakes := check_words(data, data):
        raise BrokenFindings("\n".join(mistakes))
    return {
        rule: RuleWords(
            paragraph=str(words["paragraph"]),
            why=str(words["why"]).strip(),
            ask_next=str(words["ask_next"]).strip(),
        )
        for rule, words in data.items()
        if rule != "words"
    }


@cache
def load_word_list(name: str) -> frozenset[str]:
    """A list of words that a rule looks for, from the same file."""
    data = read_yaml(files("plan.rules").joinpath(FILE).read_text(encoding="utf-8"))
    return frozenset(str(word).casefold() for word in data["words"][name])


def check_words(data: dict[str, Any], rules: Iterable[str]) -> list[str]:
    """What is wrong with the words of the rules, each mistake as a plain sentence."""
    entries = {rule: words for rule, words in data.items() if rule != "words"}
    known = [rule for rule in rules if rule != "words"]
    wrong = [explain("finding_missing", rule=rule) for rule in known if rule not in entries]
    wrong += [explain("finding_unknown", rule=rule) for rule in entries if rule not in known]
    for rule, words in entries.items():
        empty = [key for key in ("paragraph", "why", "ask_next") if not str(words.get(key) or "").strip()]
        wrong += [explain("finding_without", rule=rule, key=key) for key in empty]
        if not empty:
            wrong += _check_entry(rule, words)
    return wrong


def _check_entry(rule: str, words: dict[str, Any]) -> list[str]:
    wrong = []
    numbers = str(words["paragraph"]).replace("–", "-").split("-")
    if not all(number.isdecimal() and int(number) in PARAGRAPHS for number in numbers):
        wrong.append(explain("finding_paragraph", rule=rule, paragraph=words["paragraph"]))
    question = str(words["ask_next"]).strip()
    if question.count("?") != 1 or not question.endswith("?"):
        wrong.append(explain("finding_question", rule=rule))
    return wrong


def explain_finding(rule: str, about: str) -> str:
    """Why a rule matters for the line that it is about, for a finding that was kept by its name."""
    return load_words()[rule].why.format(line=about)


def found(rule: str, line: PlanLine | None = None, about: str | None = None) -> Finding:
    """A finding of a rule, about a line of the plan or about the whole of it."""
    words = load_words()[rule]
    named = about or (line.text if line else "")
    return Finding(
        rule=rule,
        paragraph=words.paragraph,
        why=words.why.format(line=named),
        ask_next=words.ask_next.format(line=named),
        line_id=line.id if line else None,
        about=named,
    )
