"""Finds the words of a turn that carry its subject, whatever ending they have; knows nothing of people or topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_QUESTION = re.compile(r"[^.?!…]*\?")
# The dot of "Mrs." ends nothing.
_ENDS = re.compile(r"(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmrs)[.?!…]+")
_PAUSES = re.compile(r"[,;:]|\s-+\s")
_TYPED = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"})
# Endings taken off, longest first, where at least three letters are left.
_ENDINGS = ("ingly", "edly", "ings", "ing", "ed", "es", "ly", "s")
_SHORTEST = 3
# The last e goes only where more is left: "care" is not "car".
_SHORTEST_BEFORE_E = 4
# "What is the hardest part of it?"
_FEW = 2
_VOWELS = "aeiou"
# "Buses" is "bus", but "cares" is "care".
_HISSING = ("s", "x", "z", "ch", "sh")


@cache
def signs() -> Mapping[str, Any]:
    """What signs.yml holds."""
    content: Mapping[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "signs.yml").read_text("utf-8"))
    return content


@cache
def _empty() -> frozenset[str]:
    return frozenset(signs()["empty"])


@cache
def _slight() -> frozenset[str]:
    return _empty() | frozenset(signs()["slight"])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return _WORD.findall(text.translate(_TYPED).lower())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that "worry", "worries" and "worrying" are one; not always a word itself."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith(("ies", "ied")) and len(word) > _SHORTEST + 1:
        return word[:-2]
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < _SHORTEST or (ending == "es" and not rest.endswith(_HISSING)):
            continue
        if ending != "s" or not rest.endswith("s"):
            word = _mended(rest) if ending in ("ing", "ings", "ed") else rest
        break
    if word.endswith("e") and len(word) > _SHORTEST_BEFORE_E:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and word[-2:-1] not in _VOWELS else word


def _mended(word: str) -> str:
    """What stood before -ing or -ed: stopp is stop, hop is hope."""
    if word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    short = len(word) == _SHORTEST and word[1] in _VOWELS
    return word + "e" if short and word[0] not in _VOWELS and word[2] not in _VOWELS + "wxy" else word


def content_of(text: str) -> frozenset[str]:
    """Stems of the words that carry a subject; empty where none does."""
    return frozenset(stem(word) for word in words_of(text) if word not in _empty())


def matches(text: str, phrases: Iterable[str]) -> list[str]:
    """Which of these words and phrases stand in a text, in any form of a word.

    Args:
        text: what was said.
        phrases: single words, or several words that stand side by side.
    """
    said = [stem(word) for word in words_of(text)]
    joined = f" {' '.join(said)} "
    return [phrase for phrase in phrases if _stemmed(phrase) and f" {_stemmed(phrase)} " in joined]


def names_something(word: str) -> bool:
    """Whether a word of a topic can show by itself what a question is about; "like" and "want" stand in all of them."""
    return bool(content_of(word))


def names_by_itself(word: str) -> bool:
    """Whether a word can show by itself which follow-up is meant; "say" and "next" fit the turn after anything."""
    return any(each not in _slight() for each in words_of(word)) and names_something(word)


def points_back(text: str) -> bool:
    """Whether a turn speaks of what was just said as "it" or "that", with few words of its own.

    "What is it that you dread?" and "What was hardest this year?" say themselves what they mean.
    """
    back = _any_of("points_ahead").sub(" ", without_set_phrases(text))
    said = words_of(back)
    return len(content_of(text)) <= _FEW and (
        any(word in said for word in signs()["points_back"]) or holds_sign(back, "points_back")
    )


def without_set_phrases(text: str) -> str:
    """A text without phrases whose words do not mean what they say, like "these days"; in small letters."""
    return _any_of("set_phrases").sub(" ", text.translate(_TYPED).lower())


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(signs()[name])})")


def holds_sign(text: str, sign: str) -> bool:
    """Whether one of the phrases of a sign (`rushed`, `apology`) stands in a text."""
    return bool(matches(text, signs()[sign]))


def signs_in(text: str, reflects: bool) -> frozenset[str]:
    """Which of `rushed`, `apology` and `goodbye` a turn holds; `reflects` says whether it reflects or sums up."""
    found = {sign for sign in ("rushed", "apology") if holds_sign(text, sign)}
    return frozenset(found | {"goodbye"} if takes_leave(text, reflects) else found)


def takes_leave(text: str, reflects: bool) -> bool:
    """Whether a turn says goodbye: as a turn of its own, or in its first or last sentence where nothing is reflected.

    "You never got to say goodbye to Joe" speaks of one: a goodbye begins its part of the sentence.
    """
    sentences = [each for each in _ENDS.split(text.translate(_TYPED).lower()) if words_of(each)]
    if reflects:
        return bool(sentences) and all(_is_goodbye(each) for each in sentences)
    return any(_is_goodbye(each) for each in (*sentences[:1], *sentences[-1:]))


def _is_goodbye(sentence: str) -> bool:
    return any(_begins_with_goodbye(part) for part in _PAUSES.split(sentence))


def _begins_with_goodbye(part: str) -> bool:
    said = words_of(part)
    while said:
        if _begins(said, signs()["goodbye"]):
            return True
        lead = _begins(said, signs()["before_goodbye"])
        if not lead:
            return False
        said = said[lead:]
    return False


def _begins(said: list[str], phrases: Iterable[str]) -> int:
    """How many words the phrase has with which these words begin; 0 where none does."""
    return next((len(words) for words in map(words_of, phrases) if said[: len(words)] == words), 0)


def is_onward(text: str) -> bool:
    """Whether the question in a turn names nothing: "Tell me more", "I see. And what was that like?"."""
    asked = " ".join(_QUESTION.findall(text)) or text
    return bool(words_of(text)) and not content_of(asked)


@lru_cache(maxsize=4096)
def _stemmed(phrase: str) -> str:
    return " ".join(stem(word) for word in words_of(phrase))
