"""Gives each message and each of its clauses a sentence vector; uses the clauses where a splitter
ran before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.attributes import CLAUSES, ENCODED, text_of
from bot.nlu.components.own import OwnComponent
from bot.nlu.encoder import load_encoder
from bot.nlu.transformer import Floats
from bot.nlu.vector_cache import encode_cached


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(OwnComponent):
    """Adds a dense sentence feature, and sets the attribute `encoded`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["tokenizers", "safetensors", "onnxruntime"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `cache`, the folder that keeps vectors of training texts between trainings."""
        return {"cache": ".cache/vectors"}

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the settings; reads the encoder now rather than at the first message."""
        self._cache = Path(config["cache"])
        self._encoder = load_encoder()

    def process(self, messages: list[Message]) -> list[Message]:
        """Encodes messages with their clauses; a message and its parts in two passes at most."""
        for message in messages:
            spans = [(clause.start, clause.end) for clause in message.get(CLAUSES) or []]
            encoded = self._encoder.encode_message(text_of(message), spans)
            self._add(message, encoded.windows[0])
            message.set(ENCODED, encoded)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes training texts as wholes."""
        messages = [m for m in training_data.training_examples if m.get(TEXT)]
        vectors = encode_cached(self._encoder, [text_of(m) for m in messages], self._cache)
        for message, vector in zip(messages, vectors, strict=True):
            self._add(message, vector)
        return training_data

    def _add(self, message: Message, vector: Floats) -> None:
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self.place.node))
