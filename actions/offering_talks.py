"""Opens the exchange about the plan: sets the stage aside, and offers what waits when somebody comes back."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answering_suggestions import say_not_yet
from actions.draft_changes import read_change
from actions.hearing import Heard, hear
from actions.memory import Memory
from actions.reading_suggestions import news_of
from actions.suggesting import begin_change
from actions.talk import Talk, waiting_for_the_person
from actions.talks_answers import read_answer
from plan.model.vocabulary import State
from plan.services import reading

# Seconds without a message after which somebody who writes has come back.
AWAY = 1800
_SET_ASIDE = ("safety_form", "delete_form", "talks_form")


def begin_talk(dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory) -> Talk | None:
    """The exchange about the plan of this conversation; None where there is no plan yet."""
    uow = wiring.unit_of_work()
    if not uow.plans.exists(tracker.sender_id):
        return None
    return Talk(dispatcher, uow, tracker.sender_id, hear(tracker), memory)


def open_talks(talk: Talk, tracker: Tracker) -> list[EventType]:
    """Events that set the open stage aside and open the form; where nothing is to be asked, only what changed."""
    if talk.state.get("question") is None:
        return [each for each in talk.events() if each.get("name") != "requested_slot"]
    form = (tracker.active_loop or {}).get("name")
    if form not in (None, *_SET_ASIDE):
        talk.state["stage"] = form
    return [*talk.events(), SlotSet("requested_slot", None), ActiveLoop(None), FollowupAction("talks_form")]


def offer_news(dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory) -> list[EventType]:
    """Asks whether to read what came since; nothing where nothing came, or where it was offered before."""
    talk = begin_talk(dispatcher, tracker, memory)
    if talk is None or (tracker.active_loop or {}).get("name") in _SET_ASIDE:
        return []
    plan = reading.read_plan(talk.uow, talk.plan_id)
    told = set(talk.state.get("told", []))
    waiting = [each.id for each in waiting_for_the_person(plan)]
    new = {*waiting, *(each.id for each in news_of(plan, told))}
    if not _came_back(tracker):
        new -= {*told, *talk.state.get("offered", [])}
    if not new:
        return []
    talk.state["agenda"], talk.state["offered"] = waiting, sorted({*talk.state.get("offered", []), *new})
    talk.ask("talks_hear", "hear")
    return open_talks(talk, tracker)


def _came_back(tracker: Tracker) -> bool:
    """Whether the person was away since their message before this one, so that what waits may be offered anew."""
    times = [float(each.get("timestamp") or 0) for each in tracker.events if each.get("event") == "user"]
    return len(times) > 1 and times[-1] - times[-2] > AWAY


def take_up(dispatcher: CollectingDispatcher, tracker: Tracker, memory: Memory, heard: Heard) -> list[EventType] | None:
    """When the draft is done and nothing is asked: "change 2 to …", and "not yet, because …"; None for other words."""
    talk = begin_talk(dispatcher, tracker, memory)
    if talk is None or not memory["finished"] or tracker.active_loop.get("name"):
        return None
    change, answer = read_change(heard.text), read_answer(heard.text, "tell")
    if change is not None and memory["draft_numbers"]:
        begin_change(talk, change)
        return open_talks(talk, tracker)
    if answer is not None and answer.kind == "not_yet" and talk.plan.state is not State.DRAFT:
        if answer.reason:
            say_not_yet(talk, answer.reason)
        else:
            talk.ask("talks_words", "not_yet")
        return open_talks(talk, tracker)
    return None
