"""Makes a clause a line of a plan, in the person's own words and voice; knows nothing of labels.

Only leaves out: fillers, what joined the clause to the one before, and "I want to" where the rest still says what they
want. Never adds or changes a word; dialect and spelling stay.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot.nlu.lexicon import alternatives, read_lexicon
from bot.nlu.listener import MOST_WORDS, pared

_LEAST_AFTER_A_WISH = 2
_MOST_AFTER_A_WISH = 30
"""A long wish is still a line of a plan once "what I'd really love is to" is left out."""
_UNSUITABLE = re.compile(r"[\"“”«»<>{}|@]|https?:|[.!?;]\s")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data: dict[str, Any] = read_lexicon("reflection")
    wishes = rf"^(?:{alternatives(data['wishes'])})\s+(?!not\b|nae\b|no\b)"
    unfit = rf"^(?:{alternatives(data['not_wording'])})\b|(?<![\w'])(?:{alternatives(data['not_in_wording'])})(?![\w'])"
    return re.compile(wishes.replace("'", "['’]"), re.I), re.compile(unfit, re.I), re.compile(r"\w", re.I)


def word(clause: str) -> str | None:
    """The clause as a line of a plan.

    Args:
        clause: verbatim text of one clause.

    Returns:
        The clause without fillers and without "I want to" before a verb, its first letter as typed; None if it is long,
        a question, an order, or speaks to somebody.
    """
    wish, unfit, letter = _patterns()
    said = pared(clause)
    if clause.rstrip().endswith("?") or not letter.search(said) or _UNSUITABLE.search(said):
        return None
    if unfit.search(said):
        return None
    if said.lower().endswith((" to", " tae")):
        return None
    rest = wish.sub("", said)
    if rest != said and _LEAST_AFTER_A_WISH <= len(rest.split()) <= _MOST_AFTER_A_WISH:
        return rest
    if len(said.split()) > MOST_WORDS:
        return None
    return said if len(said.split()) > 1 or said.lower().endswith("ing") else None
