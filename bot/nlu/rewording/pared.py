"""Pares a sentence of a practitioner down to what it asks or says; knows nothing of syntax."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.rewording.wordlists import read_words

_SENTENCE = re.compile(r"[^.?!…\n]+[.?!…]*[\"”’')]*")
_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Dr|St)\.")
_NEXT_QUESTION = re.compile(
    r"(?:,|;| –| -|\?)?\s+(?:and|or|but)\s+(?=(?:(?:so|then|also)\s+)?(?:what|how|who|where|when|why|which|"
    r"(?:is|are|was|were|do|does|did|have|has|had|can|could|would|will|should)(?:n['’]?t)?\s+"
    r"(?:you|he|she|it|they|we|i|there|your|his|her|their|the|any|anyone|anybody|[A-Z]))\b)|"
    r",\s+and\s+(?=tell me)|"
    r",\s+(?!\w+ (?:you|he|she|it|they|we|there|that)\s*\??$)"
    r"(?=(?:is|are|was|were|do|does|did|have|has|can|could|would|will|should|what|how|who|where|when|why)\s)",
    re.I,
)
_ROUNDS = 4


def sentences(turn: str) -> list[str]:
    """The sentences of a turn with their marks, a pile of questions taken apart ("… , and have you …")."""
    turn = _one_space(turn)
    found = [piece.strip() for piece in _SENTENCE.findall(_TITLE.sub(r"\1", turn)) if re.search(r"\w", piece)]
    out: list[str] = []
    for sentence in found:
        asked = sentence.endswith("?") or sentence.lower().startswith("tell me")
        parts = [part.strip(" ,;") for part in _NEXT_QUESTION.split(sentence)] if asked else [sentence]
        mark = "?" if sentence.endswith("?") else ""
        out.extend(part if part.endswith((".", "?")) else part + mark for part in parts if part.strip("?"))
    return out


def has_tag(sentence: str) -> bool:
    """Whether a question ends in a tag or another mark of leading."""
    return sentence.endswith("?") and _ends()[0].search(sentence.rstrip("?! ")) is not None


def pared(sentence: str) -> str:
    """The sentence without greeting, "I think", tag and end marks; empty if nothing is left."""
    said = sentence.strip().strip('"“”‘').rstrip('.?!… ’"”')
    for _ in range(_ROUNDS):
        rest = trimmed(_begins().sub("", said).strip(" ,.!-–"))
        if rest == said:
            break
        said = rest
    return said


def trimmed(said: str) -> str:
    """The words without ends such as "at the moment" and tags."""
    said = _one_space(said)
    for _ in range(_ROUNDS):
        rest = said
        for ending in _ends():
            cut = ending.sub("", rest).rstrip(" ,-–")
            rest = cut or rest
        if rest == said:
            break
        said = rest
    return said


def _one_space(text: str) -> str:
    """One space for each run of them: thousands in a row made each ending look at each of them anew."""
    return re.sub(r"[^\S\n]{2,}", " ", text)


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(read_words('grammar')['openings'])})(?!\w)\s*", re.I)


@lru_cache(maxsize=1)
def _ends() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{ending})$", re.I) for ending in read_words("grammar")["endings"])
