"""Joins what the parts found in one message into the attribute `understanding` (docs/adr/0001);
plain data only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.nlu.clauses import Clause
from bot.nlu.dates import first_to_come
from bot.nlu.direction import direction
from bot.nlu.labelling import Labels
from bot.nlu.labels import TELL
from bot.nlu.listener import reflect
from bot.nlu.outright import said_outright
from bot.nlu.particulars import Particulars
from bot.nlu.risk import Risk
from bot.nlu.wording import word

SPOKEN_ANYWAY = frozenset({"upset", "change_answer"})
"""Acts whose words still tell something, so that their clauses are kept."""

_LIKELY_DANGER = 0.35
"""Score of danger from which what looks good in a message without a worry is one: below the score at which the
conversation mentions help (0.5), because here a mistake only moves a line of the draft.
"""

_GOOD = {"strength", "supporter"}

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
    *,
    said_back: bool = True,
) -> dict[str, Any]:
    """The `understanding` of a message.

    Args:
        clauses: the clauses of the message.
        labels: kinds and themes of each clause, in the same order.
        act: an act, or `tell`.
        act_confidence: 0..1.
        risk: what the risk detector says.
        found: who, when and which numbers were named in it.
        said_back: whether `reflection` and `wording` are wanted; they are left out where nobody hears them.
    """
    short = sum(len(clause.text.split()) for clause in clauses) <= SHORT
    # "What's the use of carrying on" looks like a question about the question.
    turned_aside = act != TELL and act not in SPOKEN_ANYWAY and short and not risk.at_risk
    kept = [] if turned_aside else list(zip(clauses, _as_told_in_danger(labels, risk), strict=True))
    if act == TELL and len(kept) > 1 and said_outright(kept[0][0].text) == "dont_know":
        kept = kept[1:]
    return {
        "act": None if act == TELL else act,
        "act_confidence": round(act_confidence, 4),
        "statements": [
            _statement(clause, held, found) | (_spoken(clause) if said_back else {}) for clause, held in kept
        ],
        "numbers": [{"said": r.said, "value": r.value} for r in found.ratings],
        "risk": {"at_risk": risk.at_risk, "category": risk.category, "score": risk.score},
    }


def _as_told_in_danger(labels: Sequence[Labels], risk: Risk) -> Sequence[Labels]:
    """The labels; where someone may well be in danger and nothing is a worry, what looked good is one.

    "My care worker shouts at me and grabs my arm" names nobody who is there for them.
    """
    if risk.score < _LIKELY_DANGER or any("concern" in each.kinds for each in labels):
        return labels
    good = _GOOD | ({"aspiration"} if risk.category == "suicide_self_harm" else set())

    def worry(kinds: list[str]) -> list[str]:
        return ["concern", *(kind for kind in kinds if kind not in good)] if good & set(kinds) else kinds

    return [replace(each, kinds=worry(each.kinds), kinds_alone=worry(each.kinds_alone)) for each in labels]


def _statement(clause: Clause, labels: Labels, found: Particulars) -> dict[str, Any]:
    when = first_to_come([w for w in found.whens if clause.start <= w.start < clause.end])
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
        "kinds_alone": labels.kinds_alone,
        "themes": labels.themes,
        "people": people,
        "when": when and {"said": when.said, "date": when.date.isoformat() if when.date else None},
        "direction": direction(clause.text),
    }


def _spoken(clause: Clause) -> dict[str, str | None]:
    return {"reflection": reflect(clause.text, clause.words), "wording": word(clause.text)}
