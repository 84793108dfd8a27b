"""Finds the words of a turn that carry its subject, whatever ending they have; knows nothing of people or topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_TYPED = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"})
# Endings taken off, longest first, where at least three letters are left.
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y", "e")
_SHORTEST = 3


@cache
def signs() -> Mapping[str, Any]:
    """What signs.yml holds."""
    content: Mapping[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "signs.yml").read_text("utf-8"))
    return content


@cache
def _empty() -> frozenset[str]:
    return frozenset(signs()["empty"])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return _WORD.findall(text.translate(_TYPED).lower())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that "worry", "worries" and "worrying" are one; not always a word itself."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    # A consonant doubled before an ending: stopped, stop.
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "sl" else word


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


def holds_sign(text: str, sign: str) -> bool:
    """Whether one of the phrases of a sign (`rushed`, `apology`, `goodbye`) stands in a text."""
    return bool(matches(text, signs()[sign]))


def is_onward(text: str) -> bool:
    """Whether a turn asks for more of what was just said, without naming it."""
    return bool(words_of(text)) and not content_of(text)


@lru_cache(maxsize=4096)
def _stemmed(phrase: str) -> str:
    return " ".join(stem(word) for word in words_of(phrase))
