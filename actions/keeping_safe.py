"""When someone may be at risk: stop asking, say plainly what this is, show who can help, and let the person choose."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.hearing import Heard, hear, quote
from actions.leaving import leave_open_form_for
from actions.material import helplines
from actions.memory import Memory
from actions.recording import record
from actions.turning_aside import way_back
from plan.services import access, preparing

# Where nothing says which danger it is, the lines for the gravest are shown.
_CATEGORY_UNKNOWN = "suicide_self_harm"
_CARRY_ON = re.compile(r"\b(carry on|go on|keep going|continue|back to)\b", re.IGNORECASE)
_STOP = re.compile(
    r"^\W*(?:(?:i(?:'d| would) (?:like|rather) (?:to )?|let'?s |please |just )?"
    r"stop(?: here| now| for now| for today| please)*|"
    r"leave it(?: there)?|enough|later|bye|finish|not now|pause)(?: please| thanks| for now| for today)*\W*$",
    re.IGNORECASE,
)


class ActionKeepSafe(Action):
    """Answers words about danger. Nothing is reported to anybody, and what was said is kept like all other words."""

    def name(self) -> str:
        return "action_keep_safe"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory, heard = Memory.of(tracker), hear(tracker)
        _keep_words(tracker.sender_id, heard, memory)
        category = heard.risk_category or _CATEGORY_UNKNOWN
        dispatcher.utter_message(response="utter_safety_acknowledge", quote=quote(heard.text, 30))
        show_lines(dispatcher, category, memory.framework)
        memory["safety_raised"] = category
        memory["safety_heard_more"] = None
        return [*memory.events(), *leave_open_form_for("safety_form", "safety_choice", tracker)]


class ValidateSafetyForm(Action):
    """Hears what the person wants to do. "I'm fine" is believed and does not erase what was said."""

    def name(self) -> str:
        return "validate_safety_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if tracker.get_slot("requested_slot") != "safety_choice":
            return [SlotSet("requested_slot", "safety_choice")]
        memory, heard = Memory.of(tracker), hear(tracker)
        if heard.intent in (
            "ask_why",
            "ask_privacy",
            "repeat_or_rephrase",
            "ask_human",
            "stop_and_delete",
        ):
            return []
        if heard.intent == "pause" or _STOP.search(heard.text):
            memory["safety_choice"] = "stop"
            uow = wiring.unit_of_work()
            preparing.begin_plan(uow, tracker.sender_id, memory.framework)
            code = access.issue_resume_code(uow, tracker.sender_id)
            dispatcher.utter_message(response="utter_safety_stop", code=code)
        elif heard.intent != "at_risk" and (
            _CARRY_ON.search(heard.text) or heard.intent in ("affirm", "deny", "skip", "thanks", "greet")
        ):
            memory["safety_choice"] = "carry_on"
            dispatcher.utter_message(response="utter_safety_carry_on")
        elif heard.intent == "at_risk" or (heard.tells and not memory["safety_heard_more"]):
            _keep_words(tracker.sender_id, heard, memory)
            memory["asking_again"] = True
            memory["safety_heard_more"] = True
            dispatcher.utter_message(response="utter_safety_heard_more")
            return [*memory.events(), SlotSet("requested_slot", "safety_choice")]
        else:
            # An answer that names no choice is taken as going on; the numbers stay, and nothing is asked for ever.
            if heard.tells:
                _keep_words(tracker.sender_id, heard, memory)
            memory["safety_choice"] = "carry_on"
            dispatcher.utter_message(response="utter_safety_carry_on")
        return [*memory.events(), SlotSet("requested_slot", None)]


class ActionAfterSafety(Action):
    """Goes back to the open question where the person chose to carry on, and waits where they chose to stop."""

    def name(self) -> str:
        return "action_after_safety"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        return way_back(tracker) if tracker.get_slot("safety_choice") == "carry_on" else []


def show_lines(dispatcher: CollectingDispatcher, category: str, framework: str) -> None:
    """Says every helpline that fits, the emergency number first where life may be in danger now."""
    fitting = [line for line in helplines() if line.fits(category, framework, wiring.nation())]
    if category not in ("medical_emergency", "child_at_risk", "partner_violence"):
        fitting.sort(key=lambda line: line.id == "emergency")
    for line in fitting:
        dispatcher.utter_message(response="utter_safety_line", name=line.name, number=line.number, hours=line.hours)


def _keep_words(plan_id: str, heard: Heard, memory: Memory) -> None:
    if heard.statements:
        record(wiring.unit_of_work(), plan_id, heard, memory, None, wishes=False)
