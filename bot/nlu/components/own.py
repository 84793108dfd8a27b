"""What all our components have in common: how Rasa makes one, and how its cache learns that our code changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.components.attributes import code_fingerprint


@dataclass(frozen=True)
class Place:
    """Where a component stands in a graph.

    Attributes:
        node: name of its node, which the features it makes give as their origin.
        storage: the model under way or loaded.
        resource: what it keeps there.
    """

    node: str
    storage: ModelStorage
    resource: Resource


class OwnComponent(GraphComponent):
    """A component made of its settings; says nothing of what it is for.

    Attributes:
        place: where it stands, once Rasa has made it.
    """

    place: Place

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
        component = cls({**cls.get_default_config(), **config})
        component.place = Place(execution_context.node_name, model_storage, resource)
        return component

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()
