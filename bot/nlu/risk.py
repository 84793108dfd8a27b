"""Says whether someone may be in danger; recall first, then negation, past, idiom and other people's
news taken out.

The score is the classifier's probability for the message, of a long one for its most telling stretch, raised where a
phrase says danger outright and lowered where the only sign of danger is an idiom. Knows nothing of
what the guide does about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.nlu.encoder import Encoded
from bot.nlu.heads import ChoiceHead
from bot.nlu.labels import NO_RISK
from bot.nlu.lexicon import read_lexicon

_PHRASE = 0.3
"""How far a phrase of danger moves the score towards certainty. Not all the way: in the training data
the same words are as often said of a parrot, a film or a stuffy church.
"""

_MENTIONED = 0.5
"""The score that a phrase about not wanting to live has at the least: who can help is mentioned from there on."""

_IDIOM = 0.5
"""What an idiom leaves of the score."""


@dataclass(frozen=True)
class Risk:
    """Whether someone may be in danger, which kind, and how sure (0..1)."""

    at_risk: bool
    category: str | None
    score: float


@dataclass(frozen=True)
class _Lexicon:
    danger: tuple[tuple[str, re.Pattern[str]], ...]
    settled: re.Pattern[str]
    idioms: re.Pattern[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = read_lexicon("risk")
    danger = tuple(
        (category, re.compile("|".join(f"(?:{p})" for p in patterns), re.I))
        for category, patterns in data["danger"].items()
    )
    settled, idioms = (re.compile("|".join(f"(?:{p})" for p in data[key]), re.I) for key in ("settled", "idioms"))
    return _Lexicon(danger, settled, idioms)


def detect(text: str, head: ChoiceHead, encoded: Encoded) -> Risk:
    """Judges one message.

    Args:
        text: what was typed.
        head: the head for categories, with `none` as its default.
        encoded: its vectors.
    """
    # Signs alone are nothing the head was ever taught.
    if not any(sign.isalpha() for sign in text):
        return Risk(False, None, 0.0)
    # Danger in one clause of a long message must not drown in the rest, and many harmless ones must not add up to it; a
    # clause of an ordinary message is judged with what stands around it ("years ago", "on the telly").
    rows = head.probabilities(encoded.stretches)
    row = rows[int(np.argmin(rows[:, head.labels.index(NO_RISK)]))]
    probabilities = dict(zip(head.labels, row.tolist(), strict=True))
    return judge(text, probabilities, head.threshold)


def judge(text: str, probabilities: dict[str, float], threshold: float) -> Risk:
    """Joins the classifier's probabilities with the phrases of the lexicon.

    Args:
        text: what was typed.
        probabilities: the classifier's probability of each category and of `none`.
        threshold: score from which someone counts as at risk.
    """
    lexicon = _lexicon()
    category, likeliest = max(((c, p) for c, p in probabilities.items() if c != NO_RISK), key=lambda pair: pair[1])
    score = 1 - probabilities[NO_RISK]
    settled = lexicon.settled.search(text) is not None
    bare = lexicon.idioms.sub(" ", text)
    if bare != text:
        score *= _IDIOM
    if not settled:
        for named, pattern in lexicon.danger:
            if pattern.search(bare):
                category = category if likeliest > score / 2 else named
                score += (1 - score) * _PHRASE
                if named == "suicide_self_harm":
                    score = max(score, _MENTIONED)
                break
    at_risk = score >= threshold
    return Risk(at_risk, category if at_risk else None, round(float(score), 4))
