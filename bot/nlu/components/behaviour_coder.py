"""Says what a practitioner does in a turn, and why; needs SentenceEncoder before it in training."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.behaviours import code
from bot.nlu.components.attributes import BEHAVIOURS, code_fingerprint, text_of, training_examples
from bot.nlu.corpus import PRACTITIONER_TURN
from bot.nlu.encoder import load_encoder
from bot.nlu.phrases import TurnHead


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class BehaviourCoder(GraphComponent):
    """Sets the attribute `behaviours`, and the intent."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["scipy"]

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        head: TurnHead | None = None,
    ) -> None:
        """Joins the place to persist to, and a trained head if there is one."""
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
    ) -> BehaviourCoder:
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
    ) -> BehaviourCoder:
        """Makes the component with the head that was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, TurnHead.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Makes Rasa's cache notice changes in the pure modules."""
        return code_fingerprint()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the head and persists it."""
        from bot.nlu.training import fit_behaviour_head

        examples, vectors = training_examples(training_data)
        self._head = fit_behaviour_head(examples, vectors, load_encoder().priors)
        with self._model_storage.write_to(self._resource) as folder:
            self._head.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Codes turns in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        if self._head is None:
            raise ValueError("BehaviourCoder is not trained")
        for message in messages:
            text = text_of(message)
            coded = code(text, load_encoder().encode_words(text), self._head)
            held = {"behaviours": coded.behaviours, "why": coded.why}
            message.set(BEHAVIOURS, held, add_to_output=True)
            intent = {"name": PRACTITIONER_TURN, "confidence": 1.0 if coded.behaviours else 0.0}
            message.set(INTENT, intent, add_to_output=True)
        return messages
