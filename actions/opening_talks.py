"""Answers "has anyone answered?" and "I want to change a line", whatever question is open."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.draft_changes import read_change
from actions.memory import Memory
from actions.offering_talks import begin_talk, open_talks
from actions.reading_suggestions import go_on, tell_news
from actions.suggesting import begin_change, read_lines
from actions.talk import waiting_for_the_person
from actions.talks_answers import asks_for_a_new_line
from actions.turning_aside import way_back


class ActionReadNews(Action):
    """Reads out what the other side answered, and each suggestion that waits for the person."""

    def name(self) -> str:
        return "action_read_news"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory = Memory.of(tracker)
        talk = begin_talk(dispatcher, tracker, memory)
        if talk is None or not (talk.names or talk.plan.proposals):
            dispatcher.utter_message(response="utter_news_not_shared")
            return way_back(tracker)
        tell_news(talk)
        talk.state["agenda"] = [each.id for each in waiting_for_the_person(talk.plan)]
        if talk.state["agenda"]:
            go_on(talk)
            return open_talks(talk, tracker)
        if not dispatcher.messages:
            talk.say("utter_news_none")
        talk.close()
        return [SlotSet("talks", talk.state), SlotSet("turn", talk.heard.turn), *way_back(tracker)]


class ActionSuggestChange(Action):
    """Takes the person's own wish about a line of the plan; while the draft is read out, that is where it belongs."""

    def name(self) -> str:
        return "action_suggest_change"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory = Memory.of(tracker)
        talk = begin_talk(dispatcher, tracker, memory)
        if talk is None:
            dispatcher.utter_message(response="utter_talks_no_lines")
            return way_back(tracker) or [FollowupAction("action_listen")]
        change = read_change(talk.heard.text)
        if asks_for_a_new_line(talk.heard.text):
            talk.ask("talks_words", "add")
        elif change is not None and memory["draft_numbers"]:
            begin_change(talk, change)
        elif read_lines(talk):
            talk.ask("talks_line", "change")
        else:
            talk.say("utter_talks_no_lines")
            return [*memory.events(), *way_back(tracker)]
        if talk.state.get("question") is None:
            return [*open_talks(talk, tracker), *way_back(tracker)]
        return open_talks(talk, tracker)
