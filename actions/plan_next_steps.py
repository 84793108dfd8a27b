"""Towards a plan: how the person would know, what needs to happen, who would do it, and by when."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.hearing import Heard, quote
from actions.material import Question
from actions.memory import Memory, in_a_list
from actions.outcome_stage import OutcomeStage
from actions.recording import Recorded, add_steps, step_from
from actions.reflecting import reflect
from plan.services import preparing
from plan.services.ports import UnitOfWork

# "my son Ali", "the nurse at the surgery": a name and no more.
_WORDS_OF_A_NAME = 5
_WOULD = re.compile(r"(?:\b(?:could|can|will|would|might)|['’]ll)\b", re.IGNORECASE)
# "when the weather picks up": a time that no calendar knows.
_WORDS_OF_A_TIME = 6
# "I would be in the yard by seven, and nobody would have to wonder where I was": one picture, kept in one piece.
_WORDS_OF_ONE_INDICATOR = 25


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

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """Before it asks, the steps that were told earlier become actions of the outcome in hand."""
        outcome = self.in_hand(memory)
        if outcome is not None and memory["steps"]:
            _keep_steps(dispatcher, wiring.unit_of_work(), plan_id, outcome, memory["steps"], memory)
            memory["steps"] = []
            memory["plan_happen"] = "told"
        return super().next_due(dispatcher, plan_id, memory)

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
        """Makes of the answer what its question was about."""
        outcome = self.in_hand(memory)
        if outcome is None or not recorded.statements:
            reflect(dispatcher, recorded, asked)
            return
        memory["steps"] = []  # said in answer to this question, so they belong to this outcome
        if asked.id == "plan_when" and _names_a_time(heard, recorded):
            _keep_when(dispatcher, uow, plan_id, outcome, heard, recorded, memory)
            return
        if asked.id == "plan_help" and recorded.people:
            dispatcher.utter_message(response="utter_heard_helper", names=in_a_list(recorded.people))
        else:
            reflect(dispatcher, recorded, asked, quote_services=True)
        if asked.id == "plan_know":
            self._keep_indicator(uow, plan_id, outcome, heard, recorded, memory)
        elif asked.id == "plan_help":
            _keep_help(dispatcher, uow, plan_id, outcome, heard, recorded, memory)
        else:
            # What needs to happen, what they could do themselves; or a step in place of a time.
            said = recorded.statements
            done = [each for each in said if _is_done_by_somebody(each)] if asked.id == "plan_when" else said
            steps = [step_from(each, heard.turn, memory) for each in done]
            if asked.id == "plan_self":
                steps = [_own(step) for step in steps]
            _keep_steps(dispatcher, uow, plan_id, outcome, steps, memory)

    def _keep_indicator(
        self,
        uow: UnitOfWork,
        plan_id: str,
        outcome: dict[str, Any],
        heard: Heard,
        recorded: Recorded,
        memory: Memory,
    ) -> None:
        short = len(recorded.statements) > 1 and len(heard.text.split()) <= _WORDS_OF_ONE_INDICATOR
        wordings = (
            [heard.text.strip()]
            if short
            else [each.get("wording") or each["text"].strip() for each in recorded.statements]
        )
        times = [(each.get("when") or {}).get("said") for each in recorded.statements]
        for wording, by_said in zip(wordings, times, strict=False):
            preparing.add_indicator(uow, plan_id, outcome["id"], wording, heard.turn, by_said=by_said)
        memory.change_outcome(outcome["id"], has_indicator=True)


def _keep_steps(
    dispatcher: CollectingDispatcher,
    uow: UnitOfWork,
    plan_id: str,
    outcome: dict[str, Any],
    steps: list[dict[str, Any]],
    memory: Memory,
) -> None:
    """Keeps the steps as actions; the first date among them is read back before it is stored."""
    ids = add_steps(uow, plan_id, outcome["id"], steps)
    for line_id, step in zip(ids, steps, strict=True):
        if step.get("date") and not memory["date_to_keep"]:
            memory["date_to_keep"] = {"actions": [line_id], "date": step["date"], "turn": step["turn"]}
            dispatcher.utter_message(
                response="utter_read_back_date", said=step["when_said"], date=_in_words(step["date"])
            )
    kept = [
        {"id": line_id, "who": step.get("who"), "dated": bool(step.get("when_said"))}
        for line_id, step in zip(ids, steps, strict=True)
    ]
    memory.change_outcome(outcome["id"], actions=[*(outcome.get("actions") or []), *kept])


def _keep_help(
    dispatcher: CollectingDispatcher,
    uow: UnitOfWork,
    plan_id: str,
    outcome: dict[str, Any],
    heard: Heard,
    recorded: Recorded,
    memory: Memory,
) -> None:
    """A bare name takes on the last action that nobody has; anything more is an action of its own."""
    actions = [dict(each) for each in outcome.get("actions") or []]
    bare = len(heard.text.split()) <= _WORDS_OF_A_NAME
    free = next((each for each in reversed(actions) if each["who"] is None), None)
    if bare and free is not None and recorded.people:
        step = step_from(recorded.statements[0], heard.turn, memory)
        who = recorded.people[0]
        preparing.update_action(uow, plan_id, free["id"], heard.turn, who=who, support=step["support"])
        free["who"] = who
        memory.change_outcome(outcome["id"], actions=actions)
        return
    steps = [step_from(each, heard.turn, memory) for each in recorded.statements]
    _keep_steps(dispatcher, uow, plan_id, outcome, steps, memory)


def _keep_when(
    dispatcher: CollectingDispatcher,
    uow: UnitOfWork,
    plan_id: str,
    outcome: dict[str, Any],
    heard: Heard,
    recorded: Recorded,
    memory: Memory,
) -> None:
    """Keeps the words at once; a date that they name is read back first and stored a turn later."""
    # The last time named is the one that is meant: "next Friday. no, make it the 11th".
    times = [each["when"] for each in recorded.statements if each.get("when")]
    said = times[-1] if times else None
    words = said["said"] if said else quote(heard.text, words=12)
    undated = [each["id"] for each in outcome.get("actions") or [] if not each.get("dated")]
    for action_id in undated:
        preparing.update_action(uow, plan_id, action_id, heard.turn, when_said=words)
    if said and said.get("date"):
        memory["date_to_keep"] = {"actions": undated, "date": said["date"], "turn": heard.turn}
        dispatcher.utter_message(response="utter_read_back_date", said=words, date=_in_words(said["date"]))
    else:
        dispatcher.utter_message(response="utter_kept_date_words", said=words)


def _in_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%A} {day.day} {day:%B %Y}"


def _names_a_time(heard: Heard, recorded: Recorded) -> bool:
    """Whether the answer says when, rather than something else; a few words are taken as a time in the person's way."""
    return any(each.get("when") for each in recorded.statements) or len(heard.text.split()) <= _WORDS_OF_A_TIME


def _is_done_by_somebody(statement: dict[str, Any]) -> bool:
    """Whether a statement says what somebody would do: "he could take us down"."""
    kind = statement["kinds"][0]
    return kind in ("step", "service_request") or (kind == "supporter" and bool(_WOULD.search(statement["text"])))


def _own(step: dict[str, Any]) -> dict[str, Any]:
    return {**step, "who": step["who"] or "me", "support": step["support"] or "self"}


def _all_dated(actions: list[dict[str, Any]]) -> bool:
    return bool(actions) and all(each.get("dated") for each in actions)
