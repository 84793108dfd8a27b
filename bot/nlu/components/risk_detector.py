"""Says whether a message tells of danger, and of which kind; needs SentenceEncoder before it."""

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
    RISK,
    code_fingerprint,
    text_of,
    training_examples,
)
from bot.nlu.encoder import load_encoder
from bot.nlu.heads import ChoiceHead
from bot.nlu.risk import detect

_FILE = "risk.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RiskDetector(GraphComponent):
    """Sets the attribute `risk`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `recall`, the share of held-out dangers that the threshold must let through."""
        return {"recall": 0.97}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        head: ChoiceHead | None = None,
    ) -> None:
        """Joins settings, the place to persist to, and a trained head if there is one."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._head = head

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RiskDetector:
        """Makes an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RiskDetector:
        """Makes the component with the head that was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, ChoiceHead.load(folder / _FILE))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the head and persists it."""
        from bot.nlu.training import fit_risk_head

        self._head = fit_risk_head(*training_examples(training_data), load_encoder().priors, self._config["recall"])
        with self._model_storage.write_to(self._resource) as folder:
            self._head.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Classifies messages in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        if self._head is None:
            raise ValueError("RiskDetector is not trained")
        for message in messages:
            message.set(RISK, detect(text_of(message), self._head, message.get(ENCODED)))
        return messages
