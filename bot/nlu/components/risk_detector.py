"""Says whether a message tells of danger, and of which kind; needs SentenceEncoder before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.attributes import ENCODED, RISK, text_of
from bot.nlu.components.fitted import FittedComponent
from bot.nlu.encoder import Prior
from bot.nlu.examples import Example
from bot.nlu.heads import ChoiceHead
from bot.nlu.risk import detect
from bot.nlu.transformer import Floats

_FILE = "risk.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RiskDetector(FittedComponent[ChoiceHead]):
    """Sets the attribute `risk`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `recall`, the share of held-out dangers that the threshold should let through; it
        stays between 0.25 and 0.5 all the same (ADR 4, fourth round)."""
        return {"recall": 0.97}

    def fit(self, examples: Sequence[Example], vectors: Floats, priors: dict[str, Prior]) -> ChoiceHead:
        """Fits the head; the fitting is imported only where there is something to fit."""
        from bot.nlu.training import fit_risk_head

        return fit_risk_head(examples, vectors, priors, self._config["recall"])

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
            message.set(RISK, detect(text_of(message), self.head, message.get(ENCODED)))
        return messages
