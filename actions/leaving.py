"""Leaving: a code to come back with, and deleting everything after a clear yes."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.hearing import hear
from actions.material import is_clear_yes
from actions.memory import Memory
from actions.turning_aside import way_back
from plan.services import access, preparing, retaining


def leave_open_form_for(form: str, choice: str, tracker: Tracker) -> list[EventType]:
    """Events that set the open stage aside, remember it, and open another form."""
    open_now = (tracker.active_loop or {}).get("name")
    remembered = tracker.get_slot("open_form")
    stage = open_now if open_now not in (None, "safety_form", "delete_form") else remembered
    return [
        SlotSet("open_form", stage),
        SlotSet(choice, None),
        SlotSet("asking_again", False),
        SlotSet("requested_slot", None),
        ActiveLoop(None),
        FollowupAction(form),
    ]


class ActionPauseConversation(Action):
    """Gives a code to come back with; the open question waits."""

    def name(self) -> str:
        return "action_pause_conversation"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        uow = wiring.unit_of_work()
        preparing.begin_plan(uow, tracker.sender_id, Memory.of(tracker).framework)
        code = access.issue_resume_code(uow, tracker.sender_id)
        dispatcher.utter_message(response="utter_paused", code=code)
        return way_back(tracker)


class ActionConsiderErasing(Action):
    """Sets the open question aside to ask whether everything should really go."""

    def name(self) -> str:
        return "action_consider_erasing"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        uow = wiring.unit_of_work()
        if uow.plans.exists(tracker.sender_id) and retaining.leaves_record(uow.plans.get(tracker.sender_id)):
            dispatcher.utter_message(response="utter_agreed_plan_stays")
        return leave_open_form_for("delete_form", "delete_confirmed", tracker)


class ValidateDeleteForm(Action):
    """Takes only a clear yes for a yes, by its words and not by what it was understood as alone."""

    def name(self) -> str:
        return "validate_delete_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if tracker.get_slot("requested_slot") != "delete_confirmed":
            return [SlotSet("requested_slot", "delete_confirmed")]
        heard = hear(tracker)
        if heard.intent in ("ask_why", "repeat_or_rephrase", "ask_privacy"):
            return []
        sure = heard.intent in ("affirm", "stop_and_delete") and is_clear_yes(tracker.latest_message.get("text") or "")
        answer = "yes" if sure else "no" if heard.intent == "deny" else "unclear"
        return [SlotSet("delete_confirmed", answer), SlotSet("requested_slot", None)]


class ActionEraseEverything(Action):
    """Deletes the plan; the engine deletes the conversation with it at the end of the turn."""

    def name(self) -> str:
        return "action_erase_everything"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        answer = tracker.get_slot("delete_confirmed")
        if answer == "yes":
            uow = wiring.unit_of_work()
            preparing.begin_plan(uow, tracker.sender_id, Memory.of(tracker).framework)
            retaining.erase_plan(uow, tracker.sender_id)
            dispatcher.utter_message(response="utter_everything_deleted")
            return [SlotSet("erased", True)]
        kept = "utter_kept_everything" if answer == "no" else "utter_delete_not_understood"
        dispatcher.utter_message(response=kept)
        return way_back(tracker)
