"""Finds numbers from 0 to 10 that a person gives as an answer on a scale; knows nothing of which
question was asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "nil": 0, "nought": 0, "nowt": 0, "twa": 2, "fower": 4, "wan": 1, "halfway": 5, "half way": 5,
}  # fmt: skip

_NUMBER = r"(?:10(?:\.0)?|[0-9](?:\.[0-9])?|" + "|".join(_WORDS) + ")"
_HEDGE = r"(?:about|around|roughly|maybe|probably|say|mebbe|perhaps|nearly|almost|just)"
_OUT_OF = r"(?:\s*(?:out of|oot o|/|over)\s*(?:10|ten))"
_AFTER = "cos because but and as for i it the maybe today on at most now noo so tops if when then"
_END = rf"(?=\s*(?:$|[,.;!?-]|{'|'.join(_AFTER.split())})(?!\w))"

_MEASURES = (
    "years? yrs? months? weeks? days? hours? hrs? mins? minutes? pounds? quid o'?clock am pm times? miles? foot feet "
    "stone st mg ml o clock "
    "weans bairns boys girls of them people folk steps stairs tablets rooms brothers sisters bedrooms things? "
    "day night week month year kids sons daughters children grandchildren cats dogs"
)
_NOT_A_MEASURE = rf"(?!\s*(?:[:./]\d|\d|%|of (?:us|them|my|the)\b|(?:{'|'.join(_MEASURES.split())})\b))"
_FREE = rf"(?![\w-]){_NOT_A_MEASURE}"
_LIMIT = (
    r"(?:(?:nae|no|not) (?:mair|more|any more|higher|ony mair) (?:than|nor)|at (?:most|least|best|a push)|more like|"
    r"mair like|only|barely|between|somewhere between|under|over|below|above)"
)
_OPENERS = rf"(?:{_HEDGE}|{_LIMIT}|an?|is|it'?s|i'?m|i'?d say|id say|i would say|i'?d (?:give|put) it(?: at)?|number)"
_BEFORE = r"\b(?:give it|put (?:it|masel|myself) at|it'?s(?: only| just)?|i'?m(?: at)?(?: about)?|say|than a|than|like)"
# "3 or 4" and "between 3 and 4": the first is taken.
_RANGE = rf"(?:\s*(?:or|-|–|and|or maybe)\s*(?:an?\s+)?{_NUMBER}(?![\w-]))?"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w£$.])(?:{_HEDGE}\s+)?(?:an?\s+)?(?P<n>{_NUMBER}){_RANGE}{_OUT_OF}(?!\w)",
        rf"(?<![\w£$.])(?<!not )(?<!never )(?:(?:{_HEDGE}|{_LIMIT})\s+)*an?\s+(?P<n>{_NUMBER}){_RANGE}{_FREE}",
        rf"{_BEFORE}\s+(?:an?\s+)?(?P<n>{_NUMBER})(?![\w.]){_RANGE}{_NOT_A_MEASURE}{_END}",
        rf"^\W*(?:{_OPENERS}\s+)*(?P<n>{_NUMBER})(?![\w.]){_RANGE}{_NOT_A_MEASURE}{_END}",
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
    """Finds ratings in order of appearance; of "2 or 3" the first."""
    found: dict[int, Rating] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            said = match["n"].lower()
            value = _WORDS[said] if said in _WORDS else float(said)
            number = int(value) if value == int(value) else value
            at = match.start("n")
            if not any(r.start <= at < r.end for r in found.values()):
                found[at] = Rating(match.group(0).strip(" ,.;!?-"), number, at, match.end())
    return [found[at] for at in sorted(found)]
