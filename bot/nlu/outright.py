"""Knows short asides by their words: a whole message that can mean nothing else, or one that opens a message."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.lexicon import read_lexicon

_OPENING = re.compile(
    r"\s*(?:(?:well|oh|och|ach|um+|er+|eh|hm+),?\s+)*(?P<said>[^,.;!?–—\n]{2,40}?)\s*[,.;!?–—\n]+\s{0,4}(?=\S)", re.I
)
_REQUESTS = frozenset({"go_back", "skip", "repeat_or_rephrase"})
# An opening ends within so many characters; a message may begin with thousands of spaces.
_REACH = 120
# Fewer words after "don't know" are part of it.
_LEAST_REST = 2


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = read_lexicon("asides").items()
    return tuple((act, re.compile("|".join(f"(?:{p})" for p in patterns))) for act, patterns in listed)


def said_outright(text: str) -> str | None:
    """The act of a message that consists of a known short phrase, or None; `tell` where it begins with "because"."""
    bare = re.sub(r"[^a-z0-9' ]+", " ", text.lower().replace("’", "'"))
    bare = " ".join(bare.split())
    asks = text.rstrip().endswith("?")
    return next((act for act, pattern in _phrases() if pattern.fullmatch(bare) and not (asks and act == "tell")), None)


def asked_first(text: str) -> str | None:
    """What a message asks of the guide before anything else: "can we go back, I want to say something different"."""
    opening = _OPENING.match(text[:_REACH])
    act = said_outright(opening["said"]) if opening else None
    return act if act in _REQUESTS else None


def end_of_not_knowing(text: str) -> int:
    """Where what is told begins in "don't know, my knees are sore"; 0 where a message does not open so."""
    opening = _OPENING.match(text[:_REACH])
    if opening is None or said_outright(opening["said"]) != "dont_know":
        return 0
    rest = text[opening.end() :]
    return opening.end() if len(rest.split()) >= _LEAST_REST and said_outright(rest) is None else 0
