"""Joins what the parts found in one message into the attribute `understanding` (docs/adr/0001);
plain data only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.nlu.clauses import Clause
from bot.nlu.labelling import Labels
from bot.nlu.labels import TELL
from bot.nlu.listener import reflect, word
from bot.nlu.particulars import Particulars
from bot.nlu.risk import Risk

_KEEP = re.compile(
    r"\b(?:keep|stay(?:ing)? (?:put|as|here|in my|where)|"
    r"carry on|as (?:it is|things are)|the same as|still be able|hold on to|go on (?:living|doing))\b",
    re.I,
)
_SLOW = re.compile(
    r"\b(?:not (?:get|be getting) (?:any )?worse|slow (?:it|things|this) down|"
    r"as long as (?:i can|possible)|hang on to)\b",
    re.I,
)

SPOKEN_ANYWAY = frozenset({"upset", "change_answer"})
"""Acts whose words still tell something, so that their clauses are kept."""

SHORT = 8
"""Most words of a message that turns aside and tells nothing else; of a longer one the clauses are
kept, and the dialogue decides.
"""


def build(
    clauses: Sequence[Clause],
    labels: Sequence[Labels],
    act: str,
    act_confidence: float,
    risk: Risk,
    found: Particulars,
) -> dict[str, Any]:
    """The `understanding` of a message.

    Args:
        clauses: the clauses of the message.
        labels: kinds and themes of each clause, in the same order.
        act: an act, or `tell`.
        act_confidence: 0..1.
        risk: what the risk detector says.
        found: who, when and which numbers were named in it.
    """
    short = sum(len(clause.text.split()) for clause in clauses) <= SHORT
    turned_aside = act != TELL and act not in SPOKEN_ANYWAY and short
    kept = [] if turned_aside else list(zip(clauses, labels, strict=True))
    return {
        "act": None if act == TELL else act,
        "act_confidence": round(act_confidence, 4),
        "statements": [_statement(clause, held, found) for clause, held in kept],
        "numbers": [{"said": r.said, "value": r.value} for r in found.ratings],
        "risk": {"at_risk": risk.at_risk, "category": risk.category, "score": risk.score},
    }


def _statement(clause: Clause, labels: Labels, found: Particulars) -> dict[str, Any]:
    whens = [w for w in found.whens if clause.start <= w.start < clause.end]
    when = next((w for w in whens if w.date is not None), whens[0] if whens else None)
    people = [
        {"said": p.said, "name": p.name, "relation": p.relation}
        for p in found.people
        if clause.start <= p.start < clause.end
    ]
    return {
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
        "kinds": labels.kinds,
        "themes": labels.themes,
        "people": people,
        "when": when and {"said": when.said, "date": when.date.isoformat() if when.date else None},
        "direction": direction(clause.text),
        "reflection": reflect(clause.text),
        "wording": word(clause.text),
    }


def direction(text: str) -> str:
    """Whether something is to change, to be kept, or to be lost more slowly
    (shared/design/plan.md).
    """
    if _SLOW.search(text):
        return "slow_decline"
    return "keep" if _KEEP.search(text) else "change"
