"""Takes a message apart into sentences, and sentences into clauses that can stand alone; knows
nothing of labels.

A sentence is split before "but", "and", "so" or "because" only where both sides have their own
subject and verb, so that "fish and chips" and "she washes and dresses me" stay whole. The text of a
clause is verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

MAX_CLAUSES = 40
"""A message of more clauses than this is a pasted document; the rest stays together in the last
clause.
"""

_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"'”’)]*\s+|\s*\n\s*)")
_ABBREVIATION = re.compile(r"\b(?:dr|mr|mrs|ms|st|rev|prof|e\.g|i\.e|approx|[a-z])\.\s+$", re.I)
_JOINTS = frozenset({"but", "and", "so", "because", "cos", "cause", "though", "although", "except"})
_TRIM = " \t\n\r,;:–—-"
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LEAST_WORDS = 3


@dataclass(frozen=True)
class Clause:
    """A verbatim part of a message; `start` and `end` are offsets into it."""

    text: str
    start: int
    end: int


def split(doc: Doc) -> list[Clause]:
    """Takes a parsed message apart.

    Returns:
        Clauses in order, without gaps other than punctuation, space and nothing else; none for a
        message without words.
    """
    text = doc.text
    clauses = []
    for start, end in _sentences(text):
        for left, right in _parts(doc, start, end):
            clause = _trimmed(text, left, right)
            if clause is not None:
                clauses.append(clause)
    if len(clauses) > MAX_CLAUSES:
        first = clauses[MAX_CLAUSES - 1]
        rest = Clause(text[first.start : clauses[-1].end], first.start, clauses[-1].end)
        clauses = [*clauses[: MAX_CLAUSES - 1], rest]
    return clauses


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans between sentence ends and line breaks, without splitting after "Dr." or an initial."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : end.end()]):
            continue
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of one sentence between joints."""
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        yield start, end
        return
    left = start
    for joint in _joints(span):
        yield left, joint
        left = joint
    yield left, end


def _joints(span: Span) -> list[int]:
    """Offsets at which a new clause begins."""
    found: list[int] = []
    first = 0
    for token in span:
        here = token.i - span.start
        if token.lower_ not in _JOINTS or here == 0:
            continue
        before, after = span[first:here], span[here + 1 :]
        if len(before) >= _LEAST_WORDS and _stands_alone(before) and _begins_clause(after):
            found.append(token.idx)
            first = here
    return found


def _stands_alone(words: Span) -> bool:
    """Whether there is a verb; its subject may be left out, as people do ("used to walk the shore
    road").
    """
    return any(_is_verb(token) for token in words)


def _begins_clause(words: Span) -> bool:
    """Whether a subject comes first and a verb follows it within a few words."""
    head = [token for token in words[:9] if not token.is_punct]
    if len(head) < 2 or not _may_be_subject(head[0]):
        return False
    for token in head[1:]:
        if token.lower_ in _JOINTS:
            return False
        if _is_verb(token) and token.tag_ not in {"VBG", "VB"}:
            return True
    # "its not the same", "im fine": a contraction typed without its apostrophe is subject and
    # verb in one.
    return head[0].lower_ in {"its", "im", "hes", "shes", "theyre", "thats", "theres", "id", "ive"}


def _may_be_subject(token: Token) -> bool:
    return (
        token.dep_ in _SUBJECTS
        or token.pos_ in {"DET", "PROPN", "NOUN"}
        or (token.pos_ == "PRON" and token.lower_ not in {"me", "him", "them", "us", "myself"})
        or token.lower_ in {"there", "now", "then", "im", "its", "hes", "shes", "ive", "thats"}
    )


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.lower_ not in {"to"}


def _trimmed(text: str, start: int, end: int) -> Clause | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip(_TRIM))
    end -= len(part) - len(part.rstrip(_TRIM))
    if end <= start or not any(c.isalnum() for c in text[start:end]):
        return None
    return Clause(text[start:end], start, end)
