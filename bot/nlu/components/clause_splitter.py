"""Takes each message apart into clauses; needs nothing before it."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import take_apart
from bot.nlu.components.attributes import CLAUSES, text_of
from bot.nlu.components.own import OwnComponent
from bot.nlu.syntax import parse


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ClauseSplitter(OwnComponent):
    """Sets the attribute `clauses`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["spacy"]

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes no settings; reads the parser now rather than at the first message."""
        parse("")

    def process(self, messages: list[Message]) -> list[Message]:
        """Splits messages in place."""
        for message in messages:
            message.set(CLAUSES, take_apart(text_of(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves training examples whole: they are labelled as wholes."""
        return training_data
