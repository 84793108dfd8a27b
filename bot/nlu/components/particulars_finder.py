"""Finds people, dates and ratings in each message; needs nothing before it."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.attributes import PARTICULARS, text_of
from bot.nlu.components.own import OwnComponent
from bot.nlu.particulars import entities, find_particulars


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ParticularsFinder(OwnComponent):
    """Sets the attribute `particulars`, and adds entities `person`, `date` and `rating`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `today`, an ISO date for tests; None means the day on which the message is
        read.
        """
        return {"today": None}

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the settings."""
        fixed = config["today"]
        self._today = date.fromisoformat(str(fixed)) if fixed else None

    def process(self, messages: list[Message]) -> list[Message]:
        """Looks through messages in place."""
        for message in messages:
            found = find_particulars(text_of(message), self._today or date.today())
            message.set(PARTICULARS, found)
            own = entities(found, type(self).__name__)
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *own], add_to_output=True)
        return messages
