"""The stages in which a person tells and the guide listens: what matters, strengths, concerns, aspirations, people."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.hearing import Heard
from actions.material import Question
from actions.memory import Memory
from actions.recording import Recorded, add_steps, add_wish
from actions.reflecting import reflect
from actions.stage_form import StageForm
from plan.services.ports import UnitOfWork


class ValidateWhatMattersForm(StageForm):
    """An open start."""

    stage = "what_matters"


class ValidateStrengthsForm(StageForm):
    """What goes well, what helps, what they are good at, what they have come through."""

    stage = "strengths"


class ValidateConcernsForm(StageForm):
    """What concerns them most, and when it is a bit better."""

    stage = "concerns"


class ValidatePeopleForm(StageForm):
    """Who is there, who should be involved, who should not."""

    stage = "people"


class ValidateAspirationsForm(StageForm):
    """What they would like to be different or to keep; and what a service that they ask for would make possible."""

    stage = "aspirations"

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """Asks about each service in turn before the stage goes on."""
        due = super().next_due(dispatcher, plan_id, memory)
        service = _service_in_hand(memory)
        if due == "service_makes_possible" and service is not None:
            memory["service_words"] = service["words"]
        return due

    def is_due(self, each: Question, memory: Memory) -> bool:
        """A question about a service is due while there is one that has not been asked about."""
        if each.about == "service":
            return _service_in_hand(memory) is not None and super().is_due(each, memory)
        return super().is_due(each, memory)

    def hear_answer(
        self,
        dispatcher: CollectingDispatcher,
        uow: UnitOfWork,
        plan_id: str,
        asked: Question,
        heard: Heard,
        memory: Memory,
    ) -> None:
        """After a question about a service the next one comes into hand."""
        service = _service_in_hand(memory) if asked.about == "service" else None
        super().hear_answer(dispatcher, uow, plan_id, asked, heard, memory)
        if service is None or not memory.is_settled(asked.id):
            return
        memory["services"] = [{**each, "asked": True} if each == service else each for each in memory["services"]]
        if _service_in_hand(memory) is not None:
            memory[asked.id] = None

    def after_telling(
        self,
        dispatcher: CollectingDispatcher,
        uow: UnitOfWork,
        plan_id: str,
        asked: Question,
        heard: Heard,
        memory: Memory,
        recorded: Recorded,
    ) -> None:
        """What a service would make possible is the outcome; the service is one way to it (plan.md)."""
        service = _service_in_hand(memory) if asked.about == "service" else None
        if service is not None and recorded.statements:
            outcome_id = recorded.outcome_id or add_wish(uow, plan_id, heard.turn, recorded.statements[0], memory)
            step = {"what": service["words"], "turn": service["turn"], "support": "service"}
            add_steps(uow, plan_id, outcome_id, [step])
        reflect(dispatcher, recorded)


def _service_in_hand(memory: Memory) -> dict[str, Any] | None:
    return next((each for each in memory["services"] if not each["asked"]), None)
