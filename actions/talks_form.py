"""The exchange about a shared plan as a Rasa form: hears the answer to its open question and finds the next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answering_suggestions import hear_answer, hear_offer, hear_pass_on, leave_alone
from actions.draft_changes import read_change
from actions.giving_words import hear_reason, hear_words
from actions.hearing import SURE_ENOUGH, Heard, hear
from actions.memory import Memory
from actions.reading_suggestions import read_out
from actions.stage_form import ASIDES_ANSWERED, IN_CIRCLES
from actions.suggesting import hear_line, hear_part, read_lines
from actions.talk import Talk
from actions.talks_answers import asks_for_a_new_line, read_answer

# In answer to a suggestion only these turn aside; a question about it is something to pass on.
ASIDES = frozenset(
    {
        "ask_why",
        "ask_privacy",
        "ask_human",
        "pause",
        "stop_and_delete",
        "upset",
        "complaint_about_bot",
        "thanks",
        "greet",
    }
)
HEARD_BY = {
    "talks_hear": hear_offer,
    "talks_answer": hear_answer,
    "talks_pass_on": hear_pass_on,
    "talks_words": hear_words,
    "talks_reason": hear_reason,
    "talks_line": hear_line,
    "talks_part": hear_part,
}
# "Read it again", or "has anyone answered?" while the answer is being read.
ONCE_MORE = frozenset({"repeat_or_rephrase", "go_back", "ask_news"})
# Questions for words of any kind: "thank you but I manage" is such words as well.
FOR_WORDS = ("talks_words", "talks_reason")
# … and so is a reason that sounds weary ("it is too far now") or begins with "because".
ASIDES_FROM_WORDS = ASIDES - {"upset", "ask_why", "complaint_about_bot"}
WORDS_OF_AN_ASIDE = 5


class ValidateTalksForm(Action):
    """Every question is asked twice at most; after that the suggestion waits as it is."""

    def name(self) -> str:
        return "validate_talks_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        asked, heard, memory = tracker.get_slot("requested_slot"), hear(tracker), Memory.of(tracker)
        talk = Talk(dispatcher, wiring.unit_of_work(), tracker.sender_id, heard, memory)
        if asked not in HEARD_BY:
            # It opens, or comes back after something graver, when what is in hand is read once more.
            if talk.state.get("open") and talk.state.get("question") == "talks_answer":
                say_once_more(talk, "talks_answer")
            talk.state["open"] = True
            return talk.events()
        if _turns_aside(asked, heard):
            if heard.intent not in IN_CIRCLES or int(memory["asides"] or 0) < ASIDES_ANSWERED:
                return []  # Rasa then rejects the form and the rules for turning aside apply.
            leave_alone(talk)
            return talk.events()
        if _asks_once_more(asked, heard):
            say_once_more(talk, asked)
        else:
            HEARD_BY[asked](talk)
        return talk.events()


class ActionAfterTalks(Action):
    """Goes back to the question that was open before, or waits where none was."""

    def name(self) -> str:
        return "action_after_talks"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        talks = dict(tracker.get_slot("talks") or {})
        stage = talks.pop("stage", None)
        settled: list[EventType] = [SlotSet("talks", talks), SlotSet("unusable", 0), SlotSet("asides", 0)]
        if stage is None:
            return [*settled, SlotSet("asking_again", False)]
        return [*settled, SlotSet("asking_again", True), SlotSet("rephrasing", False), FollowupAction(stage)]


def say_once_more(talk: Talk, asked: str) -> None:
    """Reads what is in hand again, whichever question about it is open."""
    proposal = talk.proposal
    if proposal is not None and asked != "talks_hear":
        read_out(talk, talk.plan, proposal)
        talk.ask("talks_answer", "answer")
    elif asked == "talks_line":
        read_lines(talk)
        talk.ask(asked)
    else:
        talk.ask(asked, again=True)


def _turns_aside(asked: str, heard: Heard) -> bool:
    if heard.intent in ("at_risk", "suggest_change"):
        return True
    if heard.intent not in ASIDES or not heard.turns_aside:
        return False
    if heard.certainty < SURE_ENOUGH:
        return False
    if asked in FOR_WORDS:
        return heard.intent in ASIDES_FROM_WORDS and len(heard.text.split()) <= WORDS_OF_AN_ASIDE
    return not _answers(asked, heard)


def _asks_once_more(asked: str, heard: Heard) -> bool:
    """ "Say it another way" is an answer to a suggestion, however much it sounds like "read it again"."""
    few = len(heard.text.split()) <= WORDS_OF_AN_ASIDE
    return heard.intent in ONCE_MORE and few and not _answers(asked, heard)


def _answers(asked: str, heard: Heard) -> bool:
    if asked == "talks_line":
        return read_change(heard.text) is not None or asks_for_a_new_line(heard.text)
    return asked == "talks_answer" and read_answer(heard.text, "tell") is not None
