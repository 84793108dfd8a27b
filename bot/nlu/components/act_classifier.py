"""Says whether a message turns aside, and how; needs SentenceEncoder before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.asides import find_act
from bot.nlu.components.attributes import ACT, ENCODED, text_of
from bot.nlu.components.fitted import FittedComponent
from bot.nlu.encoder import Prior
from bot.nlu.examples import Example
from bot.nlu.heads import ChoiceHead
from bot.nlu.transformer import Floats

_FILE = "act.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(FittedComponent[ChoiceHead]):
    """Sets the attribute `act`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `most_false`, the largest share of answers that may be taken for an aside in
        training.
        """
        return {"most_false": 0.01}

    def fit(self, examples: Sequence[Example], vectors: Floats, priors: dict[str, Prior]) -> ChoiceHead:
        """Fits the head; the fitting is imported only where there is something to fit."""
        from bot.nlu.training import fit_act_head

        return fit_act_head(examples, vectors, priors, self._config["most_false"])

    @classmethod
    def read_head(cls, folder: Path) -> ChoiceHead:
        """Reads the head."""
        return ChoiceHead.load(folder / _FILE)

    @staticmethod
    def write_head(head: ChoiceHead, folder: Path) -> None:
        """Writes the head."""
        head.save(folder / _FILE)

    def process(self, messages: list[Message]) -> list[Message]:
        """Classifies messages in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        for message in messages:
            message.set(ACT, find_act(self.head, text_of(message), message.get(ENCODED)))
        return messages
