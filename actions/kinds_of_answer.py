"""Decides what an answer is where its words alone do not say: the question helps. Knows nothing of the plan."""

from __future__ import annotations

from typing import Any

from actions.material import Question, asks_for_a_provided_thing

# "The dug": what it is follows from the question, not from the words.
WORDS_TOO_FEW_TO_JUDGE = 3
# "I want one of them scooters"; a longer wish says what it is for as well.
WORDS_OF_A_REQUEST = 9
# A name alone is no wish, even in answer to "what would you like?".
WORDS_OF_A_WISH = 3
# Stages in which things are wished for rather than planned.
_BEFORE_A_PLAN = ("what_matters", "strengths", "concerns", "aspirations")


def as_answered(statements: list[dict[str, Any]], question: Question | None) -> list[dict[str, Any]]:
    """The statements; where none of several is by its own words what was asked for, the first is taken as that."""
    expected = question.expects if question else None
    plain = [_with_kinds(each, None) for each in statements]
    if expected is None or len(statements) == 1:
        return [_with_kinds(each, question) for each in statements]
    if any(each["kinds"][0] == expected for each in plain):
        return plain
    return [_with_kinds(statements[0], question), *plain[1:]]


def _with_kinds(statement: dict[str, Any], question: Question | None) -> dict[str, Any]:
    """The statement; where its words alone do not tell more than background, the question decides what it is."""
    kinds = list(statement["kinds"])
    expected = question.expects if question else None
    bare = len(statement["text"].split()) <= WORDS_TOO_FEW_TO_JUDGE and "service_request" not in kinds
    if expected and expected not in kinds[:1] and (kinds in ([], ["context"]) or bare):
        kinds = [expected, *(kind for kind in kinds if kind not in (expected, "context") and not bare)]
    short = len(statement["text"].split()) <= WORDS_OF_A_REQUEST
    if kinds[:1] == ["aspiration"] and short and asks_for_a_provided_thing(statement["text"]):
        kinds = ["service_request", *(kind for kind in kinds if kind != "service_request")]
    if kinds[:1] == ["step"] and "aspiration" in kinds and (question is None or question.stage in _BEFORE_A_PLAN):
        # "Seeing my grandchildren more than once a month" is wanted before anybody plans it.
        kinds = ["aspiration", *(kind for kind in kinds if kind != "aspiration")]
    says_enough = len(statement["text"].split()) >= WORDS_OF_A_WISH
    hoped_for = expected == "aspiration" and not {"aspiration", "service_request"} & set(kinds)
    if hoped_for and says_enough and kinds and kinds[0] != "concern":
        # "If things were going well, what would you be doing?" – "I walk to the shops with Bess."
        kinds = ["aspiration", *kinds]
    return {**statement, "kinds": kinds or ["context"]}
