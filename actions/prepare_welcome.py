"""Welcome: who the conversation is for, and the short way or the full one."""

from __future__ import annotations

import re

from actions.exchange import Exchange
from actions.hearing import Heard
from actions.material import Question, read_choice
from actions.memory import TOLD, Memory
from actions.recording import record
from actions.reflecting import reflect
from actions.stage_form import StageForm, choose_way, settle_or_explain
from plan.services import preparing

# With this many words the answer is more than a choice: somebody has begun to tell their story.
WORDS_OF_A_STORY = 8
STATEMENTS_OF_A_FLOOD = 3
# Fewer are too little to tell a beginning of it from a choice in other words ("the usual one").
WORDS_OF_A_START = 4
# "What is the short way?" asks something; "owt you like, short" chooses.
_ASKS = re.compile(r"\?|\b(what|wot|which|how|why)\b", re.IGNORECASE)
# "The full way. No wait, the short one, or I'll be asleep on the keyboard" is still only a choice.
WORDS_BESIDE_A_CHOICE = 20


def tells_of_a_life(heard: Heard) -> bool:
    """Whether a short message says something that the plan should keep: "I want to see my cat"."""
    words = len(heard.text.split())
    return heard.tells and words >= WORDS_OF_A_START and any(each["kinds"] != ["context"] for each in heard.statements)


class ValidateWelcomeForm(StageForm):
    """Understands who it is for, and never lets a story that begins here be lost."""

    stage = "welcome"

    def is_answer(self, asked: Question, heard: Heard) -> bool:
        """A choice that was named is an answer, whatever else the words look like ("short")."""
        if heard.intent in ("ask_why", "repeat_or_rephrase") and _ASKS.search(heard.text):
            return False
        return read_choice(asked.id, heard.text) is not None and heard.intent != "at_risk"

    def leave_open(self, asked: Question, memory: Memory) -> None:
        """A choice that nobody made falls to the adult framework and the full way."""
        memory[asked.id] = {"framework": "adult", "way": "full"}[asked.id]

    def _says_who_once_more(self, exchange: Exchange) -> bool:
        """Keeps "I look after my da", said where short or full was asked, and asks that again; the first time only."""
        heard, memory = exchange.heard, exchange.memory
        if read_choice("framework", heard.text) is None or memory["unusable"]:
            return False
        told = record(exchange.uow, exchange.plan_id, heard, memory, None, wishes=False)
        reflect(exchange.dispatcher, told)
        memory["unusable"], memory["asking_again"] = 1, True
        return True

    def hear_answer(self, exchange: Exchange) -> None:
        """Takes a choice, a story, or both in one message."""
        uow, plan_id = exchange.uow, exchange.plan_id
        asked, heard, memory = exchange.asked, exchange.heard, exchange.memory
        choice = read_choice(asked.id, heard.text)
        enough = WORDS_OF_A_STORY if choice is None or asked.id == "framework" else WORDS_BESIDE_A_CHOICE
        is_story = len(heard.text.split()) >= enough and bool(heard.statements)
        if asked.id == "way" and choice is None and heard.statements and self._says_who_once_more(exchange):
            return
        if choice is None and asked.id == "framework" and memory["way"] is None and choose_way(memory, heard.text):
            exchange.say(f"utter_heard_way_{memory.way}")
            memory["asking_again"] = True
            return
        if choice is None and not is_story and heard.intent not in ("dont_know", "skip"):
            if told_more := tells_of_a_life(heard):
                reflect(exchange.dispatcher, record(uow, plan_id, heard, memory, None), quote_services=True)
            if told_more and not memory["unusable"]:
                memory["unusable"], memory["asking_again"] = 1, True
                return
            if not told_more:
                settle_or_explain(exchange)
                if memory[asked.id] is None:
                    return
        chosen = choice or {"framework": "adult", "way": "full"}[asked.id]
        memory.settle(asked.id, TOLD, heard.turn, self.stage)
        memory[asked.id] = "adult" if chosen == "helping" else chosen
        if asked.id == "framework":
            preparing.begin_plan(uow, plan_id, memory.framework)
            preparing.set_framework(uow, plan_id, memory.framework)
        if is_story:
            # "I look after my mum and she'll be the death of me" says who it is for; a flood says much more.
            flood = len(heard.statements) >= STATEMENTS_OF_A_FLOOD
            reflect(exchange.dispatcher, record(uow, plan_id, heard, memory, None, wishes=flood))
        elif asked.id == "framework":
            exchange.say(f"utter_heard_framework_{chosen}")
        else:
            exchange.say(f"utter_heard_way_{memory.way}")
