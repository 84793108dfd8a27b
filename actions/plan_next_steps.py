"""Towards a plan: how the person would know, what needs to happen, who would do it, and by when."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.exchange import Exchange
from actions.hearing import Heard, quote
from actions.keeping_steps import (
    corrects_its_time,
    in_steps,
    is_done_by_somebody,
    keep_help,
    keep_indicator,
    keep_steps,
    keep_when,
    names_a_time,
)
from actions.material import Question
from actions.memory import Memory, in_a_list
from actions.outcome_stage import OutcomeStage
from actions.recording import Recorded, step_from
from actions.reflecting import reflect
from actions.telling import says_no_step


class ValidateTowardsAPlanForm(OutcomeStage):
    """Turns answers about one outcome into its indicator and its actions, in the person's words."""

    stage = "towards_a_plan"
    done_mark = "planned"

    def is_wanted(self, outcome: dict[str, Any], memory: Memory) -> bool:
        """The first outcome always; a further one when the person said where they are with it now."""
        return outcome["id"] == memory["outcomes"][0]["id"] or outcome.get("now") is not None

    def is_due(self, each: Question, memory: Memory) -> bool:
        """What was already told about doing it, or who would, is not asked again."""
        outcome = self.in_hand(memory) or {}
        actions = outcome.get("actions") or []
        if each.id == "plan_happen" and memory["steps"]:
            return False
        if each.id == "plan_self" and any(action["who"] == "me" for action in actions):
            return False
        if each.id == "plan_help" and any(action["who"] not in (None, "me") for action in actions):
            return False
        if each.id == "plan_when" and (not (actions or outcome.get("has_indicator")) or _all_dated(actions)):
            return False
        return super().is_due(each, memory)

    def is_answer(self, asked: Question, heard: Heard) -> bool:
        """A time that is put right as it is said answers by when; it changes no earlier answer."""
        return asked.id == "plan_when" and corrects_its_time(heard)

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """Before it asks, the steps that were told earlier become actions of the outcome in hand."""
        outcome = self.in_hand(memory)
        if outcome is not None and memory["steps"]:
            keep_steps(dispatcher, wiring.unit_of_work(), plan_id, outcome, memory["steps"], memory)
            memory["steps"] = []
            memory["plan_happen"] = "told"
        return super().next_due(dispatcher, plan_id, memory)

    def after_telling(self, exchange: Exchange, recorded: Recorded) -> None:
        """Makes of the answer what its question was about."""
        asked, heard, memory = exchange.asked, exchange.heard, exchange.memory
        outcome = self.in_hand(memory)
        if outcome is None or not recorded.statements:
            reflect(exchange.dispatcher, recorded, asked)
            return
        memory["steps"] = []  # said in answer to this question, so they belong to this outcome
        if asked.id == "plan_when" and names_a_time(heard, recorded):
            keep_when(exchange, outcome, recorded)
            return
        if asked.id != "plan_know" and says_no_step(heard.text):
            exchange.say("utter_quote_context", quote=quote(heard.text))
            return
        if asked.id == "plan_help" and recorded.people:
            exchange.say("utter_heard_helper", names=in_a_list(recorded.people))
        else:
            reflect(exchange.dispatcher, recorded, asked, quote_services=True)
        if asked.id == "plan_know":
            keep_indicator(exchange, outcome, recorded)
        elif asked.id == "plan_help":
            keep_help(exchange, outcome, recorded)
        else:
            # What needs to happen, what they could do themselves; or a step in place of a time.
            said = recorded.statements
            done = [each for each in said if is_done_by_somebody(each)] if asked.id == "plan_when" else said
            steps = [step_from(each, heard.turn, memory) for each in in_steps(heard.text, done)]
            if asked.id == "plan_self":
                steps = [_own(step) for step in steps]
            keep_steps(exchange.dispatcher, exchange.uow, exchange.plan_id, outcome, steps, memory)


def _own(step: dict[str, Any]) -> dict[str, Any]:
    return {**step, "who": step["who"] or "me", "support": step["support"] or "self"}


def _all_dated(actions: list[dict[str, Any]]) -> bool:
    return bool(actions) and all(each.get("dated") for each in actions)
