"""The stages in which a person tells and the guide listens: what matters, strengths, concerns, aspirations, people."""

from __future__ import annotations

import re
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import asking_about_services
from actions.exchange import Exchange
from actions.hearing import Heard, quote
from actions.material import Question, question
from actions.memory import Memory
from actions.recording import Recorded
from actions.reflecting import reflect
from actions.stage_form import StageForm, settle_or_explain
from actions.telling import goes_on_listing

_LETTERS = re.compile(r"[^\W\d_]")


class TellingStage(StageForm):
    """A stage of open questions. A service that is asked for comes first: what would it make possible?"""

    def question_asked(self, tracker: Tracker) -> Question | None:
        """The question of this stage that is open, or the one about a service."""
        if tracker.get_slot("requested_slot") == asking_about_services.QUESTION:
            return question(asking_about_services.QUESTION)
        return super().question_asked(tracker)

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """The question about a service where one waits, else the next of the stage."""
        about_service = asking_about_services.bring_service_into_hand(memory)
        return about_service or super().next_due(dispatcher, plan_id, memory)

    def leave_open(self, asked: Question, memory: Memory) -> None:
        """A service that the guide gave up on asking about is not asked about again."""
        if asked.about == "service":
            asking_about_services.leave_service(memory)

    def hear_answer(self, exchange: Exchange) -> None:
        """A service is asked about once, whatever the answer. A number alone answers none of these questions."""
        if not _LETTERS.search(exchange.heard.text):
            settle_or_explain(exchange)
        else:
            super().hear_answer(exchange)
        if exchange.asked.about == "service" and exchange.memory.is_settled(exchange.asked.id):
            asking_about_services.leave_service(exchange.memory)

    def after_telling(self, exchange: Exchange, recorded: Recorded) -> None:
        """Says it back; what a service would make possible becomes the outcome."""
        asked = exchange.asked
        if asked.about == "service":
            asking_about_services.keep_ways(
                exchange.uow, exchange.plan_id, exchange.heard.turn, recorded, exchange.memory
            )
            if asking_about_services.makes_possible(recorded) is None:
                another = asking_about_services.carry_over(exchange.heard.turn, exchange.memory)
                reflect(exchange.dispatcher, recorded, quote_services=not another)
                return
        named = recorded.people or "supporter" in recorded.statements[0]["kinds"]
        if asked.id == "people_not_involved" and named:
            exchange.say("utter_heard_not_involved", quote=quote(exchange.heard.text))
            return
        reflect(exchange.dispatcher, recorded, asked)


class ValidateWhatMattersForm(TellingStage):
    """An open start."""

    stage = "what_matters"

    def is_due(self, each: Question, memory: Memory) -> bool:
        """A question that quotes what matters needs something that was said to matter."""
        quotes = each.id == "what_matters_about_it"
        return super().is_due(each, memory) and not (quotes and not memory["matter_words"])


class ValidateStrengthsForm(TellingStage):
    """What goes well, what helps, what they are good at, what they have come through."""

    stage = "strengths"


class ValidateConcernsForm(TellingStage):
    """What concerns them most, and when it is a bit better."""

    stage = "concerns"


def _goes_on_listing(heard: Heard) -> bool:
    named = [person["said"] for each in heard.statements for person in each.get("people") or []]
    return bool(named) and goes_on_listing(heard.text, named)


class ValidatePeopleForm(TellingStage):
    """Who is there, who should be involved, who should not."""

    stage = "people"

    def hear_answer(self, exchange: Exchange) -> None:
        """ "And the nurse", where the question was who should be left out, still names who should have a part."""
        involved = question("people_involved")
        if involved and exchange.asked.id == "people_not_involved" and _goes_on_listing(exchange.heard):
            super().hear_answer(replace(exchange, asked=involved))
            exchange.memory["asking_again"] = True
        else:
            super().hear_answer(exchange)


class ValidateAspirationsForm(TellingStage):
    """What they would like to be different, or to stay as it is."""

    stage = "aspirations"
