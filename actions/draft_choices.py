"""Reads which lines of the draft they heard somebody wants to share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.draft_changes import WORDS_OF_A_PERSON, numbers_in
from actions.telling import any_of, in_small_letters, telling_words, words_listed


def names_choice(text: str) -> bool:
    """Whether words choose among lines at all: all, none, or numbers."""
    plain = _plain(text)
    return _says_all_or_none(plain) or bool(numbers_in(plain))


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


def leaves_out_by_words(text: str) -> bool:
    """Whether what is to stay back is named in words ("all but my mum") and not only by numbers."""
    excepting = re.search(any_of("share_except"), _plain(text))
    words = telling_words(_plain(text)[excepting.end() :]) if excepting else set()
    return bool(words - set(words_listed("number_words")))


def _says_all_or_none(plain: str) -> bool:
    return _says("share_all", plain) or _says("share_none", plain)


def _shared(plain: str, lines: Mapping[int, str]) -> set[int] | None:
    every = set(lines)
    if _says("share_none", plain):
        return set()
    excepting = re.search(any_of("share_except"), plain)
    before, after = (plain[: excepting.start()], plain[excepting.end() :]) if excepting else (plain, "")
    named = numbers_in(before)
    if excepting and not named and not _says("share_all", before):
        if _says("share_all", after):
            # "Keep all of it to myself" shares nothing; "not all of it, just 2" a little.
            only = _only(after) if _says("share_not_all", plain) else set()
            return only & every if only is not None else None
        # "Not 3" leaves the others; "not the bit about the bath" may leave them or not.
        return every - numbers_in(after) if numbers_in(after) and numbers_in(after) <= every else None
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
    return (numbers_in(plain[found.end() :]) or None) if found else None


def _lines_named(what: str, lines: Mapping[int, str]) -> set[int] | None:
    """The lines that are named by number or share a telling word with what was named; None where a part fits none."""
    found: set[int] = set()
    for part in re.split(r",|;|\band\b|\bor\b|&", what):
        words, numbers = telling_words(part) - set(words_listed("number_words")), numbers_in(part)
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
        if len(lines[number].split()) <= WORDS_OF_A_PERSON
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
