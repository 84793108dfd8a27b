"""One answer to one question, with all that an action needs to take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.hearing import Heard
from actions.material import Question
from actions.memory import Memory
from plan.services.ports import UnitOfWork


@dataclass(frozen=True)
class Exchange:
    """What was asked, what was heard, and where both go.

    Attributes:
        plan_id: also the id of the conversation.
        stage: the stage in which it was asked; a question about a service may be asked in any.
    """

    dispatcher: CollectingDispatcher
    uow: UnitOfWork
    plan_id: str
    stage: str
    asked: Question
    heard: Heard
    memory: Memory

    def say(self, response: str, **values: Any) -> None:
        """Says one of the domain's responses."""
        self.dispatcher.utter_message(response=response, **values)
