"""Summary: reads the draft out, corrects it line by line, and asks line by line what may be shared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.draft_changes import (
    Change,
    Involve,
    Move,
    asks_for_a_change,
    asks_to_put_back,
    numbers_in,
    read_correction,
    read_what_it_should_say,
    says_right,
)
from actions.draft_choices import leaves_out_by_words, names_choice, read_sharing
from actions.exchange import Exchange
from actions.hearing import Heard, quote
from actions.material import Question
from actions.memory import SKIPPED, TOLD, Memory, in_a_list
from actions.recording import record
from actions.stage_form import StageForm, keep_date_read_back, settle_or_explain
from plan.services import correcting, preparing, reading, sharing
from plan.services.ports import UnitOfWork
from plan.services.reading import Line

# After this many things added, the conversation asks what to share; more can still be added afterwards.
ADDITIONS = 3
# Statements read out beside the outcomes; the page shows all of them.
STATEMENTS_READ_OUT = 20
_KINDS_READ_OUT = ("strength", "concern", "service_request")
_SOMEBODY = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b", re.IGNORECASE)
# "Not the bit about reading" leaves some of it to be shared; "no thanks" does not.
_WORDS_OF_A_NO = 3


class ValidateSummaryForm(StageForm):
    """The person goes through their draft. Nothing is shared unless they name it."""

    stage = "summary"

    def next_due(self, dispatcher: CollectingDispatcher, plan_id: str, memory: Memory) -> str | None:
        """Reads the draft out before the first question about it."""
        if memory["draft_numbers"] is None:
            read_out(dispatcher, wiring.unit_of_work(), plan_id, memory)
        due = super().next_due(dispatcher, plan_id, memory)
        if due is None and not memory["finished"]:
            memory["finished"] = True
            dispatcher.utter_message(response="utter_finished")
        return due

    def is_due(self, each: Question, memory: Memory) -> bool:
        """Both questions belong to every conversation, however quiet it was."""
        return True

    def is_answer(self, asked: Question, heard: Heard) -> bool:
        """A correction or a choice of lines is an answer, whatever else the words look like ("all")."""
        if heard.intent == "at_risk":
            return False
        if asked.id == "share_choice":
            return names_choice(heard.text)
        return asks_for_a_change(heard.text) or asks_to_put_back(heard.text) or says_right(heard.text)

    def hear_answer(self, exchange: Exchange) -> None:
        """A correction, an addition, an agreement, or a choice of lines to share."""
        keep_date_read_back(exchange)
        if exchange.asked.id == "draft_right":
            self._hear_correction(exchange)
        else:
            self._hear_choice(exchange)

    def _hear_correction(self, exchange: Exchange) -> None:
        heard, memory = exchange.heard, exchange.memory
        in_question, memory["line_in_question"] = memory["line_in_question"], None
        if asks_for_a_change(heard.text):
            _hear_change(exchange)
            memory["asking_again"] = True
        elif in_question and (change := read_what_it_should_say(heard.text, int(in_question))) is not None:
            apply_change(exchange, change, read_out_lines(exchange, _lines(exchange)))
            memory["asking_again"] = True
        elif asks_to_put_back(heard.text) and memory["line_taken_out"]:
            put_back(exchange)
            memory["asking_again"] = True
        elif (heard.intent in ("affirm", "dont_know", "skip") and not heard.tells) or says_right(heard.text):
            memory.settle("draft_right", TOLD, heard.turn, self.stage)
        elif heard.intent == "deny" and not heard.tells:
            memory["unusable"] = int(memory["unusable"]) + 1
            memory["asking_again"] = True
            if memory["unusable"] > 1:
                memory.settle("draft_right", SKIPPED, heard.turn, self.stage)
            else:
                exchange.say("utter_which_line")
        elif heard.tells:
            recorded = record(exchange.uow, exchange.plan_id, heard, memory, None)
            if recorded.taken_back:
                exchange.say("utter_taken_back", words=recorded.taken_back[0])
            else:
                exchange.say("utter_added_words")
            memory["additions"] = int(memory["additions"] or 0) + 1
            memory["asking_again"] = True
            if memory["additions"] >= ADDITIONS:
                memory.settle("draft_right", TOLD, heard.turn, self.stage)
        else:
            settle_or_explain(exchange)

    def _hear_choice(self, exchange: Exchange) -> None:
        """Shares the lines that were named, and never one that was not read out."""
        heard, memory = exchange.heard, exchange.memory
        lines = _lines(exchange)
        read_out_now = read_out_lines(exchange, lines)
        chosen = read_sharing(heard.text, read_out_now)
        plainly_not = heard.intent in ("dont_know", "skip", "deny") and len(heard.text.split()) <= _WORDS_OF_A_NO
        if chosen is None and not plainly_not:
            memory["unusable"] = int(memory["unusable"]) + 1
            memory["asking_again"] = True
            if memory["unusable"] == 1:
                return
        chosen = chosen or set()
        if chosen and leaves_out_by_words(heard.text):
            chosen -= _said_of_them(set(read_out_now) - chosen, memory["draft_numbers"], lines)
        ids = {memory["draft_numbers"][number - 1] for number in chosen}
        if lines:
            sharing.choose_sharing(exchange.uow, exchange.plan_id, {line.id: line.id in ids for line in lines})
        memory.settle("share_choice", TOLD, heard.turn, self.stage)
        left_out = set(read_out_now) - chosen
        if ids and not left_out:
            exchange.say("utter_shared_all")
        elif ids and len(chosen) > len(read_out_now) / 2:
            exchange.say("utter_shared_all_but", numbers=_numbers(left_out))
        elif ids:
            exchange.say("utter_shared_some", numbers=_numbers(chosen))
        else:
            exchange.say("utter_shared_none")


def _hear_change(exchange: Exchange) -> None:
    """A change to a line; where only its number is plain, the next message says what to do with it."""
    lines = read_out_lines(exchange, _lines(exchange))
    change = read_correction(exchange.heard.text, lines)
    named = numbers_in(exchange.heard.text.casefold()) & set(lines)
    if change is not None:
        apply_change(exchange, change, lines)
    elif len(named) == 1:
        exchange.memory["line_in_question"] = number = named.pop()
        exchange.say("utter_what_should_line_say", number=number)
    else:
        exchange.say("utter_which_line")


def _lines(exchange: Exchange) -> list[Line]:
    return reading.draft_lines(exchange.uow, exchange.plan_id)


def read_out_lines(exchange: Exchange, lines: Sequence[Line]) -> dict[int, str]:
    """The words of the lines that are still there, as they were numbered when they were read out.

    What a person is stands beside their name.
    """
    words = {line.id: f"{line.text} {getattr(line.source, 'relation', None) or ''}" for line in lines}
    ids = exchange.memory["draft_numbers"] or []
    return {number: words[line_id] for number, line_id in enumerate(ids, start=1) if line_id in words}


def _said_of_them(left_out: set[int], numbers: Sequence[str], lines: Sequence[Line]) -> set[int]:
    """Lines that speak of whoever is left out without a name: "dont tell them where i live", said with "my mum n gaz".

    That is, those that were said in the same message as somebody left out was named, and hold a "he", "she" or "they".
    """
    by_id = {line.id: line for line in lines}
    read_out = {number: by_id[line_id] for number, line_id in enumerate(numbers, start=1) if line_id in by_id}
    named = [line for number, line in read_out.items() if number in left_out and line.part == "person"]
    turns = {turn for line in named for turn in line.turns}
    return {number for number, line in read_out.items() if turns & set(line.turns) and _SOMEBODY.search(line.text)}


def _numbers(chosen: set[int]) -> str:
    return in_a_list([str(number) for number in sorted(chosen)])


def read_out(dispatcher: CollectingDispatcher, uow: UnitOfWork, plan_id: str, memory: Memory) -> None:
    """Says the draft line by line and remembers which number stands for which line."""
    preparing.begin_plan(uow, plan_id, memory.framework)
    lines = reading.draft_lines(uow, plan_id)
    shown = [line for line in lines if line.part in _PARTS_READ_OUT]
    already = {_plain(line.text) for line in shown}
    said = [line for line in lines if line.part == "statement" and _plain(line.text) not in already]
    told = [line for line in said if _is_read_out(line)]
    shown += told[:STATEMENTS_READ_OUT]
    memory["draft_numbers"] = [line.id for line in shown]
    heading = "utter_draft_heading" if shown else "utter_draft_empty"
    dispatcher.utter_message(response=heading)
    for number, line in enumerate(shown, start=1):
        dispatcher.utter_message(response=_response_for(line), number=number, words=quote(line.text, words=60))
    if len(told) > STATEMENTS_READ_OUT:
        dispatcher.utter_message(response="utter_draft_more")


_PARTS_READ_OUT = ("outcome", "indicator", "action", "person")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _response_for(line: Line) -> str:
    if getattr(line.source, "involve", None) is False:
        return "utter_draft_person_not"
    if line.part != "statement":
        return f"utter_draft_{line.part}"
    kinds = getattr(line.source, "kinds", ())
    kind = kinds[0] if kinds and kinds[0] in _KINDS_READ_OUT else "statement"
    return f"utter_draft_{kind}"


def _is_read_out(line: Line) -> bool:
    """What goes well, what is hard and what was asked for; background is on the page."""
    kinds: Sequence[str] = getattr(line.source, "kinds", ())
    return bool(kinds) and kinds[0] in _KINDS_READ_OUT


def apply_change(exchange: Exchange, change: Change | Move | Involve, lines: Mapping[int, str]) -> None:
    """Corrects, moves or takes out the line with this number; the old words are kept. `lines` are those still there."""
    numbers = exchange.memory["draft_numbers"] or []
    if not 1 <= change.number <= len(numbers):
        exchange.say("utter_no_such_line", number=change.number)
        return
    line_id = numbers[change.number - 1]
    if change.number not in lines:
        exchange.say("utter_line_already_out", number=change.number)
        return
    if isinstance(change, Move):
        _move(exchange, change, line_id)
    elif isinstance(change, Involve):
        preparing.set_involvement(exchange.uow, exchange.plan_id, line_id, change.has_part, exchange.heard.turn)
        exchange.say("utter_line_involved" if change.has_part else "utter_line_not_involved", number=change.number)
    elif change.words is None:
        _take_out(exchange, change.number, line_id)
    else:
        new_id = correcting.correct_line(
            exchange.uow, exchange.plan_id, line_id, change.words, "person", exchange.heard.turn
        )
        _put_in_place_of(exchange.memory, line_id, new_id)
        exchange.say("utter_line_changed", number=change.number, words=change.words)


def _take_out(exchange: Exchange, number: int, line_id: str) -> None:
    correcting.remove_line(exchange.uow, exchange.plan_id, line_id)
    exchange.memory["line_taken_out"] = number
    exchange.say("utter_line_removed", number=number)


def _move(exchange: Exchange, move: Move, line_id: str) -> None:
    """Puts a line under its own heading. What is no statement, such as a person who is none, is taken out."""
    if exchange.uow.statements.get(exchange.plan_id, line_id) is None:
        if move.kind is None:
            _take_out(exchange, move.number, line_id)
        else:
            exchange.say("utter_which_line")
        return
    kinds = (move.kind or "context",)
    new_id = correcting.move_statement(exchange.uow, exchange.plan_id, line_id, kinds, "person", exchange.heard.turn)
    _put_in_place_of(exchange.memory, line_id, new_id)
    exchange.say(f"utter_line_moved_{kinds[0]}", number=move.number)


def _put_in_place_of(memory: Memory, line_id: str, new_id: str) -> None:
    memory["draft_numbers"] = [new_id if each == line_id else each for each in memory["draft_numbers"]]


def put_back(exchange: Exchange) -> None:
    """Puts the line back that was taken out last, where it stood."""
    number = exchange.memory["line_taken_out"]
    correcting.put_back_line(exchange.uow, exchange.plan_id, exchange.memory["draft_numbers"][number - 1])
    exchange.memory["line_taken_out"] = None
    exchange.say("utter_line_put_back", number=number)
