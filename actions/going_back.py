"""Going back to an earlier question, and changing an answer. What was said before is always kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import asking_about_services, wiring
from actions.hearing import Heard, hear
from actions.material import question
from actions.memory import Memory
from actions.offering_talks import take_up
from actions.recording import record
from actions.telling import Meant, read_meant
from actions.turning_aside import way_back
from plan.services import correcting, preparing, reading
from plan.services.ports import UnitOfWork

# "I want to change my answer" says that there is something to change, not what.
WORDS_THAT_NAME_A_CHANGE = 6

# Kinds of statement that may take the place of an older hope.
WANTED = ("aspiration", "service_request", "step")


class ActionGoBack(Action):
    """Opens the question that was answered last once more."""

    def name(self) -> str:
        return "action_go_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory = Memory.of(tracker)
        answered = list(memory["answered"])
        if not answered:
            dispatcher.utter_message(response="utter_nothing_to_go_back_to")
            return way_back(tracker)
        dispatcher.utter_message(response="utter_gone_back")
        return open_again(memory, answered)


class ActionChangeAnswer(Action):
    """Puts right what was said last; where the message does not say how, asks that question again."""

    def name(self) -> str:
        return "action_change_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory, heard = Memory.of(tracker), hear(tracker)
        if (taken_up := take_up(dispatcher, tracker, memory, heard)) is not None:
            return taken_up
        memory["date_to_keep"] = None
        answered = list(memory["answered"])
        meant = None if heard.numbers or len(heard.text.split()) > WORDS_THAT_NAME_A_CHANGE else read_meant(heard.text)
        if meant is not None:
            # "Actually I meant my garden": what was meant is the garden.
            heard = only_meant(heard, meant)
        says_how = meant or len(heard.text.split()) > WORDS_THAT_NAME_A_CHANGE or heard.numbers
        if not answered or not says_how:
            dispatcher.utter_message(response="utter_what_to_change" if answered else "utter_nothing_to_go_back_to")
            return open_again(memory, answered) if answered else way_back(tracker)
        wishes = {each["words"] for each in (*memory["services"], *memory["outcomes"])}
        changed = self._put_right(tracker.sender_id, heard, memory, answered[-1])
        beside = (
            "utter_which_line" if tracker.get_slot("requested_slot") == "draft_right" else "utter_answer_put_beside"
        )
        gone = wishes - {each["words"] for each in (*memory["services"], *memory["outcomes"])}
        if gone and not changed:
            dispatcher.utter_message(response="utter_taken_back", words=min(gone))
        else:
            dispatcher.utter_message(response="utter_answer_changed" if changed else beside)
        if tracker.get_slot("requested_slot") == asking_about_services.QUESTION and not memory["services"]:
            # What was asked about is no longer wanted; the stage finds its next question.
            form = str(tracker.active_loop.get("name"))
            return [*memory.events(), SlotSet("requested_slot", None), ActiveLoop(None), FollowupAction(form)]
        return [*memory.events(), *way_back(tracker)]

    def _put_right(self, plan_id: str, heard: Heard, memory: Memory, last: dict[str, Any]) -> bool:
        """Keeps the new words. Gives whether what came from the old answer gave way to them."""
        uow = wiring.unit_of_work()
        preparing.begin_plan(uow, plan_id, memory.framework)
        asked = question(last["question"])
        rated = next((each for each in reversed(memory["outcomes"]) if "now" in each), None)
        if last["question"] in ("rating_now", "rating_target") and heard.numbers and rated:
            of = "now" if last["question"] == "rating_now" else "target"
            preparing.rate_outcome(uow, plan_id, rated["id"], of, heard.numbers[-1], heard.text.strip(), heard.turn)
            memory["number_words"] = str(heard.numbers[-1])
            return True
        before = set(_outcomes(uow, plan_id))
        if asked is not None and asked.stage == "what_matters":
            memory["matter_words"] = None  # the next question quotes what is meant now
        record(uow, plan_id, as_correction(heard), memory, asked)
        # A new hope takes the place of the old one; a word put right ("I meant every fortnight") stands beside it.
        made = set(_outcomes(uow, plan_id)) - before
        if made:
            for line_id, turns in _outcomes(uow, plan_id).items():
                if turns == (last["turn"],):
                    correcting.remove_line(uow, plan_id, line_id)
                    memory["outcomes"] = [each for each in memory["outcomes"] if each["id"] != line_id]
        return bool(made)


def as_correction(heard: Heard) -> Heard:
    """The message with its first part as background, unless that asks for something: it is about an older answer.

    "Actually no, I meant every fortnight" is neither a worry nor something that goes well.
    """
    if not heard.statements or set(WANTED) & set(heard.statements[0]["kinds"]):
        return heard
    first, *rest = heard.statements
    return replace(heard, statements=[{**first, "kinds": ["context"]}, *rest])


def only_meant(heard: Heard, meant: Meant) -> Heard:
    """The message with what was meant as its one statement, in the words as they stand in it."""
    first = heard.statements[0] if heard.statements else {"kinds": [], "themes": {}, "people": []}
    end = meant.start + len(meant.text)
    told = {**first, "text": meant.text, "wording": meant.text, "reflection": None, "start": meant.start, "end": end}
    return replace(heard, statements=[told])


def _outcomes(uow: UnitOfWork, plan_id: str) -> dict[str, tuple[int, ...]]:
    """Ids of the outcomes in the draft, each with the turns that it comes from."""
    return {line.id: line.turns for line in reading.draft_lines(uow, plan_id) if line.part == "outcome"}


def open_again(memory: Memory, answered: list[dict[str, Any]]) -> list[EventType]:
    """Events that ask the last settled question again, in its own stage."""
    last = answered[-1]
    memory["answered"] = answered[:-1]
    memory[last["question"]] = None
    memory["asking_again"] = True
    return [
        *memory.events(),
        SlotSet("requested_slot", None),
        ActiveLoop(None),
        FollowupAction(f"{last['stage']}_form"),
    ]
