"""Joins what the components before it found into `understanding` and the intent; comes last, needs
all of them.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.components.attributes import (
    ACT,
    CLAUSES,
    LABELS,
    PARTICULARS,
    RISK,
    UNDERSTANDING,
    text_of,
)
from bot.nlu.components.own import OwnComponent
from bot.nlu.labels import AT_RISK, TELL
from bot.nlu.risk import Risk
from bot.nlu.understanding import build


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class UnderstandingBuilder(OwnComponent):
    """Sets the attribute `understanding`, the intent and its ranking."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults: `ranking_length`, how many intents are listed; `plain_risk`, the score from which the
        guide stops asking.
        """
        return {"ranking_length": 5, "plain_risk": 0.85}

    def __init__(self, config: dict[str, Any]) -> None:
        """Takes the settings."""
        self._ranking_length = config["ranking_length"]
        self._plain_risk = config["plain_risk"]

    def process(self, messages: list[Message]) -> list[Message]:
        """Completes messages in place."""
        for message in messages:
            act, ranking = message.get(ACT)
            risk: Risk = message.get(RISK)
            if not text_of(message).strip():
                act, ranking, risk = TELL, [(TELL, 1.0)], Risk(False, None, 0.0)
            understood = build(
                clauses=message.get(CLAUSES),
                labels=message.get(LABELS),
                act=act,
                act_confidence=dict(ranking)[act],
                risk=risk,
                found=message.get(PARTICULARS),
            )
            message.set(UNDERSTANDING, understood, add_to_output=True)
            self._set_intent(message, act, ranking, risk)
        return messages

    def _set_intent(self, message: Message, act: str, ranking: list[tuple[str, float]], risk: Risk) -> None:
        """The intent is `at_risk` where the risk is plain, whatever else the message does.

        Below that the risk stands in `understanding` alone, and the dialogue mentions who can help without stopping.
        """
        scored = {**dict(ranking), AT_RISK: risk.score}
        name = AT_RISK if risk.at_risk and risk.score >= self._plain_risk else act
        ordered = sorted(scored, key=lambda label: (label != name, -scored[label]))
        rows = [{"name": label, "confidence": scored[label]} for label in ordered]
        message.set(INTENT, rows[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, rows[: self._ranking_length], add_to_output=True)
