"""Says a shut turn again as an open question; needs BehaviourCoder before it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.attributes import BEHAVIOURS, SUGGESTION, text_of
from bot.nlu.components.own import OwnComponent
from bot.nlu.rewording import suggest


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TurnReworder(OwnComponent):
    """Sets the attribute `suggestion`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["spacy"]

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes no settings; reads its words now rather than at the first turn."""
        suggest("Does Ann visit?", ["closed_question"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds suggestions in place."""
        for message in messages:
            coded = message.get(BEHAVIOURS) or {"behaviours": []}
            found = suggest(text_of(message), coded["behaviours"])
            held = None if found is None else {**asdict(found), "others": list(found.others)}
            message.set(SUGGESTION, held, add_to_output=True)
        return messages
