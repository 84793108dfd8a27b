"""Gives the clauses of a message their kinds and themes; needs ClauseSplitter and SentenceEncoder
before it.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.attributes import (
    ENCODED,
    LABELS,
    code_fingerprint,
    training_examples,
)
from bot.nlu.encoder import load_encoder
from bot.nlu.labelling import StatementHeads


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class StatementLabeller(GraphComponent):
    """Sets the attribute `statement_labels`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["scipy"]

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        heads: StatementHeads | None = None,
    ) -> None:
        """Joins the place to persist to, and trained heads if there are any."""
        self._model_storage = model_storage
        self._resource = resource
        self._heads = heads

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StatementLabeller:
        """Makes an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> StatementLabeller:
        """Makes the component with the heads that were trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, StatementHeads.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the heads and persists them."""
        from bot.nlu.training import fit_statement_heads

        self._heads = fit_statement_heads(*training_examples(training_data), load_encoder().priors)
        with self._model_storage.write_to(self._resource) as folder:
            self._heads.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Labels the clauses of messages in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        if self._heads is None:
            raise ValueError("StatementLabeller is not trained")
        for message in messages:
            message.set(LABELS, self._heads.label(message.get(ENCODED)))
        return messages
