"""Reads what somebody wants changed in the draft they heard: other words, a line out, another heading, somebody in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from actions.telling import any_of, in_small_letters, telling_words, words_listed

# "Yes, I think that's right, thanks very much".
_WORDS_OF_AGREEMENT = 9
# "Tomos son": somebody's line, with what they are.
WORDS_OF_A_PERSON = 4
# Whoever tells a story corrects nothing; new words for a line may be as long as they like.
_LONGEST = 600
# "Take out jean could drive me, she doesnt drive now": a line of fewer words is not plainly meant by holding them all.
_WORDS_THAT_TELL = 2


@dataclass(frozen=True)
class Change:
    """A correction asked for in the chat.

    Attributes:
        number: of the line, from 1.
        words: the new ones, or None to take the line out.
    """

    number: int
    words: str | None


@dataclass(frozen=True)
class Move:
    """A line that stands under the wrong heading.

    Attributes:
        number: of the line, from 1.
        kind: what it is ("strength", "concern"), or None where only what it is not was said.
    """

    number: int
    kind: str | None


@dataclass(frozen=True)
class Involve:
    """Somebody who should have a part after all, or none.

    Attributes:
        number: of their line, from 1.
        has_part: whether they should.
    """

    number: int
    has_part: bool


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
_SHOULD_SAY = re.compile(r"\bshould(?:n'?t| not)? (?:say|read)\b")
_NUMBER = r"(?:line\s+|number\s+|no\.?\s+)?(?P<line>\d{1,2})"
_IS_NOT = r"(?:is\s+not|isn'?t|isnt|ain'?t|aint|should\s*n'?o?t\s+be|does\s*n'?o?t\s+belong|not)"
_LEADS_TO = (
    rf"(?:{_IS_NOT}|is|should\s+be|belongs?|goes|wants\s+to\s+be|to|under|in|with)"
    r"(?:\s+(?:not|to|under|in|with|among|a|an|the|my|really|actually|more|of|something|that|what|bit))*"
)
_TAKE_IT_OUT = re.compile(
    r"^(?P<what>.+?)\s*[,.;:!–-]\s*(?:so\s+|and\s+|just\s+|please\s+)*"
    r"(?:(?:take|cross|leave)\s+(?:it|that|them|him|her)\s+out|(?:delete|remove|scrap)\s+(?:it|that|them))\W*(?:please\W*)?$",
    re.DOTALL,
)

_OUT_WITH_IT = re.compile(r"(?:(?:take|cross|leave) (?:it|that) out|(?:delete|remove|scrap) (?:it|that))\b")


def asks_for_a_change(text: str) -> bool:
    """Whether the words ask to change a line or to take one out, whichever it is."""
    plain = _plain(text)
    says_wrong = re.match(rf"\W*(?:line|number|no\.?)?\s*\d{{1,2}}\s+{any_of('is_wrong')}", plain)
    return bool(
        _what_to_take_out(text) is not None
        or _CHANGE.match(text.strip())
        or says_wrong
        or _SHOULD_SAY.search(plain)
        or _heading(plain)
        or _involves(plain)
    )


def read_correction(text: str, lines: Mapping[int, str]) -> Change | Move | Involve | None:
    """What is to be put right: "change 2 to …", "take out Alan", "10 is not a worry", "Susan should be in it".

    None where no change is asked for, and where it is not plain of which line or to what.

    Args:
        text: what was said.
        lines: the lines that were read out, by number.
    """
    plain = _plain(text)
    moved, out = _heading(plain), _what_to_take_out(text)
    if moved is not None and out is not None:
        # "The nurse isn't a person, take it out": what is said not to be so is no part of the line.
        number = _line_meant(moved[0], lines)
        return Change(number, None) if number is not None else None
    if moved is not None:
        number = _line_meant(moved[0], lines)
        return Move(number, moved[1]) if number is not None else None
    involved = _involves(plain)
    if involved is not None:
        people = {number: line for number, line in lines.items() if len(line.split()) <= WORDS_OF_A_PERSON}
        number = _line_meant(involved[0], people)
        return Involve(number, involved[1]) if number is not None else None
    return read_change(text, lines)


def read_change(text: str, lines: Mapping[int, str] = MappingProxyType({})) -> Change | None:
    """Other words for a line, or a line out: "change 2 to …", "3 should say …", "take out 4", "take out Alan".

    None where no change is asked for, and where it is not plain of which line or to what.

    Args:
        text: what was said.
        lines: the lines that were read out, by number; without them only a number names a line.
    """
    what = _what_to_take_out(text)
    if what is not None:
        number = _line_meant(what, lines)
        return Change(number, None) if number is not None else None
    change = _CHANGE.match(text.strip())
    if change is None:
        return None
    # "Number 4 is wrong" says that it is, not what it should be.
    only_wrong = re.match(rf"(?:all\s+)?{any_of('wrong')}", in_small_letters(change["words"]))
    return None if only_wrong else Change(int(change["number"]), change["words"].strip())


def read_what_it_should_say(text: str, number: int) -> Change | None:
    """The answer to what a line should say: its new words, or that it goes; None where somebody leaves it as it is."""
    plain = _plain(text)
    if _OUT_WITH_IT.match(re.sub(rf"^\W*(?:{any_of('asks_for_it')}\W+)*", "", plain)):
        return Change(number, None)
    if re.match(rf"\W*{any_of('leaves_it')}\W*$", plain) or says_right(text) or asks_to_put_back(text):
        return None
    return Change(number, text.strip())


def asks_to_put_back(text: str) -> bool:
    """Whether somebody wants the line back that was taken out last."""
    return bool(re.search(any_of("put_it_back"), _plain(text))) and len(text.split()) <= _WORDS_OF_AGREEMENT


def says_right(text: str) -> bool:
    """Whether the words say that the draft is right as it stands."""
    return bool(_RIGHT.search(text)) and len(text.split()) <= _WORDS_OF_AGREEMENT and not asks_for_a_change(text)


def numbers_in(plain: str) -> set[int]:
    """The numbers of lines in a text in small letters, in figures or words."""
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


def _what_to_take_out(text: str) -> str | None:
    """What somebody asks to have taken out, in small letters; None where they do not ask that."""
    plain = _plain(text)
    asks = rf"\W*(?:{any_of('asks_for_it')}\W+)*"
    found = re.match(rf"{asks}{any_of('take_out')}\s+(?P<what>.+)$", plain, re.DOTALL) or _TAKE_IT_OUT.match(plain)
    return found["what"] if found else None


def _line_meant(what: str, lines: Mapping[int, str]) -> int | None:
    """The one line that is named by its number, by some of its words, or by all of them with more around."""
    numbers = numbers_in(what)
    if numbers:
        return numbers.pop() if len(numbers) == 1 else None
    words = telling_words(what)
    of_lines = {number: telling_words(in_small_letters(line)) for number, line in lines.items()}
    fitting = {number for number, line in of_lines.items() if words and words <= line}
    if not fitting:
        fitting = {n for n, line in of_lines.items() if line <= words and len(line) >= _WORDS_THAT_TELL}
    return fitting.pop() if len(fitting) == 1 else None


def _heading(plain: str) -> tuple[str, str | None] | None:
    """Which line is said to stand under the wrong heading, and what it is: "10 is not a worry, it's a good thing".

    Without a number only what is said not to be so counts: "the phone is a worry" is something told.
    """
    asks = rf"^\W*(?:{any_of('asks_for_it')}\W+)*(?:(?:put|move|change)\s+)?"
    ends = r"\s*(?:$|[,.;!–-]|\b(?:but|and|its|it's|you)\b)"
    any_heading = rf"(?P<heading>{any_of('is_a_worry')}|{any_of('is_a_strength')}|{any_of('is_a_person')})"
    by_words = rf"(?P<line>.+?)\s+(?P<how>{_IS_NOT}(?:\s+something)?)\s+(?P<heading>{any_of('plainly_a_heading')})"
    found = re.match(rf"{asks}{_NUMBER}\s+(?P<how>{_LEADS_TO})\s+{any_heading}{ends}", plain)
    found = found or re.match(rf"{asks}{by_words}{ends}", plain)
    if found is None:
        return None
    is_not = re.search(_IS_NOT, found["how"])
    return found["line"], _instead(plain[found.end() :]) if is_not else _kind_of(found["heading"])


def _instead(rest: str) -> str | None:
    """What a line is, in the words after those that say what it is not."""
    other = re.search(rf"{any_of('is_a_worry')}|{any_of('is_a_strength')}", rest)
    if other is None or re.search(rf"{_IS_NOT}\W+(?:\w+\W+){{0,2}}$", rest[: other.start()]):
        return None
    return _kind_of(other[0])


def _kind_of(heading: str) -> str | None:
    if re.fullmatch(any_of("is_a_worry"), heading):
        return "concern"
    return "strength" if re.fullmatch(any_of("is_a_strength"), heading) else None


def _involves(plain: str) -> tuple[str, bool] | None:
    """Who is said to have a part, or none: "Susan should be in it", "leave Peter in"."""
    asks = rf"^\W*(?:{any_of('asks_for_it')}\W+)*"
    part = r"(?:in (?:it|there|the plan|my plan)|part of (?:it|this)|involved)\W*(?:(?:please|too|as well)\W*)*$"
    found = re.match(
        rf"{asks}(?P<who>(?:my |our )?\w+(?: \w+)?) (?P<may>should(?:n'?t| not)?|can|may|must(?:n'?t| not)?) be {part}",
        plain,
    )
    if found:
        return found["who"], not re.search(r"n'?t$", found["may"])
    found = re.match(rf"{asks}(?:leave|keep|put) (?P<who>(?:my |our )?\w+) (?:back )?in\W*(?:please\W*)?$", plain)
    return (found["who"], True) if found and found["who"] not in ("it", "that", "them") else None


def _plain(text: str) -> str:
    """In small letters, with single spaces; nothing of a text that is too long to be a correction."""
    return " ".join(in_small_letters(text).split()) if len(text) <= _LONGEST else ""
