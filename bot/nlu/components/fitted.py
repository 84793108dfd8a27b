"""What the components that carry a trained head have in common: how it is made, kept and found again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.components.attributes import training_examples
from bot.nlu.components.own import OwnComponent
from bot.nlu.encoder import Prior, load_encoder
from bot.nlu.examples import Example
from bot.nlu.transformer import Floats

Head = TypeVar("Head")


class FittedComponent(OwnComponent, Generic[Head]):
    """A component with one head, or several in one, that training fits; says nothing of what it is for."""

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that must be there."""
        return ["scipy"]

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the settings; the head is trained or read afterwards."""
        self._config = config
        self._head: Head | None = None

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """Makes the component with the head that was trained."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component._head = cls.read_head(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the head and persists it."""
        examples, vectors = training_examples(training_data)
        self._head = self.fit(examples, vectors, load_encoder().priors)
        with self.place.storage.write_to(self.place.resource) as folder:
            self.write_head(self._head, folder)
        return self.place.resource

    @property
    def head(self) -> Head:
        """The trained head.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        if self._head is None:
            raise ValueError(f"{type(self).__name__} is not trained")
        return self._head

    @abstractmethod
    def fit(self, examples: Sequence[Example], vectors: Floats, priors: dict[str, Prior]) -> Head:
        """Fits the head on examples and their vectors, beginning from the heads of the fine-tuning."""

    @classmethod
    @abstractmethod
    def read_head(cls, folder: Path) -> Head:
        """Reads what `write_head` wrote."""

    @staticmethod
    @abstractmethod
    def write_head(head: Head, folder: Path) -> None:
        """Writes the head into a folder."""
