"""Turns a clause in the first person towards the listener (I → you); knows nothing of labels.

Only where the result is grammatical for certain; otherwise None, and the words are quoted as they
stand.
"""

from __future__ import annotations

import re

MOST_WORDS = 16
"""A longer clause read back whole is a recital, not a reflection (shared/design/voice.md)."""

_LEADING = re.compile(
    r"^(?:(?:and|but|so|because|cos|cause|well|aye|yes|no|oh|though|except|also|then|plus|just that|just)\b[\s,]*)+",
    re.I,
)

# In order: phrases before single words.
_SWAPS: tuple[tuple[str, str], ...] = (
    (r"\bI am\b|\bI'm\b|\bI’m\b|\bIm\b", "you're"),
    (r"\bI was\b", "you were"),
    (r"\bam I\b", "are you"),
    (r"\bwas I\b", "were you"),
    (r"\bI've\b|\bI’ve\b|\bIve\b", "you've"),
    (r"\bI'd\b|\bI’d\b", "you'd"),
    (r"\bI'll\b|\bI’ll\b", "you'll"),
    (r"\bI has\b", "you have"),
    (r"\band I\b(?=\s|$)", "and you"),
    (r"\bI\b", "you"),
    (r"\bmyself\b|\bmysel\b|\bmasel\b|\bmaself\b|\bmeself\b", "yourself"),
    (r"\bmine\b", "yours"),
    (r"\bmy\b|\bma\b(?= \w)", "your"),
    (r"\bme\b", "you"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), to) for pattern, to in _SWAPS)
_UNSURE = re.compile(r"\b(?:you|your|yours|yourself|ye|yer|u|ur|we|us|our|ours|ourselves|we're|we've)\b", re.I)
_ENDS = " \t.!?…,;:–—-"


def reflect(clause: str) -> str | None:
    """The clause as the listener would say it back.

    Args:
        clause: verbatim text of one clause.

    Returns:
        The clause turned to the listener, without a final stop; None if it is long, a question,
        already speaks of "you" or "we", or is empty.
    """
    said = _LEADING.sub("", clause.strip()).strip(_ENDS)
    if not said or len(said.split()) > MOST_WORDS or clause.rstrip().endswith("?"):
        return None
    if _UNSURE.search(said):
        return None
    for pattern, to in _COMPILED:
        said = pattern.sub(to, said)
    return said[:1].upper() + said[1:]


def word(clause: str) -> str | None:
    """The clause as a line of a plan, in the person's own voice.

    Returns:
        The clause without what only joined it to the sentence before, with a capital first; None if
        nothing is left.
    """
    said = _LEADING.sub("", clause.strip()).strip(" \t,;:–—-")
    if not any(c.isalpha() for c in said):
        return None
    return said[:1].upper() + said[1:]
