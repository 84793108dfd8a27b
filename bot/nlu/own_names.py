"""Tells when a name is the speaker's own, or another one for somebody already named; such a name is nobody else."""

from __future__ import annotations

import re

# So much before a name is looked at.
_REACH = 40
# Before a name, these show that it is the speaker's own.
_SELF = re.compile(
    r"(?:\b(?:i am|i['’]?m|my name(?:['’]?s| is)|just call me|this is me,?|for me,?|(?:^|[.!?,]\s*)call me)"
    r"|^\W*me,?)\s+$",
    re.IGNORECASE,
)
# With these around it a name is the speaker's own too: "this is Rab again", "Rab here".
_IT_IS = re.compile(r"\b(?:it['’]?s|this is)\s+$", re.IGNORECASE)
_ALONE = re.compile(r"\W*(?:here|again|speaking)?\W*?(?:$|[.!?,\n])", re.IGNORECASE)
_HERE = re.compile(r"\s+(?:here|speaking)\b", re.IGNORECASE)
# "We all call her Bernie, or Mrs B".
_NICKNAME = re.compile(
    r"\b(?:calls?|called|calling)\s+(?:her|him|them)\s+(?:[\w'’-]+,?\s+or\s+)?$|\b(?:known as|goes by|short for)\s+$",
    re.IGNORECASE,
)


def is_the_speaker(text: str, start: int, end: int) -> bool:
    """Whether the name at these offsets is that of whoever speaks: "I am Walter"."""
    before = text[max(0, start - _REACH) : start]
    if _SELF.search(before) or (_IT_IS.search(before) and _ALONE.match(text, end)):
        return True
    return not text[:start].strip() and bool(_HERE.match(text, end))


def is_a_nickname(text: str, start: int) -> bool:
    """Whether the name that begins at an offset is another one for somebody just named."""
    return bool(_NICKNAME.search(text[max(0, start - _REACH) : start]))
