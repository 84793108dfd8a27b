"""Reads what somebody says of the draft they heard: a correction by number, that it is right, what may be shared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from actions.telling import any_of, in_small_letters, telling_words, words_listed

# "Yes, I think that's right, thanks very much".
_WORDS_OF_AGREEMENT = 9
# "Tomos son": somebody's line, with what they are.
_WORDS_OF_A_PERSON = 4


@dataclass(frozen=True)
class Change:
    """A correction asked for in the chat.

    Attributes:
        number: of the line, from 1.
        words: the new ones, or None to take the line out.
    """

    number: int
    words: str | None


_CHANGE = re.compile(
    r"^\W*(?:please\s+)?(?:change|correct|make|put)?\s*(?:line|number|no\.?)?\s*(?P<number>\d{1,2})\s*"
    r"(?:to\s+say|should\s+(?:say|be|read)|to\s+read|to\b|is\b|says?\b|into\b|:|-|–|=)\s*[:\"“']?\s*(?P<words>.+?)[\"”']?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_RIGHT = re.compile(
    r"\b(?:that'?s|that is|it'?s|it is|all|looks?|is|sounds?)\s+(?:all\s+)?"
    r"(?:right|fine|good|ok|okay|grand|correct|me)\b|\bnothing to (?:change|add)\b|\bno changes?\b",
    re.IGNORECASE,
)


def asks_for_a_change(text: str) -> bool:
    """Whether the words ask to change a line or to take one out, whichever it is."""
    says_wrong = re.match(rf"\W*(?:line|number|no\.?)?\s*\d{{1,2}}\s+{any_of('is_wrong')}", _plain(text))
    return _what_to_take_out(text) is not None or _CHANGE.match(text.strip()) is not None or says_wrong is not None


def read_change(text: str, lines: Mapping[int, str] = MappingProxyType({})) -> Change | None:
    """A correction named by its line: "change 2 to …", "3 should say …", "take out 4", "take out Alan".

    None where no change is asked for, and where it is not plain of which line or to what.

    Args:
        text: what was said.
        lines: the lines that were read out, by number; without them only a number names a line.
    """
    what = _what_to_take_out(text)
    if what is not None:
        words = telling_words(what)
        fitting = {number for number, line in lines.items() if words and words <= telling_words(in_small_letters(line))}
        found = _numbers_in(what) or fitting
        return Change(found.pop(), None) if len(found) == 1 else None
    change = _CHANGE.match(text.strip())
    if change is None:
        return None
    # "Number 4 is wrong" says that it is, not what it should be.
    only_wrong = re.match(rf"(?:all\s+)?{any_of('wrong')}", in_small_letters(change["words"]))
    return None if only_wrong else Change(int(change["number"]), change["words"].strip())


def _what_to_take_out(text: str) -> str | None:
    """What somebody asks to have taken out, in small letters; None where they do not ask that."""
    found = re.match(
        rf"\W*(?:{any_of('asks_for_it')}\W+)*{any_of('take_out')}\s+(?P<what>.+)$", _plain(text), re.DOTALL
    )
    return found["what"] if found else None


def asks_to_put_back(text: str) -> bool:
    """Whether somebody wants the line back that was taken out last."""
    return bool(re.search(any_of("put_it_back"), _plain(text))) and len(text.split()) <= _WORDS_OF_AGREEMENT


def says_right(text: str) -> bool:
    """Whether the words say that the draft is right as it stands."""
    return bool(_RIGHT.search(text)) and len(text.split()) <= _WORDS_OF_AGREEMENT


def names_choice(text: str) -> bool:
    """Whether words choose among lines at all: all, none, or numbers."""
    plain = _plain(text)
    return _says_all_or_none(plain) or bool(_numbers_in(plain))


def read_sharing(text: str, lines: Mapping[int, str]) -> set[int] | None:
    """The numbers of the lines that may be shared, or None where it is not plain which.

    "all", "all but 3 and 5", "everything except my sister", "1, 2 and four", "1 to 3", "none". Where somebody thinks
    again, what they say last counts only if it says everything ("none. no wait, all of it"). What is to stay back and
    names no line leaves the choice open: better asked again than shared.

    Args:
        text: what was said.
        lines: the lines that were read out, by number.
    """
    *before, last = re.split(any_of("thinks_again"), _plain(text))
    if before and any(part.strip(" .,!?") for part in before) and not _says_all_or_none(last):
        return None
    return _shared(last, lines)


def _says_all_or_none(plain: str) -> bool:
    return _says("share_all", plain) or _says("share_none", plain)


def _shared(plain: str, lines: Mapping[int, str]) -> set[int] | None:
    every = set(lines)
    if _says("share_none", plain):
        return set()
    excepting = re.search(any_of("share_except"), plain)
    before, after = (plain[: excepting.start()], plain[excepting.end() :]) if excepting else (plain, "")
    named = _numbers_in(before)
    if excepting and not named and not _says("share_all", before):
        if _says("share_all", after):
            # "Keep all of it to myself" shares nothing; "not all of it, just 2" a little.
            only = _only(after) if _says("share_not_all", plain) else set()
            return only & every if only is not None else None
        # "Not 3" leaves the others; "not the bit about the bath" may leave them or not.
        return every - _numbers_in(after) if _numbers_in(after) and _numbers_in(after) <= every else None
    if excepting:
        left_out = _lines_named(after, lines)
        if left_out is None or not left_out <= every:
            return None
        return (every if _says("share_all", before) else named & every) - left_out
    if _says("share_all", plain):
        return every
    return named & every if named else None


def _only(plain: str) -> set[int] | None:
    """The numbers after "just" or "only"; None where there are none."""
    found = re.search(any_of("share_only"), plain)
    return (_numbers_in(plain[found.end() :]) or None) if found else None


def _numbers_in(plain: str) -> set[int]:
    named: set[int] = set()
    for first, last in re.findall(r"(?<!\d)(\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})(?!\d)", plain):
        named |= set(range(int(first), int(last) + 1))
    named |= {int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", plain)}
    for value, word in enumerate(words_listed("number_words"), start=1):
        # "My two sons" and "that one" are no lines; "line two", "two and four" are.
        if re.search(
            rf"(?:^\W*|{any_of('before_a_number')}\s+|,\s*){word}\s*(?:$|[,.;!]|{any_of('after_a_number')})", plain
        ):
            named.add(value)
    return named


def _lines_named(what: str, lines: Mapping[int, str]) -> set[int] | None:
    """The lines that are named by number or share a telling word with what was named; None where a part fits none."""
    found: set[int] = set()
    for part in re.split(r",|;|\band\b|\bor\b|&", what):
        words, numbers = telling_words(part) - set(words_listed("number_words")), _numbers_in(part)
        if numbers - set(lines):
            return None
        about = numbers & set(lines) if numbers else _about(words, lines)
        if words and not about:
            return None
        found |= about
    return _with_names(found, lines) or None


def _about(words: set[str], lines: Mapping[int, str]) -> set[int]:
    return {number for number, line in lines.items() if words & telling_words(in_small_letters(line))}


def _with_names(left_out: set[int], lines: Mapping[int, str]) -> set[int]:
    """Also every line that names somebody whose own line is left out: "all but my son" leaves out what is of Tomos."""
    names = {
        word
        for number in left_out
        if len(lines[number].split()) <= _WORDS_OF_A_PERSON
        for word in re.findall(r"[A-ZÀ-Þ][\w'’-]{2,}", lines[number])
    }
    return left_out | {
        number for number, line in lines.items() if any(re.search(rf"\b{each}\b", line) for each in names)
    }


def _says(name: str, plain: str) -> bool:
    """Whether one of a list's words stands in the text; "that's all" and "all right" choose nothing."""
    return bool(re.search(any_of(name), re.sub(any_of("no_choice"), " ", plain)))


def _plain(text: str) -> str:
    return in_small_letters(text).strip()
