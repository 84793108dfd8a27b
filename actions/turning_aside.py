"""Turning aside from a question and coming back to it: why it is asked, in other words, hello, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.confirm_draft import read_out
from actions.hearing import Heard, hear
from actions.material import read_choice
from actions.memory import Memory
from actions.offering_talks import offer_news, take_up
from actions.recording import record
from actions.reflecting import reflect
from actions.stage_form import choose_way
from actions.telling import asks_once_more, read_only_way
from plan.services import preparing

# A form may begin again only when this many words do not already tell who it is for.
WORDS_OF_A_STORY = 8
# "I feel awful" asks for a pause; "just getting through the day, I'm shattered" tells of a life as well.
WORDS_WORTH_KEEPING = 4
# Fewer only say how somebody feels just now ("i cant do this").
WORDS_OF_A_WORRY = 5


def way_back(tracker: Tracker) -> list[EventType]:
    """Events that put the open question again, more shortly; none where no question is open."""
    form = (tracker.active_loop or {}).get("name") or tracker.get_slot("open_form")
    if not form:
        return []
    return [
        SlotSet("asides", int(tracker.get_slot("asides") or 0) + 1),
        SlotSet("asking_again", True),
        SlotSet("rephrasing", False),
        SlotSet("open_form", None),
        FollowupAction(form),
    ]


def has_begun(tracker: Tracker) -> bool:
    """Whether the guide has opened the conversation."""
    slots = tracker.slots
    return bool((tracker.active_loop or {}).get("name") or slots.get("open_form") or slots.get("finished"))


class ActionReturnToQuestion(Action):
    """Puts the question that was open once more. What somebody upset said about their life is kept."""

    def name(self) -> str:
        return "action_return_to_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        heard = hear(tracker)
        if heard.intent == "upset" and has_begun(tracker) and len(heard.text.split()) >= WORDS_WORTH_KEEPING:
            # Kept, but not counted: words of distress should not spare anybody the questions that would help.
            record(
                wiring.unit_of_work(), tracker.sender_id, _in_distress(heard), Memory.of(tracker), None, wishes=False
            )
        return [SlotSet("turn", heard.turn), *way_back(tracker)]


def _in_distress(heard: Heard) -> Heard:
    """The message with its parts as worries or as background: "I'm sorry" is no worry, "end of my rope" no strength."""

    def kept_as(statement: dict[str, Any]) -> list[str]:
        is_worry = "concern" in statement["kinds"] and len(statement["text"].split()) >= WORDS_OF_A_WORRY
        return ["concern"] if is_worry else ["context"]

    return replace(heard, statements=[{**each, "kinds": kept_as(each)} for each in heard.statements])


class ActionFindThread(Action):
    """Says so when no rule fits, and puts the open question again. Never runs twice in one turn."""

    def name(self) -> str:
        return "action_find_thread"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        dispatcher.utter_message(response="utter_lost_thread")
        return way_back(tracker) or [FollowupAction("action_listen")]


class ActionAnswerWhy(Action):
    """Says why the open question is asked."""

    def name(self) -> str:
        return "action_answer_why"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        asked = tracker.get_slot("requested_slot")
        dispatcher.utter_message(response=f"utter_why_{asked}" if asked else "utter_why_anything")
        return way_back(tracker)


class ActionSayItAnotherWay(Action):
    """Puts the open question in other words, instead of once more in the same ones."""

    def name(self) -> str:
        return "action_say_it_another_way"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        asked = tracker.get_slot("requested_slot")
        if not has_begun(tracker):
            dispatcher.utter_message(response="utter_welcome")
            return [SlotSet("way", read_only_way(hear(tracker).text)), FollowupAction("welcome_form")]
        if not asked:
            dispatcher.utter_message(response="utter_nothing_open")
            return []
        if asked in ("draft_right", "share_choice"):
            memory = Memory.of(tracker)
            read_out(dispatcher, wiring.unit_of_work(), tracker.sender_id, memory)
            return [*memory.events(), *way_back(tracker)]
        if asks_once_more(hear(tracker).text):
            return [*way_back(tracker), SlotSet("rephrasing", bool(tracker.get_slot("rephrasing")))]
        # The second time in the words of before, so that the same sentence does not come back twice running.
        return [*way_back(tracker), SlotSet("rephrasing", not tracker.get_slot("rephrasing"))]


class ActionGreet(Action):
    """Answers a hello; the first one opens the conversation."""

    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if not has_begun(tracker):
            dispatcher.utter_message(response="utter_welcome")
            return [FollowupAction("welcome_form")]
        dispatcher.utter_message(response="utter_greet")
        return offer_news(dispatcher, tracker, Memory.of(tracker)) or way_back(tracker)


class ActionPickUp(Action):
    """Takes words that come while no question is open: first words, words after a stop, or afterthoughts."""

    def name(self) -> str:
        return "action_pick_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory, heard = Memory.of(tracker), hear(tracker)
        uow = wiring.unit_of_work()
        begun = has_begun(tracker)
        if (taken_up := take_up(dispatcher, tracker, memory, heard)) is not None:
            return taken_up
        chosen = read_choice("framework", heard.text)
        story = len(heard.text.split()) >= WORDS_OF_A_STORY
        if not begun:
            dispatcher.utter_message(response="utter_welcome")
            if story or chosen:
                memory["framework"] = memory["framework"] or (chosen or "adult").replace("helping", "adult")
            if story:
                memory["way"] = memory["way"] or "full"
        preparing.begin_plan(uow, tracker.sender_id, memory.framework)
        memory["turn"] = heard.turn
        if not begun and chosen and not story:
            # "For me", before the guide could ask: who it is for, and nothing about a life.
            preparing.set_framework(uow, tracker.sender_id, memory.framework)
            dispatcher.utter_message(response=f"utter_heard_framework_{chosen}")
        elif not begun and choose_way(memory, heard.text):
            dispatcher.utter_message(response=f"utter_heard_way_{memory.way}")
        elif heard.tells:
            recorded = record(uow, tracker.sender_id, heard, memory, None)
            if memory["finished"]:
                dispatcher.utter_message(response="utter_added_words")
            else:
                reflect(dispatcher, recorded)
        elif memory["finished"]:
            dispatcher.utter_message(response="utter_still_here")
        if not begun:
            return [*memory.events(), FollowupAction("welcome_form")]
        offered = offer_news(dispatcher, tracker, memory) if memory["finished"] else []
        return offered or [*memory.events(), *way_back(tracker)]
