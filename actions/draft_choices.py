"""Reads what somebody says of the draft they heard: a correction by number, that it is right, what may be shared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from actions.telling import words_listed


@dataclass(frozen=True)
class Change:
    """A correction asked for in the chat.

    Attributes:
        number: of the line; 0 where the words name none, or several.
        words: the new ones, or None to take the line out.
    """

    number: int
    words: str | None


_CHANGE = re.compile(
    r"^\W*(?:please\s+)?(?:change|correct|make|put)?\s*(?:line|number|no\.?)?\s*(?P<number>\d{1,2})\s*"
    r"(?:to\s+say|should\s+(?:say|be|read)|to\s+read|to|is|says?|into|:|-|–|=)\s*[:\"“']?\s*(?P<words>.+?)[\"”']?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TAKE_OUT = r"(?:take\s+out|remove|delete|leave\s+out|drop|scrap|cross\s+out|get\s+rid\s+of)\b"
_REMOVE = re.compile(rf"\b{_TAKE_OUT}\D{{0,20}}(?P<number>\d{{1,2}})", re.IGNORECASE)
_REMOVE_BY_WORDS = re.compile(rf"^\W*(?:please\s+)?{_TAKE_OUT}\s+(?P<what>.+)$", re.IGNORECASE | re.DOTALL)
_RIGHT = re.compile(
    r"\b(?:that'?s|that is|it'?s|it is|all|looks?|is|sounds?)\s+(?:all\s+)?"
    r"(?:right|fine|good|ok|okay|grand|correct|me)\b|\bnothing to (?:change|add)\b|\bno changes?\b",
    re.IGNORECASE,
)


def read_change(text: str, lines: Mapping[int, str] | None = None) -> Change | None:
    """A correction named by its line: "change 2 to …", "3 should say …", "take out 4", "take out Alan".

    Args:
        text: what was said.
        lines: the lines that were read out, by number; without them only a number names a line.
    """
    removal = _REMOVE.search(text)
    if removal:
        return Change(int(removal["number"]), None)
    by_words = _REMOVE_BY_WORDS.match(text)
    if by_words and lines is not None:
        found = _lines_about(by_words["what"], lines)
        return Change(found.pop() if len(found) == 1 else 0, None)
    change = _CHANGE.match(text.strip())
    return Change(int(change["number"]), change["words"].strip()) if change else None


def says_right(text: str) -> bool:
    """Whether the words say that the draft is right as it stands."""
    return bool(_RIGHT.search(text)) and len(text.split()) <= _WORDS_OF_AGREEMENT


_WORDS_OF_AGREEMENT = 9


_ALL = re.compile(r"\b(?:all|everything|whole|the lot|every line)\b")
_NONE = re.compile(r"\b(?:none|nothing|no one|nobody|not any|keep (?:it|them) all)\b")
_NOT_ALL = re.compile(r"\bnot (?:quite )?(?:all|everything|the (?:whole|lot))\b")
_EXCEPT = re.compile(r"\b(?:but not|but|except(?: for)?|not|apart from|other than|without|leave out|bar)\b")
_THOUGHT_AGAIN = re.compile(r"\b(?:no,? wait|wait|actually|i mean|sorry)\b")


def names_choice(text: str) -> bool:
    """Whether words choose among lines at all: all, none, or numbers."""
    plain = text.casefold()
    return bool(_ALL.search(plain) or _NONE.search(plain) or _numbers_in(plain))


def read_sharing(text: str, lines: Mapping[int, str]) -> set[int] | None:
    """The numbers of the lines that may be shared, or None where it is not plain which.

    "all", "all but 3 and 5", "everything except my sister", "1, 2 and four", "1 to 3", "none". Where somebody thinks
    again ("none. no wait, all of it") the last word counts. What is to stay back and names no line leaves the choice
    open: better asked again than shared.

    Args:
        text: what was said.
        lines: the lines that were read out, by number.
    """
    last = _THOUGHT_AGAIN.split(text.casefold())[-1]
    return _shared(last if names_choice(last) else text.casefold(), lines)


def _shared(plain: str, lines: Mapping[int, str]) -> set[int] | None:
    every, named = set(lines), _numbers_in(plain)
    if _NONE.search(plain):
        return set()
    excepting = _EXCEPT.search(plain)
    if _ALL.search(plain):
        if excepting is None:
            return every
        if _NOT_ALL.search(plain) and not named:
            return None
        left_out = named or _lines_about(plain[excepting.end() :], lines)
        return every - left_out if left_out else None
    if named:
        return every - named if excepting else named & every
    return None


def _numbers_in(plain: str) -> set[int]:
    named: set[int] = set()
    for first, last in re.findall(r"(\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})", plain):
        named |= set(range(int(first), int(last) + 1))
    named |= {int(number) for number in re.findall(r"\d{1,2}", plain)}
    for value, word in enumerate(words_listed("number_words"), start=1):
        # "One" alone is as often "that one" or "no one".
        before = r"(?:number|line|lines|but|except|and|,)\s+" if word == "one" else ""
        if re.search(rf"\b{before}{word}\b", plain):
            named.add(value)
    return named


def _lines_about(what: str, lines: Mapping[int, str]) -> set[int]:
    """The lines that share a telling word with what was named; none where a part of it fits no line."""
    found: set[int] = set()
    for part in re.split(r",|;|\band\b|\bor\b|&", what.casefold()):
        words = _telling(part)
        about = {number for number, line in lines.items() if words & _telling(line.casefold())}
        if words and not about:
            return set()
        found |= about
    return found


def _telling(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text)) - set(words_listed("small_words"))
