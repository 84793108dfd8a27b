"""Reads what somebody says to a suggestion: yes, no and why, other words, not yet, a question, later. Knows no plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from actions.material import read_file
from actions.telling import in_small_letters

# "No, I go there on a Tuesday" says why; "no thank you" does not.
WORDS_OF_A_REASON = 3
# "Yes, that would be lovely thank you dear" is a yes; a longer message says more than that.
WORDS_OF_A_YES = 9
_BETWEEN = r"[\s,.:;!–-]*"


@dataclass(frozen=True)
class Answer:
    """What was said to a suggestion.

    Attributes:
        kind: accept, decline, counter, not_yet, comment or leave.
        words: other words, or what is asked, exactly as typed; None where they were only announced.
        reason: why, exactly as typed; None where it was not said.
    """

    kind: str
    words: str | None = None
    reason: str | None = None


def read_answer(text: str, intent: str) -> Answer | None:
    """The answer, or None where the words do not plainly give one; `intent` is what the language part made of them."""
    plain = in_small_letters(text)
    start = _after_openings(plain)
    for kind in ("not_yet", "counter", "decline", "accept", "comment", "leave"):
        found = _longest(kind, plain, start)
        if found is not None and (answer := _READ_AS[kind](text, plain, found)) is not None:
            return answer
    if intent == "affirm" and not _hedges(plain):
        return Answer("accept")
    if intent == "deny" and len(text.split()) <= WORDS_OF_A_REASON:
        return Answer("decline")
    return Answer("leave") if intent in ("skip", "dont_know") else None


def leaves_it(text: str, intent: str) -> bool:
    """Whether the whole message says to leave it, in answer to a question for words or for a reason."""
    answer = read_answer(text, intent)
    return answer is not None and answer.kind == "leave"


def says_yes(text: str, intent: str) -> bool | None:
    """Whether a yes or a no was said to a plain question; None for neither."""
    answer = read_answer(text, intent)
    kind = answer.kind if answer else None
    return {"accept": True, "decline": False, "leave": False, "not_yet": False}.get(kind or "")


def asks_for_a_new_line(text: str) -> bool:
    """Whether a line is to be added, and not changed."""
    return _says_one_of(_talks()["new_line"], in_small_letters(text))


def read_part(text: str) -> str | None:
    """Which part of a plan a new line is: an action, an indicator or an outcome."""
    plain = in_small_letters(text)
    return next((part for part, words in _talks()["parts_chosen"].items() if _says_one_of(words, plain)), None)


def wording(group: str, word: str) -> str:
    """How the guide says one of the plan's words: a part, a field or a meaning; the word where none is listed."""
    return str(_talks()[group].get(word, word))


def lone_wording(name: str) -> str:
    """One of the short wordings: `someone`, `nothing`."""
    return str(_talks()[name])


def read_because(text: str) -> str:
    """What follows "not yet, because", exactly as typed, however much of that was said again."""
    plain = in_small_letters(text)
    start = _longest("not_yet", plain, _after_openings(plain)) or 0
    because = re.match(_BETWEEN + _any(_talks()["because"]) + _BETWEEN, plain[start:])
    return _clean(text[start + because.end() :] if because else text[start:]) or text.strip()


def _read_not_yet(text: str, plain: str, end: int) -> Answer:
    said_why = re.sub(_BETWEEN + _any(_talks()["because"]), "", plain[end:], count=1)
    return Answer("not_yet", reason=read_because(text) if _clean(said_why) else None)


def _read_counter(text: str, plain: str, end: int) -> Answer:
    return Answer("counter", words=_clean(text[end:]))


def _read_decline(text: str, plain: str, end: int) -> Answer | None:
    while (further := _longest("decline", plain, _skip_gap(plain, end))) is not None:
        end = further  # "No, keep it as it was" says it twice.
    rest = plain[end:]
    taken_back = _longest("accept", plain, _skip_gap(plain, end)) is not None
    if taken_back and not _gives_reason(rest):
        return None  # "No, that's fine": nobody should have to guess.
    if (also := read_answer(text[end:], "tell")) is not None and also.kind == "counter":
        return also  # "No, I'd rather it said …"
    says_why = _gives_reason(rest) or len(re.findall(r"\w+", rest)) >= WORDS_OF_A_REASON
    return Answer("decline", reason=text.strip() if says_why else None)


def _read_accept(text: str, plain: str, end: int) -> Answer | None:
    if _hedges(plain[end:]) or len(text.split()) > WORDS_OF_A_YES or "?" in plain[end:]:
        return None
    return Answer("accept")


def _read_comment(text: str, plain: str, end: int) -> Answer:
    return Answer("comment", words=text.strip() if _clean(text[end:]) else None)


def _read_leave(text: str, plain: str, end: int) -> Answer | None:
    return None if re.search(r"\w", plain[end:]) else Answer("leave")


_READ_AS = {
    "not_yet": _read_not_yet,
    "counter": _read_counter,
    "decline": _read_decline,
    "accept": _read_accept,
    "comment": _read_comment,
    "leave": _read_leave,
}


def _hedges(plain: str) -> bool:
    return re.search(_any(_talks()["hedges"]), plain) is not None


def _gives_reason(plain: str) -> bool:
    return re.search(_any(_talks()["because"]), plain) is not None


def _longest(kind: str, plain: str, start: int) -> int | None:
    """Where the longest of the phrases ends that stand at this place; None where none does."""
    ends = [found.end() for each in _patterns(kind) if (found := each.match(plain, start)) is not None]
    return max(ends, default=None)


def _after_openings(plain: str) -> int:
    """Where the message begins once "well" and "och" are left out."""
    found = re.match(rf"\W*(?:{_any(_talks()['openings'])}\W+)*", plain)
    return found.end() if found else 0


def _skip_gap(plain: str, start: int) -> int:
    found = re.compile(_BETWEEN).match(plain, start)
    return found.end() if found else start


def _clean(rest: str) -> str | None:
    """The person's words without the stops and quotation marks that led to them; None where there are none."""
    bare = rest.strip().lstrip(",:;.–- ").strip()
    if len(bare) > 1 and bare[0] in "\"“'‘" and bare[-1] in "\"”'’":
        bare = bare[1:-1].strip()
    return bare if re.search(r"\w", bare) else None


def _says_one_of(words: list[str], plain: str) -> bool:
    return re.search(_any(words), plain) is not None


def _any(words: list[str]) -> str:
    longest_first = sorted((str(each) for each in words), key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in longest_first)})(?!\w)"


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{each})(?!\w)") for each in _talks()["answers"][kind])


@cache
def _talks() -> dict[str, Any]:
    return dict(read_file("talks.yml"))
