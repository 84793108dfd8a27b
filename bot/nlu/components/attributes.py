"""Names of the message attributes that the components pass to each other, and how training examples
are read from messages.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.examples import Example, example_from
from bot.nlu.fingerprint import language_fingerprint
from bot.nlu.transformer import Floats

CLAUSES = "clauses"
"""List of `Clause`; empty for a message without words."""

ENCODED = "encoded"
"""An `Encoded`: the vectors of the message and of its clauses, in the order of `CLAUSES`."""

LABELS = "statement_labels"
"""List of `Labels`, in the order of `CLAUSES`."""

ACT = "act"
"""Tuple of the act or `tell`, and the ranking of all of them as pairs (label, probability)."""

BEHAVIOURS = "behaviours"
"""What a practitioner does in a turn: `{"behaviours": [...], "why": {behaviour: words}}`."""

SUGGESTION = "suggestion"
"""Another way to say a practitioner's turn: `{"text", "others", "kind", "picked", "straight"}` (docs/adr/0011), or None
where the turn needs no other.
"""

LIKENESS = "likeness"
"""How near the message is to the texts that came with it: the cosine by key."""

RISK = "risk"
"""A `Risk`."""

PARTICULARS = "particulars"
"""A `Particulars`."""

UNDERSTANDING = "understanding"
"""The contract with the dialogue (docs/adr/0001)."""


def text_of(message: Message) -> str:
    """The text of a message, empty when it has none."""
    return str(message.get(TEXT) or "")


def vector_of(message: Message) -> Floats:
    """The sentence vector that the encoder gave a whole message.

    Raises:
        ValueError: if no encoder ran before.
    """
    _, features = message.get_dense_features(TEXT)
    if features is None:
        raise ValueError("no sentence vector: put SentenceEncoder before this component")
    return np.asarray(features.features[0], dtype=np.float32)


def training_examples(training_data: TrainingData) -> tuple[list[Example], Floats]:
    """Labelled examples with the vectors that the encoder gave them."""
    messages = [m for m in training_data.training_examples if m.get(TEXT) and m.get(INTENT)]
    examples = [_example(message) for message in messages]
    vectors = [vector_of(message) for message in messages]
    return examples, np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)


def _example(message: Message) -> Example:
    held: Any = (message.get(METADATA) or {}).get(METADATA_INTENT)
    return example_from(text_of(message), str(message.get(INTENT)), held)


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """A hash of the pure modules, lexicons and weights.

    Rasa's cache only looks at the source of a component's class; what the class calls must count as
    well.
    """
    return language_fingerprint()
