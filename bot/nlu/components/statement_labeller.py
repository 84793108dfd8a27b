"""Gives the clauses of a message their kinds and themes; needs ClauseSplitter and SentenceEncoder
before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.attributes import ENCODED, LABELS
from bot.nlu.components.fitted import FittedComponent
from bot.nlu.encoder import Prior
from bot.nlu.examples import Example
from bot.nlu.labelling import StatementHeads
from bot.nlu.transformer import Floats


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class StatementLabeller(FittedComponent[StatementHeads]):
    """Sets the attribute `statement_labels`."""

    def fit(self, examples: Sequence[Example], vectors: Floats, priors: dict[str, Prior]) -> StatementHeads:
        """Fits the head; the fitting is imported only where there is something to fit."""
        from bot.nlu.training import fit_statement_heads

        return fit_statement_heads(examples, vectors, priors)

    @classmethod
    def read_head(cls, folder: Path) -> StatementHeads:
        """Reads the head."""
        return StatementHeads.load(folder)

    @staticmethod
    def write_head(head: StatementHeads, folder: Path) -> None:
        """Writes the head."""
        head.save(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        """Labels the clauses of messages in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        for message in messages:
            message.set(LABELS, self.head.label(message.get(ENCODED)))
        return messages
