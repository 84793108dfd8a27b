"""Finds numbers from 0 to 10 that a person gives as an answer on a scale; knows nothing of which question was asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    **{w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])},
    "nil": 0, "nought": 0, "nowt": 0, "twa": 2, "fower": 4, "nine": 9, "wan": 1,
}  # fmt: skip

_NUMBER = r"(?:10(?:\.0)?|[0-9](?:\.[0-9])?|" + "|".join(_WORDS) + ")"
_HEDGE = r"(?:about|around|roughly|maybe|probably|say|mebbe|perhaps|nearly|almost|just)"
_AFTER_NOT = (
    r"(?!\s*(?:[:./]\d|\d|%|years?|yrs?|yo\b|months?|weeks?|days?|hours?|hrs?|mins?|minutes?|pounds?|quid|"
    r"o'?clock|am\b|pm\b|times?|miles?|stone|st\b|mg|ml|kids|sons|daughters|children|grand|cats|dogs|of (?:us|them|my|the)))"
)
_OUT_OF = r"(?:\s*(?:out of|oot o|/|over)\s*(?:10|ten))"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w£$.])(?:{_HEDGE}\s+)?(?:an?\s+)?(?P<n>{_NUMBER}){_OUT_OF}(?!\w)",
        rf"(?<![\w£$.])(?:{_HEDGE}\s+)?an?\s+(?P<n>{_NUMBER})(?![\w-]){_AFTER_NOT}",
        rf"(?<=\bsay )(?P<n>{_NUMBER})(?![\w-]){_AFTER_NOT}",
        rf"(?:\bfrom|\bto|\bgive it|\bput it at|\bit'?s|\bat)\s+(?:an?\s+)?(?P<n>{_NUMBER})(?![\w-]){_AFTER_NOT}(?=\s*(?:$|[,.;!?]|cos|because|but|and|as|for))",
        rf"^\W*(?:(?:{_HEDGE}|is|it'?s|i'?d say|i would say|number|no)\s+)*(?P<n>{_NUMBER})(?![\w-]){_AFTER_NOT}(?=\s*(?:$|[,.;!?-]|cos|because|but|and|as|i|it|the|maybe|today))",
    )
)


@dataclass(frozen=True)
class Rating:
    """A number on a 0–10 scale; `start` and `end` are offsets into the message."""

    said: str
    value: float
    start: int
    end: int


def find_ratings(text: str) -> list[Rating]:
    """Finds ratings in order of appearance; "2 or 3" gives both."""
    found: dict[int, Rating] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            said = match["n"].lower()
            value = _WORDS[said] if said in _WORDS else float(said)
            number = int(value) if value == int(value) else value
            at = match.start("n")
            if at not in found:
                found[at] = Rating(match.group(0).strip(" ,.;!?-"), number, at, match.end("n"))
    return [found[at] for at in sorted(found)]
