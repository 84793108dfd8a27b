"""Finds the things in a sentence, in words that a question can use; knows nothing of people or of what is asked."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from bot.nlu.rewording.somebody import Forms, chunk_of, is_somebody, phrase_of

_DEFINITE = frozenset({"the", "your", "his", "her", "their", "my", "our", "this", "that", "these", "those"})
_MOST_WORDS = 6


def things_of(doc: Doc, core: Token, subject: Token | None) -> Forms:
    """`thing`, what the verb is done to or is; `topic`, a subject that is no person. `a_thing` where it is any such."""
    out: Forms = {}
    named = subject if subject is not None and subject.pos_ in {"NOUN", "PROPN"} and is_definite(subject) else None
    if named is not None and not (is_somebody(phrase_of(named), named) or _is_jargon(phrase_of(named))):
        out["topic"] = phrase_of(named)
    for token in doc[min(core.i + (core.pos_ in {"VERB", "AUX"}), len(doc) - 1) :]:
        if token.dep_ not in {"dobj", "attr", "pobj", "ROOT", "appos"} or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        phrase = phrase_of(token)
        if token.head != core and not (token.head.dep_ == "prep" and token.head.head == core):
            continue
        if is_somebody(phrase, token) or len(phrase.split()) > _MOST_WORDS or _is_jargon(phrase) or token == subject:
            continue
        if is_definite(token):
            out.setdefault("thing", phrase)
        elif chunk_of(token)[0].lower_ in {"a", "an"}:
            out.setdefault("a_thing", phrase)
    return out


def _is_jargon(phrase: str) -> bool:
    return re.search(r"[A-Z]{2}", phrase) is not None


def is_definite(head: Token) -> bool:
    """Whether a noun phrase says which one: "the stairs", "your tablets", "Ann's house"."""
    first = chunk_of(head)[0]
    owned = any(child.dep_ == "poss" for child in head.lefts)
    return first.lower_ in _DEFINITE or owned


def named_by(doc: Doc, start: int, end: int) -> Forms:
    """`this`: the noun phrase, if it says which, around the words between two offsets into the text."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return {}
    head = span.root if span.root.pos_ in {"NOUN", "PROPN"} else span.root.head
    if head.pos_ not in {"NOUN", "PROPN"} or not is_definite(head):
        return {}
    phrase = phrase_of(head)
    return {"this": phrase} if len(phrase.split()) <= _MOST_WORDS else {}
