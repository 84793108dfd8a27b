"""Tells whether a word typed by somebody is a person's name; knows names, not relations.

A list of first names, and the words around: people type "col ran us down" without a capital, and "Skye" or "Lidl" with
one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.nlu.lexicon import alternatives, read_lexicon

_WORD = re.compile(r"[A-Za-zÀ-ÿŵŷŴŶłŁ][\w-]*(?:['’](?!(?:s|ll|ve|d|m|re|t|em|n)\b)\w+)?")
_EPITHET = re.compile(r"(?:[Bb]ig|[Ww]ee|[Yy]oung|[Aa]uld|[Oo]ld)\s+")
_INITIAL = re.compile(r"(?:^|[.!?…\n:;]\s*[\"'“‘]?|\n)\s*$")
_PLACED = re.compile(
    r"(?:['’]s)?\s+(?:(?:at|from|next|across)\s+(?:the|our|my|door|[A-Z])|(?:is|was|does|helps|takes|comes|has)\b)"
)
_FROM = re.compile(r"\s+from\s+(?:the|our|next door|across)\b")
# "May helps me", "Will drives her": no month and no other verb is followed so.
_DOES_FOR = re.compile(r"\s+(?:helps|drives|takes|gives|does|gets|sorts|looks|keeps)\s+(?:me|us|my|him|her|after)\b")
_LONGEST = 24


@dataclass(frozen=True)
class _Names:
    given: frozenset[str]
    also_words: frozenset[str]
    rather_words: frozenset[str]
    verbs: frozenset[str]
    things: frozenset[str]
    never: frozenset[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    does: re.Pattern[str]
    surely_does: re.Pattern[str]
    with_: re.Pattern[str]


_SURELY = (
    r"rings|rang|phones|phoned|calls|visits|visited|pops|cooks|who|who's|says|said|tells|told|knows|sits|asked|asks|"
    r"wants|drives|drove|picks|reads|listens|minds|next door|noticed|brings|comes at|comes over|"
    r"comes on"
)


_TOO_OPEN = {"from", "to", "for", "by", "or", "like", "and", "because of", "see", "love", "lose", "lost", "visit"}
"""Words that stand before places and things as often as before people."""


@lru_cache(maxsize=1)
def _names() -> _Names:
    data: dict[str, Any] = read_lexicon("names")
    around: dict[str, Any] = read_lexicon("relations")
    kin = alternatives(word for words in around["relations"].values() for word in words)
    return _Names(
        given=frozenset(data["given"].split()),
        also_words=frozenset(data["also_words"]),
        rather_words=frozenset(data["rather_words"]),
        verbs=frozenset(data["verbs_or_months"]),
        things=frozenset(data["things"]),
        never=frozenset(around["not_names"]),
        not_after=re.compile(rf"(?:['’]s)?\s+(?:{alternatives(around['not_people_after'])})\b", re.I),
        not_before=re.compile(rf"\b(?:{alternatives(around['not_people_before'])})\.?\s+$", re.I),
        does=re.compile(rf"(?:['’](?:s|ll|d)\b|\s+(?:{alternatives(around['does'])})\b)", re.I),
        surely_does=re.compile(rf"\s+(?:(?:{_SURELY})\b|(?:is|was) (?:my|our) (?:\w+ )?(?:{kin})(?!\w))", re.I),
        with_=re.compile(
            rf"\b(?:{alternatives(set(around['with']) - _TOO_OPEN)})\s+$",
            re.I,
        ),
    )


def name_after_relation(text: str, at: int, is_sure: bool = False) -> tuple[str, int] | None:
    """The name that begins at an offset, straight after "my sister" or "our", and where it ends.

    Args:
        text: what was typed.
        at: where the name would begin.
        is_sure: whether a relation stands before it, so that "rose" may be one without a capital.
    """
    epithet = _EPITHET.match(text, at)
    begin = epithet.end() if epithet else at
    word = _WORD.match(text, begin)
    if word is None or len(word[0]) > _LONGEST:
        return None
    lower, names = word[0].lower(), _names()
    known = lower in names.given or lower in names.also_words
    if word[0][0].isupper():
        shouted = len(lower) == 1 or (word[0].isupper() and not known)
        if shouted or (lower in names.never and not known) or names.not_after.match(text, word.end()):
            return None
    elif lower not in names.given - names.also_words and not (is_sure and _is_also_a_name(text, word)):
        return None
    end = _with_surname(text, word.end()) if word[0][0].isupper() else word.end()
    name = text[begin:end]
    if epithet and text[at].isupper():
        name = text[at:end]
    return name[:1].upper() + name[1:], end


def _is_also_a_name(text: str, word: re.Match[str]) -> bool:
    """Whether a word without a capital is a name by what follows: "my granddaughter rose is learning to drive"."""
    names, lower = _names(), word[0].lower()
    goes_on = re.compile(r"\s*(?:$|[.,;!?]|and\b)").match(text, word.end()) or names.does.match(text, word.end())
    return bool(goes_on) and lower in names.also_words - names.verbs and len(lower) > 2


def may_be_a_name(word: str) -> bool:
    """Whether a word without a capital is a name where only people are listed."""
    names = _names()
    return word in names.also_words - names.verbs - names.things


def may_be_a_surname(word: str) -> bool:
    """Whether a word without a capital after "mr" can be a name at all."""
    names = _names()
    return word.lower() not in names.never and not names.does.fullmatch(f" {word}") and not word.endswith("'s")


def begins_with_a_name(text: str, at: int) -> bool:
    """Whether a sentence begins with a name that is also a word, and a comma: "Hope, my daughter"."""
    word = _WORD.match(text, at)
    names = _names()
    return bool(
        word
        and word[0].lower() in names.also_words
        and _INITIAL.search(text[:at])
        and re.compile(r",\s").match(text, word.end())
    )


def names_in(text: str) -> list[tuple[str, int, int]]:
    """Every name in a text that stands without a relation, with its offsets, in order."""
    found = []
    after = 0
    for word in _WORD.finditer(text):
        if word.start() < after or len(word[0]) > _LONGEST or not _is_name(text, word):
            continue
        end = _with_surname(text, word.end()) if word[0][0].isupper() else word.end()
        name = text[word.start() : end]
        found.append((name[:1].upper() + name[1:], word.start(), end))
        after = end
    return found


def _is_name(text: str, word: re.Match[str]) -> bool:
    names, lower = _names(), word[0].lower()
    before, known = text[max(0, word.start() - 16) : word.start()], lower in names.given
    if lower not in names.also_words and lower in names.never:
        return False
    if "'" in lower or "’" in lower:
        return False
    if names.not_after.match(text, word.end()) or names.not_before.search(before):
        return False
    if not word[0][0].isupper():
        return known and lower not in names.also_words and len(lower) > 2
    if known and lower not in names.also_words:
        return True
    if lower in names.also_words:
        if lower in names.never or _INITIAL.search(before):
            shown = (
                names.surely_does.match(text, word.end())
                or _listed(text, word.end())
                or _FROM.match(text, word.end())
                or (lower in names.verbs and _DOES_FOR.match(text, word.end()))
            )
            return bool(shown) or (lower not in names.rather_words and bool(_PLACED.match(text, word.end())))
        if lower in names.rather_words:
            return bool(names.with_.search(before) or names.surely_does.match(text, word.end()))
        return True
    if len(lower) < 3 or word[0].isupper():
        return False
    if _INITIAL.search(before):
        return bool(names.surely_does.match(text, word.end()))
    return bool(names.with_.search(before)) or bool(names.surely_does.match(text, word.end()))


def _listed(text: str, at: int) -> bool:
    """Whether a name follows after a comma or "and": "Pat, Joe and our Linda"."""
    following = re.compile(r"\s*(?:,|&|and\b)\s*(?:and\s+)?(?:(?:our|my)\s+)?").match(text, at)
    word = following and _WORD.match(text, following.end())
    return bool(word and word[0][0].isupper() and word[0].lower() in _names().given)


def _with_surname(text: str, end: int) -> int:
    following = re.compile(r"\s+(?=[A-Z][a-z])").match(text, end)
    word = following and _WORD.match(text, following.end())
    if not word or word[0].lower() in _names().never or _names().not_after.match(text, end):
        return end
    return word.end()


def is_proper(word: str) -> bool:
    """Whether a word that begins with a capital keeps it inside a sentence: a name, a day, a place."""
    lower = re.sub(r"['’]\w*$", "", word.strip(",.;:")).lower()
    if not word[:1].isupper() or lower in _names().rather_words:
        return False
    around = read_lexicon("relations")
    return (
        lower in _names().given
        or lower in _names().also_words
        or lower in around["proper"]
        or lower in around["kept_titles"]
    )
