"""What all our components have in common: how Rasa makes one, and how its cache learns that our code changed."""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.components.attributes import code_fingerprint


class OwnComponent(GraphComponent):
    """A component made of its settings; says nothing of what it is for."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the settings, defaults included."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Makes the component as Rasa asks for it."""
        return cls({**cls.get_default_config(), **config})

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()
