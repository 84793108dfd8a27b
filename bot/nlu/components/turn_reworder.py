"""Says a shut turn again as an open question; needs BehaviourCoder before it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.attributes import BEHAVIOURS, SUGGESTION, text_of
from bot.nlu.rewording import suggest


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TurnReworder(GraphComponent):
    """Sets the attribute `suggestion`."""

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
    ) -> TurnReworder:
        """Makes the component; it has no settings, and reads its words now rather than at the first turn."""
        suggest("Does Ann visit?", ["closed_question"])
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds suggestions in place."""
        for message in messages:
            coded = message.get(BEHAVIOURS) or {"behaviours": []}
            found = suggest(text_of(message), coded["behaviours"])
            held = None if found is None else {**asdict(found), "others": list(found.others)}
            message.set(SUGGESTION, held, add_to_output=True)
        return messages
