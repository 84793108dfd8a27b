"""A rehearsal's turns: the simulated person answers, and the practitioner hears what the turn was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML

from actions import wiring
from rehearsal.answering import answer, begin
from rehearsal.feedback import feedback_name
from rehearsal.person import Person
from rehearsal.reading import find_person
from rehearsal.record import RehearsedTurn
from rehearsal.second_look import look_again
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
    return find_person(wiring.rehearsals().person_of_path(tracker.sender_id))


class ActionRehearsalBegin(Action):
    """Shows what one sees on coming in."""

    def name(self) -> str:
        return "action_rehearsal_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        dispatcher.utter_message(response="utter_scene", scene=person_of(tracker).scene)
        latest = wiring.rehearsals().latest_turn(tracker.sender_id)
        return [SlotSet("turn", latest.number if latest else 0)]


class ActionRehearsalReplyAsPerson(Action):
    """Answers a turn as the person would, and keeps it with its reasons."""

    def name(self) -> str:
        return "action_rehearsal_reply_as_person"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        kept, person = wiring.rehearsals(), person_of(tracker)
        latest = kept.latest_turn(tracker.sender_id)
        if latest is not None and latest.state.ended_by:
            dispatcher.utter_message(response="utter_talk_over")
            return [FollowupAction("action_listen")]
        heard, suggested = _hear(tracker), tracker.latest_message.get("suggestion") or {}
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
            suggestion=_suggestion(suggested, heard, latest.suggestion if latest else None),
            straight=bool(suggested.get("straight")),
        )
        kept.put_turn(tracker.sender_id, turn)
        dispatcher.utter_message(response="utter_person_says", words=answered.reply)
        return [
            SlotSet("turn", turn.number),
            SlotSet("let_in", answered.why.reflection == "feeling" or _followed(answered.why.moves)),
            SlotSet("closed_run", answered.state.runs.get("closed_question", 0) >= RUN),
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
        dispatcher.utter_message(response=f"utter_feedback_{feedback_name(turn)}", **words)
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
        kept = wiring.rehearsals()
        latest = kept.latest_turn(tracker.sender_id)
        if latest is not None and not latest.state.ended_by:
            state = replace(latest.state, ended_by="practitioner")
            kept.put_turn(tracker.sender_id, replace(latest, state=state))
        dispatcher.utter_message(response="utter_talk_over")
        return []


def _hear(tracker: Tracker) -> Heard:
    message = tracker.latest_message
    text, coded = str(message.get("text") or ""), message.get("behaviours") or {}
    return Heard(text, look_again(text, coded.get("behaviours") or ()), message.get("likeness") or {})


def _suggestion(held: Mapping[str, Any], heard: Heard, before: str | None) -> str | None:
    """Another way to say the turn, and not the one that was suggested just before where there are others."""
    if held.get("straight") or held.get("kind") not in heard.behaviours:
        return None
    ways = [way for way in (held.get("text"), *held.get("others", ())) if way]
    return next((way for way in ways if way != before), ways[0] if ways else None)


def _followed(moves: Any) -> bool:
    return any(move.name == "follows_what_was_said" for move in moves)
