"""Says how near a message is in meaning to the texts that its metadata carry; needs nothing before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.attributes import LIKENESS, text_of
from bot.nlu.components.own import OwnComponent
from bot.nlu.likeness import load_comparer
from bot.nlu.vector_cache import DEFAULT_FOLDER

COMPARE, PASSING = "compare", "passing"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LikenessFinder(OwnComponent):
    """Sets the attribute `likeness` from the metadata `compare` (texts by key) and `passing` (keys not to keep)."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["tokenizers", "safetensors"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `cache`, the folder that keeps vectors of texts between starts."""
        return {"cache": str(DEFAULT_FOLDER)}

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the settings; the encoder is read when there is first something to compare."""
        self._cache = Path(config["cache"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Compares messages in place; one that brings no texts is left alone."""
        for message in messages:
            held: Any = message.get(METADATA) or {}
            if held.get(COMPARE):
                found = load_comparer(self._cache).compare(text_of(message), held[COMPARE], held.get(PASSING) or ())
                message.set(LIKENESS, found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing is learnt from training texts."""
        return training_data
