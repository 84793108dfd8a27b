"""Says what a practitioner does in a turn, and why; needs SentenceEncoder before it in training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.behaviours import code
from bot.nlu.components.attributes import BEHAVIOURS, text_of
from bot.nlu.components.fitted import FittedComponent
from bot.nlu.corpus import PRACTITIONER_TURN
from bot.nlu.encoder import Prior, load_encoder
from bot.nlu.examples import Example
from bot.nlu.phrases import TurnHead
from bot.nlu.transformer import Floats


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class BehaviourCoder(FittedComponent[TurnHead]):
    """Sets the attribute `behaviours`, and the intent."""

    def fit(self, examples: Sequence[Example], vectors: Floats, priors: dict[str, Prior]) -> TurnHead:
        """Fits the head; the fitting is imported only where there is something to fit."""
        from bot.nlu.training import fit_behaviour_head

        return fit_behaviour_head(examples, vectors, priors)

    @classmethod
    def read_head(cls, folder: Path) -> TurnHead:
        """Reads the head."""
        return TurnHead.load(folder)

    @staticmethod
    def write_head(head: TurnHead, folder: Path) -> None:
        """Writes the head."""
        head.save(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        """Codes turns in place.

        Raises:
            ValueError: if the component was neither trained nor loaded.
        """
        for message in messages:
            text = text_of(message)
            coded = code(text, load_encoder().encode_words(text), self.head)
            held = {"behaviours": coded.behaviours, "why": coded.why}
            message.set(BEHAVIOURS, held, add_to_output=True)
            intent = {"name": PRACTITIONER_TURN, "confidence": 1.0 if coded.behaviours else 0.0}
            message.set(INTENT, intent, add_to_output=True)
        return messages
