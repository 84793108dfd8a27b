"""A stage that asks its questions of one outcome after another."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.material import Question, questions_of
from actions.memory import Memory
from actions.stage_form import QUIET_ENOUGH, StageForm

# For each thing that matters most, up to three (conversation.md); the short way goes through one.
OUTCOMES_ASKED_ABOUT = {"full": 3, "short": 1}


class OutcomeStage(StageForm):
    """Takes the outcomes in the order in which they were said and notes on each that it is done.

    Attributes:
        done_mark: what is noted on an outcome when the stage is done with it.
    """

    done_mark: str

    def in_hand(self, memory: Memory) -> dict[str, Any] | None:
        """The outcome that the stage is asking about."""
        if memory.quiet_in(self.stage) >= QUIET_ENOUGH:
            return None
        found = memory.outcome_in_hand(self.done_mark, OUTCOMES_ASKED_ABOUT[memory.way])
        return found if found is not None and self.is_wanted(found, memory) else None

    def is_wanted(self, outcome: dict[str, Any], memory: Memory) -> bool:
        """Whether the person wants to talk about this outcome at this stage."""
        return True

    def is_due(self, each: Question, memory: Memory) -> bool:
        """A question about an outcome needs one in hand."""
        return self.in_hand(memory) is not None and super().is_due(each, memory)

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """The next question for the outcome in hand; when there is none, the first for the next outcome."""
        while (outcome := self.in_hand(memory)) is not None:
            memory["outcome_words"] = outcome["words"]
            memory["outcome_first"] = outcome["id"] == memory["outcomes"][0]["id"]
            due = super().next_due(dispatcher, plan_id, memory)
            if due is not None:
                return due
            memory.change_outcome(outcome["id"], **{self.done_mark: True})
            for each in questions_of(self.stage):
                memory[each.id] = None
        return super().next_due(dispatcher, plan_id, memory)
