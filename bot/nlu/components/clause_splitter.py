"""Takes each message apart into clauses; needs nothing before it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import take_apart
from bot.nlu.components.attributes import CLAUSES, code_fingerprint, text_of
from bot.nlu.syntax import parse


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ClauseSplitter(GraphComponent):
    """Sets the attribute `clauses`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        """Makes the component; it has no settings."""
        parse("")
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()

    def process(self, messages: list[Message]) -> list[Message]:
        """Splits messages in place."""
        for message in messages:
            message.set(CLAUSES, take_apart(text_of(message)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves training examples whole: they are labelled as wholes."""
        return training_data
