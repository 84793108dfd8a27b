"""Turns a verb and what hangs on it into an -ing phrase; knows nothing of who does it."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc, Token

from bot.nlu.rewording.pared import trimmed
from bot.nlu.rewording.verbs import base, doing
from bot.nlu.rewording.wordlists import read_words

_JOINS = frozenset({"and", "or", "but", "&"})
_MOST_WORDS = 9


def action(doc: Doc, verb: Token | None) -> dict[str, str]:
    """`doing`: "getting in and out of the bath", and `to_do`: "get in and out of the bath"; nothing where it would be
    long, bare or odd.
    """
    if (
        verb is None
        or not verb.tag_.startswith("VB")
        or (base(verb) in {"be", "do", "have", "get"} and verb.i + 1 >= len(doc))
    ):
        return {}
    said = _spoken(doc, verb)
    words = said.split()
    if re.search(r"\b(?:i|we|he|she|they|looking forward|having to|going to be)\b", said, re.I):
        return {}
    by_us = any(child.lower_ in {"i", "we"} for child in verb.lefts)
    if by_us and re.search(r"['’]ll|\bwill\b", doc.text):
        return {}
    if (
        not words
        or len(words) > _MOST_WORDS
        or words[-1].lower() in read_words("grammar")["loose"]
        or words[1:2] == ["you"]
    ):
        return {}
    if {"it", "this", "that", "them", "these", "those", "one"} & {word.lower() for word in words[1:2]} and len(
        words
    ) == 2:
        return {}
    if len(words) == 1 and base(verb) in read_words("grammar")["bare"]:
        return {}
    return {"doing": said, "to_do": _spoken(doc, verb, str)}


def _spoken(doc: Doc, verb: Token, form: Callable[[str], str] = doing) -> str:
    """The phrase word by word, up to where another clause or sentence part begins."""
    words = read_words("grammar")
    out = ""
    for token in doc[verb.i :]:
        if token.i > verb.i and _ends_here(doc, token):
            break
        if token.lower_ in words["dropped"] or token.dep_ == "neg":
            continue
        if token.i == verb.i or (token.tag_.startswith("VB") and token.dep_ == "conj" and _verb_join(token)):
            out += form(base(token)) + (token.whitespace_ or " ")
        elif token.lower_ == "of" and doc[token.i - 1].lower_ in words["swapped"]:
            continue
        elif token.lower_ in words["swapped"]:
            out += words["swapped"][token.lower_] + (token.whitespace_ if words["swapped"][token.lower_] else "")
        else:
            out += token.text_with_ws
    return trimmed(" ".join(out.split()))


def _ends_here(doc: Doc, token: Token) -> bool:
    if token.is_punct and token.text not in {"-", "'", "’"}:
        return True
    if token.lower_ in read_words("grammar")["stops"] and (
        token.dep_ in {"mark", "advmod", "nsubj"} or token.tag_ == "WRB"
    ):
        return True
    if token.lower_ in {"like", "as"} and token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PRON":
        return True
    if token.lower_ in _JOINS and token.i + 1 < len(doc):
        after = doc[token.i + 1]
        return after.pos_ in {"AUX"} or after.dep_ in {"nsubj", "nsubjpass"} or after.tag_ in {"WRB", "WP"}
    return False


def _verb_join(token: Token) -> bool:
    """Whether a second verb goes with the first without a subject of its own ("ring her and say sorry")."""
    return not any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in token.lefts)
