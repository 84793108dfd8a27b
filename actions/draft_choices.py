"""Reads what somebody says of the draft they heard: a correction by number, that it is right, what may be shared."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A correction asked for in the chat: the line's number, and its new words or None to take it out."""

    number: int
    words: str | None


_CHANGE = re.compile(
    r"^\W*(?:please\s+)?(?:change|correct|make|put)?\s*(?:line|number|no\.?)?\s*(?P<number>\d{1,2})\s*"
    r"(?:to\s+say|should\s+(?:say|be|read)|to\s+read|to|is|says?|into|:|-|–|=)\s*[:\"“']?\s*(?P<words>.+?)[\"”']?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_REMOVE = re.compile(
    r"\b(?:take\s+out|remove|delete|leave\s+out|drop|scrap|cross\s+out|get\s+rid\s+of)\b"
    r"\D{0,20}(?P<number>\d{1,2})",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:that'?s|that is|it'?s|it is|all|looks?|is|sounds?)\s+(?:all\s+)?"
    r"(?:right|fine|good|ok|okay|grand|correct|me)\b|\bnothing to (?:change|add)\b|\bno changes?\b",
    re.IGNORECASE,
)


def read_change(text: str) -> Change | None:
    """A correction named by its line number: "change 2 to …", "3 should say …", "take out 4"."""
    removal = _REMOVE.search(text)
    if removal:
        return Change(int(removal["number"]), None)
    change = _CHANGE.match(text.strip())
    return Change(int(change["number"]), change["words"].strip()) if change else None


def says_right(text: str) -> bool:
    """Whether the words say that the draft is right as it stands."""
    return bool(_RIGHT.search(text)) and len(text.split()) <= _WORDS_OF_AGREEMENT


_WORDS_OF_AGREEMENT = 9


def read_sharing(text: str, numbers: set[int]) -> set[int] | None:
    """The numbers of the lines that may be shared, or None where the words name no choice.

    "all", "all but 3 and 5", "1, 2 and 4", "1 to 3", "none".
    """
    plain = text.casefold()
    named: set[int] = set()
    for first, last in re.findall(r"(\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})", plain):
        named |= set(range(int(first), int(last) + 1))
    named |= {int(number) for number in re.findall(r"\d{1,2}", plain)}
    if re.search(r"\b(none|nothing|no one|nobody|not any|keep (it|them) all)\b", plain):
        return set()
    if re.search(r"\b(all|everything|whole|the lot|every line)\b", plain):
        excepted = re.search(r"\b(but|except|not|apart from|without|leave out|bar)\b", plain)
        if re.search(r"\bnot (all|everything)\b", plain) and not named:
            return None
        return numbers - named if excepted else set(numbers)
    if named:
        negative = re.search(r"\b(not|except|but not|without|leave out)\b", plain)
        return (numbers - named if negative else named & numbers) or set()
    return None
