"""One stage of the conversation as a Rasa form: takes the answer to its open question, finds the next that is due."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.exchange import Exchange
from actions.hearing import Heard, hear
from actions.keeping_steps import corrects_its_time
from actions.material import Question, question, questions_of
from actions.memory import DONT_KNOW, NOT_ASKED, SKIPPED, TOLD, Memory
from actions.recording import Recorded, record
from actions.reflecting import reflect
from actions.telling import read_only_way, says_nothing, says_that_is_all
from plan.services import preparing

# After this many questions left open in a stage, the rest of the stage is left in peace.
QUIET_ENOUGH = 2
# After this many answers that it could not use, the guide explains itself; after one more it moves on.
EXPLAIN_AFTER = 2
# After so many asides of any kind to one question, one of these is no longer answered by itself. Whoever asks what the
# question was, or why, is told much longer: some forget.
IN_CIRCLES = frozenset({"off_topic", "greet", "thanks", "complaint_about_bot", "upset"})
ASIDES_ANSWERED = 3
# Even so: who has asked the same so often is not helped by hearing it once more.
ASIDES_AT_MOST = 7
# "Change 2 to …" is about a line of the draft, not about the date that was just read back.
_NAMES_A_LINE = re.compile(r"\b(?:change|take out|remove|correct)\s+(?:line\s+|number\s+)?\d", re.IGNORECASE)


class StageForm(Action, ABC):
    """The validation action of a form whose required slots follow from what is already told.

    Rasa runs it for every answer and when the form opens. Questions that are not due are settled as such, so that
    Rasa's own search for the next empty slot always finds the one that is.
    """

    @property
    @abstractmethod
    def stage(self) -> str:
        """Name of the stage; rasa-sdk leaves classes without one alone."""

    def name(self) -> str:
        return f"validate_{self.stage}_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        memory = Memory.of(tracker)
        asked = self.question_asked(tracker)
        if asked is not None:
            heard = hear(tracker)
            exchange = Exchange(dispatcher, wiring.unit_of_work(), tracker.sender_id, self.stage, asked, heard, memory)
            if self.stage != "welcome" and choose_way(memory, heard.text):
                exchange.say(f"utter_heard_way_{memory.way}")
                memory["asking_again"], memory["turn"] = True, heard.turn
                return self.next_events(dispatcher, tracker.sender_id, memory)
            if heard.asks_to_go_on:
                memory["asking_again"] = True
                return self.next_events(dispatcher, tracker.sender_id, memory)
            aside = heard.turns_aside and not self.is_answer(asked, heard)
            if aside and not goes_in_circles(heard, memory):
                return []  # Rasa then rejects the form and the rules for turning aside apply.
            if aside:
                memory["unusable"] = max(int(memory["unusable"]), EXPLAIN_AFTER - 1)
                settle_or_explain(exchange)
                if memory.is_settled(asked.id):
                    self.leave_open(asked, memory)
                return self.next_events(dispatcher, tracker.sender_id, memory)
            self.hear_answer(exchange)
            memory["turn"] = heard.turn
        return self.next_events(dispatcher, tracker.sender_id, memory)

    def leave_open(self, asked: Question, memory: Memory) -> None:
        """What becomes of a question that the guide gave up on; most just stay unanswered."""

    def is_answer(self, asked: Question, heard: Heard) -> bool:
        """Whether a message that looks like an aside answers this question all the same."""
        return False

    def question_asked(self, tracker: Tracker) -> Question | None:
        """The question of this stage that is open, if one is."""
        requested = tracker.get_slot("requested_slot")
        return next((each for each in questions_of(self.stage) if each.id == requested), None)

    def next_events(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> list[EventType]:
        """What changed, and the question to ask next; none closes the stage."""
        following = self.next_due(dispatcher, plan_id, memory)
        return [*memory.events(), SlotSet("requested_slot", following)]

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """The id of the next question that is due. Settles those before it that are not."""
        for each in questions_of(self.stage):
            if memory.is_settled(each.id):
                continue
            if self.is_due(each, memory):
                return each.id
            memory[each.id] = NOT_ASKED
            # Where this was the open one, the next is not asked "again".
            memory["asking_again"], memory["rephrasing"], memory["unusable"] = False, False, 0
        return None

    def is_due(self, each: Question, memory: Memory) -> bool:
        """Whether a question should be asked, given the way chosen and all that was told."""
        return (
            memory.way in each.ways
            and memory.quiet_in(self.stage) < QUIET_ENOUGH
            and all(memory.count(kind) < number for kind, number in each.unless_told.items())
            and all(memory.count(kind) >= number for kind, number in each.only_told.items())
        )

    def hear_answer(self, exchange: Exchange) -> None:
        """Takes one answer: keeps it, says something back, and settles the question."""
        asked, heard, memory = exchange.asked, exchange.heard, exchange.memory
        keep_date_read_back(exchange)
        mention_safety(exchange)
        if says_that_is_all(heard.text) or says_nothing(heard.text):
            memory.settle(asked.id, TOLD, heard.turn, self.stage)
            exchange.say("utter_heard_no" if says_nothing(heard.text) else "utter_heard_dont_know")
        elif heard.tells:
            recorded = record(exchange.uow, exchange.plan_id, heard, memory, asked)
            memory.settle(asked.id, TOLD, heard.turn, self.stage)
            if recorded.taken_back:
                exchange.say("utter_taken_back", words=recorded.taken_back[0])
            self.after_telling(exchange, recorded)
        elif heard.intent in ("dont_know", "skip", "deny"):
            mark = {"dont_know": DONT_KNOW, "skip": SKIPPED}.get(heard.intent, TOLD)
            heard_as = {"dont_know": "dont_know", "skip": "skip"}.get(heard.intent, "no")
            memory.settle(asked.id, mark, heard.turn, self.stage)
            exchange.say(f"utter_heard_{heard_as}")
        else:
            settle_or_explain(exchange)

    def after_telling(self, exchange: Exchange, recorded: Recorded) -> None:
        """What a stage does with an answer that told something; here it is only said back."""
        reflect(exchange.dispatcher, recorded, exchange.asked)


def choose_way(memory: Memory, text: str) -> bool:
    """Takes "the short one" at any point, where the message says nothing else. Gives whether it does."""
    way = read_only_way(text)
    if way is not None:
        memory["way"] = way
    return way is not None


def mention_safety(exchange: Exchange) -> None:
    """Where words might be about a danger, but not plainly so: says once who can help, and goes on listening."""
    if exchange.heard.risk_category and not exchange.memory["safety_raised"]:
        exchange.memory["safety_raised"] = "mentioned"
        exchange.say("utter_safety_in_passing")


def goes_in_circles(heard: Heard, memory: Memory) -> bool:
    """Whether the same question has been turned aside from so often that the guide should offer a way out."""
    asides = int(memory["asides"] or 0)
    return asides >= (ASIDES_ANSWERED if heard.intent in IN_CIRCLES else ASIDES_AT_MOST)


def settle_or_explain(exchange: Exchange) -> None:
    """After an answer that could not be used: ask again, then offer a way out, then move on. Never a loop."""
    asked, memory = exchange.asked, exchange.memory
    memory["unusable"] = int(memory["unusable"]) + 1
    memory["asking_again"] = True
    if memory["unusable"] > EXPLAIN_AFTER:
        memory.settle(asked.id, SKIPPED, exchange.heard.turn, exchange.stage)
        exchange.say("utter_leaving_question")
    elif memory["unusable"] == EXPLAIN_AFTER:
        exchange.say("utter_way_out")
    else:
        exchange.say("utter_not_understood")


def keep_date_read_back(exchange: Exchange) -> None:
    """Stores a date that was read back in the turn before, unless the person said that it is wrong."""
    heard, waiting = exchange.heard, exchange.memory["date_to_keep"]
    if not waiting:
        return
    exchange.memory["date_to_keep"] = None
    puts_time_right = exchange.asked.id == "plan_when" and corrects_its_time(heard)
    of_something_else = _NAMES_A_LINE.search(heard.text) or puts_time_right
    if heard.intent == "deny" or (heard.intent == "change_answer" and not of_something_else):
        return
    for action_id in waiting["actions"]:
        day = date.fromisoformat(waiting["date"])
        preparing.update_action(exchange.uow, exchange.plan_id, action_id, waiting["turn"], when=day)


def stage_of(question_id: str) -> str | None:
    """The stage that a question belongs to."""
    found = question(question_id)
    return found.stage if found else None
