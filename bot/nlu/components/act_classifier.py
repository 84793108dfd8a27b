"""Says whether a message turns aside, and how; needs SentenceEncoder before it."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.asides import find_act
from bot.nlu.components.attributes import ACT, ENCODED, code_fingerprint, text_of, training_examples
from bot.nlu.encoder import load_encoder
from bot.nlu.heads import ChoiceHead

_FILE = "act.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(GraphComponent):
    """Sets the attribute `act`."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `most_false`, the largest share of answers that may be taken for an aside in
        training.
        """
        return {"most_false": 0.01}

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
    ) -> ActClassifier:
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
    ) -> ActClassifier:
        """Makes the component with the head that was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, ChoiceHead.load(folder / _FILE))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the head and persists it."""
        from bot.nlu.training import fit_act_head

        examples, vectors = training_examples(training_data)
        self._head = fit_act_head(examples, vectors, load_encoder().priors, self._config["most_false"])
        with self._model_storage.write_to(self._resource) as folder:
            self._head.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Classifies messages in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        if self._head is None:
            raise ValueError("ActClassifier is not trained")
        for message in messages:
            message.set(ACT, find_act(self._head, text_of(message), message.get(ENCODED)))
        return messages
