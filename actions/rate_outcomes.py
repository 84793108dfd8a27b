"""Where now, where to: for each outcome that matters most a number from 0 to 10 with its story, and one step up."""

from __future__ import annotations

import re

from actions.exchange import Exchange
from actions.hearing import Heard, quote
from actions.material import Question
from actions.memory import TOLD, Memory
from actions.outcome_stage import OutcomeStage
from actions.recording import Recorded, record
from actions.reflecting import reflect
from actions.stage_form import keep_date_read_back, settle_or_explain
from actions.telling import in_small_letters, says_that_is_all, words_listed
from plan.services import preparing

# "about a four I think": a number with no story to it.
_WORDS_OF_A_BARE_NUMBER = 5
# A number that answers stands within so many characters of the beginning.
_LONGEST_NUMBER = 80
_ABOUT = r"\W*(?:(?:about|maybe|a|like|oh|between|somewhere|probably|perhaps|i'd say|it's|its)\W+)*"


def bare_numbers(text: str) -> list[int]:
    """A number from 0 to 10 at the start of an answer, however it goes on ("5 maybs"); of "4. no, 3" the second."""
    found = re.match(
        r"\W*(?:about |maybe |a |like |i think |i'd say |id say |i reckon |probably |say |its |it's )*"
        r"(?:(?:10|\d)\W+(?:no|naw|na|well|actually|make it)\W+(?:make it )?)?"
        r"(10|\d)(?![\d:]|\.\d|\s*(?:am|pm|years|times|days)\b)",
        _in_figures(text),
        re.IGNORECASE,
    )
    return [int(found[1])] if found else []


def _in_figures(text: str) -> str:
    """In small letters, with the numbers up to ten in figures."""
    plain = in_small_letters(text[:_LONGEST_NUMBER])
    for number, word in enumerate(words_listed("number_words")[:10], start=1):
        plain = re.sub(rf"(?<!\w){word}(?!\w)", str(number), plain)
    return plain


def read_between(text: str) -> tuple[int, int] | None:
    """The two whole numbers that an answer lies between: "two and a half", "1 or 2", "between 3 and 4"."""
    plain = _in_figures(text)
    half = re.match(rf"{_ABOUT}(\d)\s*(?:and a half|½|\.5|1/2)(?!\w)", plain)
    if half:
        return int(half[1]), int(half[1]) + 1
    two = re.match(rf"{_ABOUT}(\d)\s*(?:or|-|–|to|and|or maybe)\s*(?:a\s+)?(10|\d)(?![\w/]|\s*(?:out|/))", plain)
    return (int(two[1]), int(two[2])) if two and int(two[2]) == int(two[1]) + 1 else None


class ValidateWhereNowForm(OutcomeStage):
    """Rates the outcomes one after another. The numbers are the person's own; nothing is worked out from them."""

    stage = "where_now"
    done_mark = "rated"

    def is_due(self, each: Question, memory: Memory) -> bool:
        """Why not lower is asked only of a number above 0; a step up only of one below 10."""
        outcome = self.in_hand(memory) or {}
        now = outcome.get("now")
        if each.id == "rating_why_not_lower" and (now in (None, 0) or outcome.get("has_story")):
            return False
        if each.id == "rating_step_up" and now == 10:
            return False
        if each.id == "rating_target" and now in (None, 10):
            return False
        return super().is_due(each, memory)

    def is_answer(self, asked: Question, heard: Heard) -> bool:
        """A number answers a question for a number."""
        return bool(heard.numbers or bare_numbers(heard.text)) and asked.id in ("rating_now", "rating_target")

    def hear_answer(self, exchange: Exchange) -> None:
        """Takes a number with or without its story; asks once more for a number where none was said."""
        asked, heard, memory = exchange.asked, exchange.heard, exchange.memory
        outcome = self.in_hand(memory)
        wants_number = asked.id in ("rating_now", "rating_target")
        if outcome is None or not wants_number or heard.intent in ("dont_know", "skip") or says_that_is_all(heard.text):
            super().hear_answer(exchange)
            return
        keep_date_read_back(exchange)
        story = heard.text.strip() if len(heard.text.split()) > _WORDS_OF_A_BARE_NUMBER else None
        recorded = Recorded()
        if story and heard.statements:
            recorded = record(exchange.uow, exchange.plan_id, heard, memory, asked)
        numbers = bare_numbers(heard.text) or heard.numbers
        if not numbers:
            self._hear_without_number(exchange, recorded)
            return
        between = read_between(heard.text)
        number = between[0] if between else numbers[0]
        of = "now" if asked.id == "rating_now" else "target"
        note = heard.text.strip() if between else story
        preparing.rate_outcome(exchange.uow, exchange.plan_id, outcome["id"], of, number, note, heard.turn)
        memory.settle(asked.id, TOLD, heard.turn, self.stage)
        if of == "now":
            memory.change_outcome(outcome["id"], now=number, has_story=story is not None)
            memory["number_words"] = str(number)
        if recorded.statements:
            reflect(exchange.dispatcher, recorded, quote_services=True)
        elif between:
            exchange.say("utter_heard_number_between", low=between[0], high=between[1])
        else:
            exchange.say("utter_heard_number", number=number)

    def _hear_without_number(self, exchange: Exchange, recorded: Recorded) -> None:
        """Words in place of a number are kept; the number is asked for once more and then let go."""
        asked, heard, memory = exchange.asked, exchange.heard, exchange.memory
        if not heard.tells:
            settle_or_explain(exchange)
            return
        if int(memory["unusable"]) > 0:
            memory.settle(asked.id, TOLD, heard.turn, self.stage)
        else:
            memory["unusable"] = 1
            memory["asking_again"] = True
        if recorded.statements:
            reflect(exchange.dispatcher, recorded)
        else:
            exchange.say("utter_heard_without_number", quote=quote(heard.text))
