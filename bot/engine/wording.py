"""Chooses among the variants of a response in the domain, so that the same conversation reads the same each time."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.constants import RESPONSE_CONDITION


class SteadyWording(TemplatedNaturalLanguageGenerator):
    """Rasa's generator, with the most specific variant first and a steady choice where Rasa would throw dice.

    A variant with two conditions that hold comes before one with one; among equals the turn and the values decide, so a
    person does not read the same frame twice running and a replay gives the same transcript.
    """

    def __init__(self, responses: dict[str, list[dict[str, Any]]] | None = None) -> None:
        super().__init__(responses or {})

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        if utter_action not in self.responses:
            return None
        suitable: list[dict[str, Any]] = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, filled_slots
        )
        if not suitable:
            return None
        most = max(len(response.get(RESPONSE_CONDITION) or ()) for response in suitable)
        best = [r for r in suitable if len(r.get(RESPONSE_CONDITION) or ()) == most]
        return best[_steady_number(utter_action, filled_slots) % len(best)]


def _steady_number(utter_action: str, slots: dict[str, Any]) -> int:
    turn = slots.get("turn")
    if isinstance(turn, int | float):
        # Counting on rather than drawing: neighbours in time never share a variant.
        return int(turn)
    text = json.dumps([utter_action, slots], default=str, sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
