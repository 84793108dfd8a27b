"""Decides what an answer is where its words alone do not say: the question helps. Knows nothing of the plan."""

from __future__ import annotations

import re
from typing import Any

from actions.material import Question
from actions.rules_of_kinds import RULES, WORDS_SAID_IN_PASSING, Answer, first, instead, is_bare, may_wish
from actions.telling import (
    has_good_news,
    holds_hard_news,
    holds_on,
    is_obliged,
    is_only_nobody,
    only_greets,
    says_only_who,
    speaks_of_being_there,
    speaks_of_loss,
    speaks_of_not,
    wishes_outright,
)

# "She can know", "he may be told": a part in the plan.
_HAS_A_PART = re.compile(
    r"\b(?:can|could|should|may|must|to) (?:be (?:told|asked|there|involved|in)|know|see|hear|read|come)\b",
    re.IGNORECASE,
)


def as_answered(statements: list[dict[str, Any]], question: Question | None) -> list[dict[str, Any]]:
    """The statements; where none of several is by its own words what was asked for, the first is taken as that."""
    answered = _answered(statements, question)
    if any(speaks_of_loss(each["text"]) for each in statements):
        answered = [_as_mourned(each) for each in answered]
    if question is not None and question.expects == "supporter":
        answered = [_as_part(each) for each in answered]
    return answered


def _answered(statements: list[dict[str, Any]], question: Question | None) -> list[dict[str, Any]]:
    expected = question.expects if question else None
    if expected == "concern":
        said_hard = any(each["kinds"][:1] == ["concern"] for each in statements)
        statements = [_as_hard(each, is_all=not said_hard and not at) for at, each in enumerate(statements)]
    if expected == "strength":
        statements = [_as_good(each) for each in statements]
    plain = [_with_kinds(each, None) for each in statements]
    if expected in (None, "context") or len(statements) == 1:
        return [_with_kinds(each, question) for each in statements]
    if any(each["kinds"][0] == expected for each in plain):
        # "My hands, see. I could not do the buttons": too short to judge by its words, it is what the rest is.
        return [_with_kinds(each, question) if is_bare(each) else each for each in plain]
    return [_with_kinds(statements[0], question), *plain[1:]]


def _as_hard(statement: dict[str, Any], is_all: bool) -> dict[str, Any]:
    """In answer to what is hard: "never done a bill in my life" is no strength, who gave a warning no supporter.

    Args:
        statement: one of the answer.
        is_all: whether no other says what is hard; then "they laugh when I read out loud" is it.
    """
    text = statement["text"]
    no_strength = statement["kinds"][:1] == ["strength"] and (
        speaks_of_not(text) or (is_all and not has_good_news(text))
    )
    no_helper = statement["kinds"][:1] == ["supporter"] and not (speaks_of_being_there(text) or has_good_news(text))
    # "That I'll have to leave when I turn 18" is neither hoped for nor planned.
    no_step = statement["kinds"][:1] == ["step"] and is_obliged(text)
    no_hope = statement["kinds"][:1] == ["aspiration"] and not may_wish(text)
    if not (no_strength or no_helper or no_step or no_hope):
        return statement
    if no_helper:
        return {**statement, "kinds": ["concern"]}
    return {**statement, "kinds": ["concern", *(kind for kind in statement["kinds"][1:] if kind != "concern")]}


def _as_mourned(statement: dict[str, Any]) -> dict[str, Any]:
    """Beside a death, "the house without Eirlys in it" is what is hard and nothing to aim for."""
    if statement["kinds"][:1] != ["aspiration"] or wishes_outright(statement["text"]):
        return statement
    return {**statement, "kinds": instead("concern", "aspiration", statement["kinds"])}


def _as_part(statement: dict[str, Any]) -> dict[str, Any]:
    """ "Denise can be told", in answer to who should have a part, is nothing to do."""
    if statement["kinds"][:1] != ["step"] or not _HAS_A_PART.search(statement["text"]):
        return statement
    return {**statement, "kinds": instead("supporter", "step", statement["kinds"])}


def _as_good(statement: dict[str, Any]) -> dict[str, Any]:
    """In answer to what goes well: "my hands still know what to do, even if I can't see" is that."""
    text = statement["text"]
    if statement["kinds"][:1] != ["concern"] or holds_hard_news(text):
        return statement
    if holds_on(text) or ("strength" in statement["kinds"] and has_good_news(text)):
        return {**statement, "kinds": first("strength", statement["kinds"])}
    return {**statement, "kinds": ["supporter"]} if speaks_of_being_there(text) else statement


def _with_kinds(statement: dict[str, Any], question: Question | None) -> dict[str, Any]:
    """The statement; where its words alone do not tell more than background, the question decides what it is."""
    if only_greets(statement["text"]) or says_only_who(statement["text"]):
        return {**statement, "kinds": ["context"]}
    if is_only_nobody(statement["text"]):
        # In answer to who is there it is a worry; to who should have a part it is nothing to go by.
        return {**statement, "kinds": ["concern" if question and question.id == "people_there" else "context"]}
    if question and question.id == "plan_when" and _is_only_a_time(statement):
        return {**statement, "kinds": ["context"]}
    answer = Answer(statement, question.expects if question else None, question.stage if question else None)
    kinds = list(statement["kinds"])
    for rule in RULES:
        kinds = rule(answer, kinds)
    return {**statement, "kinds": kinds or ["context"]}


def _is_only_a_time(statement: dict[str, Any]) -> bool:
    """ "By May", in answer to by when, is nothing that goes well."""
    said = (statement.get("when") or {}).get("said")
    return bool(said) and len(statement["text"].replace(said, " ").split()) <= WORDS_SAID_IN_PASSING
