"""Tells whether the words around a place in a message speak of what lies ahead or of what is over; word lists only, so
that it works on text typed without capitals or stops.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from bot.nlu.lexicon import alternatives, read_lexicon

_REACH = 160
"""Characters on either side that are looked at, which keeps long messages linear."""

_BREAK = re.compile(
    r"[.!?…;\n]+|,?\s+(?:but|and(?=\s+(?:i\b|he|she|we|they|it|my|now))|so|cos|because)\s+"
    r"|,\s+(?=i\b|he|she|we|they)",
    re.I,
)
_PAST_FORM = re.compile(r"\b(?:i|he|she|we|they|it|who|that|[a-z]+s)\s+(?:just |always |never |only )?\w{2,}ed\b", re.I)


class Tense(Enum):
    """Where the words around a time place it."""

    AHEAD = "ahead"
    GONE = "gone"
    OPEN = "open"


def tense_around(text: str, start: int, end: int) -> Tense:
    """The tense of the clause that holds the words from `start` to `end`; of the next one where that has no verb.

    A clause with both a wish and a past form ("I was told I'd be home by Christmas") lies ahead.
    """
    from_, to = _clause(text, start, end)
    tense = _tense(text[from_:start] + " … " + text[end:to])
    if tense is Tense.OPEN and not any(c.isalnum() for c in text[from_:start] + text[end:to]):
        rest = _BREAK.split(text[to : to + _REACH].lstrip(" .!?…;\n"), maxsplit=1)[0]
        return Tense.GONE if _tense(rest) is Tense.GONE else tense
    return tense


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the clause around a stretch of text."""
    base = max(0, start - _REACH)
    from_ = base
    for mark in _BREAK.finditer(text, base, start):
        from_ = mark.end()
    after = _BREAK.search(text, end, min(len(text), end + _REACH))
    return from_, after.start() if after else min(len(text), end + _REACH)


def _tense(clause: str) -> Tense:
    ahead, gone = _words()
    if ahead.search(clause):
        return Tense.AHEAD
    return Tense.GONE if gone.search(clause) or _PAST_FORM.search(clause) else Tense.OPEN


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = read_lexicon("dates")
    ahead = rf"(?:(?<!\w)|(?=['’]))(?:{alternatives(data['ahead'])})(?!\w)|^\W*to \w+"
    ahead += r"|\w['’]ll\b|\w['’]d (?:like|love|be|want|settle)\b"
    # "jade said shed do it on the 4th", "he told me he'd ring on Monday": a promise, whatever the verb before it.
    ahead += r"|\b(?:said|says|told \w+|tellt \w+|promised(?: \w+)?) (?:that )?(?:i|he|she|they|we|it)"
    ahead += r"(?:['’]?d\b|['’]?ll\b| (?:might|may|could|can|will|would|should)\b)"
    return re.compile(ahead, re.I), re.compile(rf"(?<![\w'’])(?:{alternatives(data['gone'])})(?![\w])", re.I)
