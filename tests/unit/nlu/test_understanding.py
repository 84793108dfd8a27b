"""What was found in a message is joined; where somebody may be in danger nothing is taken for good."""

from __future__ import annotations

import pytest

from bot.nlu.clauses import Clause
from bot.nlu.labelling import Labels
from bot.nlu.particulars import Particulars
from bot.nlu.risk import Risk
from bot.nlu.understanding import build

NOTHING = Particulars([], [], [])
SHOUTS = "My care worker shouts at me"


def _kinds(risk: Risk, *kinds: list[str], act: str = "tell") -> list[list[str]]:
    clauses = [Clause(SHOUTS, 0, len(SHOUTS))] * len(kinds)
    labels = [Labels(each, each, {}) for each in kinds]
    told = build(clauses, labels, act, 1.0, risk, NOTHING, said_back=False)
    return [each["kinds"] for each in told["statements"]]


@pytest.mark.parametrize(
    ("category", "score", "kinds", "expected"),
    [
        ("abuse_by_others", 0.9, [["supporter"], ["strength", "supporter"]], [["concern"], ["concern"]]),
        ("abuse_by_others", 0.9, [["supporter"], ["concern"]], [["supporter"], ["concern"]]),
        ("abuse_by_others", 0.9, [["aspiration"]], [["aspiration"]]),
        ("suicide_self_harm", 0.9, [["aspiration"]], [["concern"]]),
        ("abuse_by_others", 0.3, [["supporter"]], [["supporter"]]),
    ],
)
def test_in_danger_nothing_is_taken_for_good(
    category: str, score: float, kinds: list[list[str]], expected: list[list[str]]
) -> None:
    assert _kinds(Risk(True, category, score), *kinds) == expected


def test_words_of_danger_are_kept_whatever_act_they_look_like() -> None:
    assert _kinds(Risk(True, "suicide_self_harm", 0.3), ["concern"], act="ask_why") == [["concern"]]
    assert _kinds(Risk(False, None, 0.1), ["concern"], act="ask_why") == []
