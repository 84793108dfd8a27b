"""A rehearsal's turns: the simulated person answers, and the practitioner hears what the turn was."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions import wiring
from rehearsal.answering import answer, begin
from rehearsal.feedback import feedback_name, wants_rewording
from rehearsal.person import Person
from rehearsal.reading import find_person
from rehearsal.record import RehearsedTurn
from rehearsal.state import Heard

# From so many closed questions in a row the feedback speaks of the run.
RUN = 2
_PRONOUNS = Path(__file__).parent.parent / "bot" / "rehearsal" / "pronouns.yml"


@cache
def _pronouns() -> dict[str, dict[str, str]]:
    content: dict[str, dict[str, str]] = YAML(typ="safe").load(_PRONOUNS.read_text(encoding="utf-8"))
    return content


def pronouns_of(person: Person) -> dict[str, str]:
    """How feedback speaks of a person: she, her, possessive, herself, and She with a capital."""
    said = _pronouns()[person.pronoun]
    return said | {"She": said["she"].capitalize()}


def person_of(tracker: Tracker) -> Person:
    """The person of the rehearsal that this conversation is."""
    return find_person(wiring.rehearsals().of_path(tracker.sender_id).person_id)


class ActionRehearsalBegin(Action):
    """Shows what one sees on coming in."""

    def name(self) -> str:
        return "action_rehearsal_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        dispatcher.utter_message(response="utter_scene", scene=person_of(tracker).scene)
        latest = wiring.rehearsals().latest_turn(tracker.sender_id)
        return [SlotSet("turn", latest.number if latest else 0), SlotSet("talk_over", False)]


class ActionRehearsalReplyAsPerson(Action):
    """Answers a turn as the person would, and keeps it with its reasons."""

    def name(self) -> str:
        return "action_rehearsal_reply_as_person"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        kept, person = wiring.rehearsals(), person_of(tracker)
        latest = kept.latest_turn(tracker.sender_id)
        heard = _hear(tracker)
        answered = answer(person, latest.state if latest else begin(person), heard)
        turn = RehearsedTurn(
            number=answered.state.turn,
            said=heard.text,
            behaviours=heard.behaviours,
            reply=answered.reply,
            trust=answered.state.trust,
            disclosed=answered.disclosed,
            why=asdict(answered.why),
            state=answered.state,
            suggestion=_suggestion(tracker, heard),
        )
        kept.put_turn(tracker.sender_id, turn)
        dispatcher.utter_message(response="utter_person_says", words=answered.reply)
        return [
            SlotSet("turn", turn.number),
            SlotSet("let_in", answered.why.reflection == "feeling" or _followed(answered.why.moves)),
            SlotSet("closed_run", answered.state.runs.get("closed_question", 0) >= RUN),
            SlotSet("talk_over", answered.state.ended_by is not None),
        ]


class ActionRehearsalGiveFeedback(Action):
    """Says what the turn was, in one sentence, and where it could have been open, how."""

    def name(self) -> str:
        return "action_rehearsal_give_feedback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn, person = wiring.rehearsals().latest_turn(tracker.sender_id), person_of(tracker)
        if turn is None:
            return []
        words = pronouns_of(person)
        dispatcher.utter_message(response=f"utter_feedback_{feedback_name(turn.behaviours, turn.why)}", **words)
        if turn.suggestion:
            dispatcher.utter_message(response="utter_feedback_suggestion", suggestion=turn.suggestion)
        if turn.state.ended_by == "person":
            dispatcher.utter_message(response="utter_talk_over_person_left", name=person.name)
        return []


class ActionRehearsalEnd(Action):
    """Ends the talk on the practitioner's wish."""

    def name(self) -> str:
        return "action_rehearsal_end"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        dispatcher.utter_message(response="utter_talk_over")
        return [SlotSet("talk_over", True)]


class ActionRehearsalSayItIsOver(Action):
    """Says that the talk is over, to a turn that comes after its end."""

    def name(self) -> str:
        return "action_rehearsal_say_it_is_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        dispatcher.utter_message(response="utter_talk_over")
        return []


def _hear(tracker: Tracker) -> Heard:
    message = tracker.latest_message
    coded = message.get("behaviours") or {}
    return Heard(str(message.get("text") or ""), tuple(coded.get("behaviours") or ()), message.get("likeness") or {})


def _suggestion(tracker: Tracker, heard: Heard) -> str | None:
    held = tracker.latest_message.get("suggestion") or {}
    return held.get("text") if wants_rewording(heard.behaviours) and not held.get("straight") else None


def _followed(moves: Any) -> bool:
    return any(move.name == "follows_what_was_said" for move in moves)
