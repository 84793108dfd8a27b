"""Says whether someone may be in danger; recall first, then negation, past, idiom and other
people's news taken out.

The score is the classifier's probability, raised where a phrase says danger outright and lowered
where the only sign of danger is an idiom. Knows nothing of what the guide does about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.nlu.labels import NO_RISK

_LEXICON = Path(__file__).parent / "lexicon" / "risk.yml"
_SAID_OUTRIGHT = 0.9


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
    data = YAML(typ="safe").load(_LEXICON.read_text(encoding="utf-8"))
    danger = tuple(
        (category, re.compile("|".join(f"(?:{p})" for p in patterns), re.I))
        for category, patterns in data["danger"].items()
    )
    settled, idioms = (re.compile("|".join(f"(?:{p})" for p in data[key]), re.I) for key in ("settled", "idioms"))
    return _Lexicon(danger, settled, idioms)


def detect(text: str, probabilities: Mapping[str, float], threshold: float) -> Risk:
    """Judges one message.

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
        score *= 0.5
    if not settled:
        for named, pattern in lexicon.danger:
            if pattern.search(bare):
                score = max(score, _SAID_OUTRIGHT)
                category = category if likeliest > 0.5 else named
                break
    at_risk = score >= threshold
    return Risk(at_risk, category if at_risk else None, round(float(score), 4))
