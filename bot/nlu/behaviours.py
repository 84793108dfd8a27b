"""Says what a practitioner does in one turn, and which words or form decided it; knows nothing of
conversations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.nlu.encoder import Words
from bot.nlu.phrases import TurnHead

_MOST_WORDS = 3
"""Words named for each behaviour."""


_TYPES = ("open_question", "closed_question", "leading_question")
_ASKS_HOW_IT_IS = re.compile(
    r"(?:how|what)\b(?!\s+(?:many|much|long|often|old|far|soon|big|tall|heavy|late|early|time|day|date|age|number|colour)\b)",
    re.IGNORECASE,
)
"""How a question begins that no word or number answers."""

_ASKS_TOO = ("advise_with_permission", "advise_without_permission", "confront", "rapport")
"""Behaviours that may end in a question mark and be no question about the person's life."""


@dataclass(frozen=True)
class Coded:
    """Behaviours in order of confidence, and for each the words or the form that decided."""

    behaviours: list[str]
    why: dict[str, str]


def code(text: str, words: Words, head: TurnHead) -> Coded:
    """Codes one turn.

    Args:
        text: what was said.
        words: the same text as the encoder read it.
        head: the head for behaviours.

    Returns:
        At least one behaviour, unless the text has no word.
    """
    if not any(character.isalnum() for character in text):
        return Coded([], {})
    probabilities = head.probabilities([text], words.vector[None, :])[0]
    chosen = head.meaning.choose(probabilities) or [head.labels[int(np.argmax(probabilities))]]
    likely = dict(zip(head.labels, probabilities, strict=True))
    chosen += _type_of_question(text, chosen, likely)
    chosen = _open_or_closed(text, chosen, likely)
    return Coded(chosen, {label: _why(text, words, head, label) for label in chosen})


def _type_of_question(text: str, chosen: list[str], probabilities: dict[str, float]) -> list[str]:
    """The likeliest type of question, where something is asked and nothing chosen says so: "You choose: home or
    school?"
    """
    if "?" not in text or set(chosen) & {*_TYPES, *_ASKS_TOO}:
        return []
    return sorted((label for label in _TYPES if label in probabilities), key=lambda label: -probabilities[label])[:1]


def _open_or_closed(text: str, chosen: list[str], probabilities: dict[str, float]) -> list[str]:
    """Not both, where the turn is one question: "How is your wife getting on?" is open by its form, others by
    likelihood.
    """
    both = {"open_question", "closed_question"}
    if not both <= set(chosen) or len(re.findall(r"[.?!]+", text)) > 1:
        return chosen
    is_open = _ASKS_HOW_IT_IS.match(text.lstrip()) or probabilities["open_question"] >= probabilities["closed_question"]
    other = "closed_question" if is_open else "open_question"
    return [label for label in chosen if label != other]


def _why(text: str, words: Words, head: TurnHead, label: str) -> str:
    """Each question for several questions; else the words that spoke most for the label, as said."""
    asked = re.findall(r"[^.?!]+\?", text)
    if label == "multiple_questions" and len(asked) > 1:
        return " / ".join(question.strip() for question in asked)
    column = head.labels.index(label)
    spoken = words.shares @ head.meaning.weights[:, column] + head.phrases.shares(words.said)[:, column]
    named = [i for i, word in enumerate(words.said) if any(c.isalnum() for c in word)]
    best = sorted(sorted(named, key=lambda i: -spoken[i])[:_MOST_WORDS])
    out = words.said[best[0]]
    for before, at in pairwise(best):
        out += (" " if at == before + 1 else " … ") + words.said[at]
    return out
