"""Summary: reads the draft out, corrects it line by line, and asks line by line what may be shared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
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
STATEMENTS_READ_OUT = 6


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
            return read_sharing(heard.text, {1}) is not None
        return read_change(heard.text) is not None or says_right(heard.text)

    def hear_answer(
        self,
        dispatcher: CollectingDispatcher,
        uow: UnitOfWork,
        plan_id: str,
        asked: Question,
        heard: Heard,
        memory: Memory,
    ) -> None:
        """A correction, an addition, an agreement, or a choice of lines to share."""
        keep_date_read_back(uow, plan_id, heard, memory)
        if asked.id == "draft_right":
            self._hear_correction(dispatcher, uow, plan_id, heard, memory)
        else:
            self._hear_choice(dispatcher, uow, plan_id, heard, memory)

    def _hear_correction(
        self,
        dispatcher: CollectingDispatcher,
        uow: UnitOfWork,
        plan_id: str,
        heard: Heard,
        memory: Memory,
    ) -> None:
        change = read_change(heard.text)
        if change is not None:
            apply_change(dispatcher, uow, plan_id, change, heard, memory)
            memory["asking_again"] = True
        elif (heard.intent in ("affirm", "dont_know", "skip") and not heard.tells) or says_right(heard.text):
            memory.settle("draft_right", TOLD, heard.turn, self.stage)
        elif heard.intent == "deny" and not heard.tells:
            memory["unusable"] = int(memory["unusable"]) + 1
            memory["asking_again"] = True
            if memory["unusable"] > 1:
                memory.settle("draft_right", SKIPPED, heard.turn, self.stage)
            else:
                dispatcher.utter_message(response="utter_which_line")
        elif heard.tells:
            record(uow, plan_id, heard, memory, None)
            dispatcher.utter_message(response="utter_added_words")
            memory["additions"] = int(memory["additions"] or 0) + 1
            memory["asking_again"] = True
            if memory["additions"] >= ADDITIONS:
                memory.settle("draft_right", TOLD, heard.turn, self.stage)
        else:
            settle_or_explain(dispatcher, "draft_right", heard.turn, memory, self.stage)

    def _hear_choice(
        self,
        dispatcher: CollectingDispatcher,
        uow: UnitOfWork,
        plan_id: str,
        heard: Heard,
        memory: Memory,
    ) -> None:
        lines = reading.draft_lines(uow, plan_id)
        numbered = dict(enumerate(memory["draft_numbers"], start=1))
        known = {line.id for line in lines}
        chosen = read_sharing(heard.text, set(numbered))
        if chosen is None and heard.intent not in ("dont_know", "skip", "deny"):
            memory["unusable"] = int(memory["unusable"]) + 1
            memory["asking_again"] = True
            if memory["unusable"] == 1:
                return
        chosen = chosen or set()
        everything = chosen == set(numbered) and bool(numbered)
        ids = known if everything else {numbered[number] for number in chosen} & known
        if lines:
            sharing.choose_sharing(uow, plan_id, {line.id: line.id in ids for line in lines})
        memory.settle("share_choice", TOLD, heard.turn, self.stage)
        if everything:
            dispatcher.utter_message(response="utter_shared_all")
        elif ids and len(chosen) > len(numbered) / 2:
            numbers = _numbers(set(numbered) - chosen)
            dispatcher.utter_message(response="utter_shared_all_but", numbers=numbers)
        elif ids:
            dispatcher.utter_message(response="utter_shared_some", numbers=_numbers(chosen))
        else:
            dispatcher.utter_message(response="utter_shared_none")


def _numbers(chosen: set[int]) -> str:
    return in_a_list([str(number) for number in sorted(chosen)])


def read_out(dispatcher: CollectingDispatcher, uow: UnitOfWork, plan_id: str, memory: Memory) -> None:
    """Says the draft line by line and remembers which number stands for which line."""
    preparing.begin_plan(uow, plan_id, memory.framework)
    lines = reading.draft_lines(uow, plan_id)
    shown = [line for line in lines if line.part in _PARTS_READ_OUT]
    already = {_plain(line.text) for line in shown}
    said = [line for line in lines if line.part == "statement" and _plain(line.text) not in already]
    shown += [line for line in said if _response_for(line) != "utter_draft_statement"][:STATEMENTS_READ_OUT]
    memory["draft_numbers"] = [line.id for line in shown]
    heading = "utter_draft_heading" if shown else "utter_draft_empty"
    dispatcher.utter_message(response=heading)
    for number, line in enumerate(shown, start=1):
        dispatcher.utter_message(response=_response_for(line), number=number, words=quote(line.text, words=60))


_PARTS_READ_OUT = ("outcome", "indicator", "action", "person")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _response_for(line: Line) -> str:
    if getattr(line.source, "involve", None) is False:
        return "utter_draft_person_not"
    if line.part != "statement":
        return f"utter_draft_{line.part}"
    kinds = getattr(line.source, "kinds", ())
    kind = kinds[0] if kinds and kinds[0] in ("strength", "concern") else "statement"
    return f"utter_draft_{kind}"


@dataclass(frozen=True)
class Change:
    """A correction asked for in the chat: the line's number, and its new words or None to take it out."""

    number: int
    words: str | None


_CHANGE = re.compile(
    r"^\W*(?:please\s+)?(?:change|correct|make|put)?\s*(?:line|number|no\.?)?\s*(?P<number>\d{1,2})\s*"
    r"(?:to\s+say|should\s+(?:say|be|read)|to\s+read|to|is|says?|into|:|-|–|=)\s*[:\"“']?\s*(?P<words>.+?)[\"”']?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_REMOVE = re.compile(
    r"\b(?:take\s+out|remove|delete|leave\s+out|drop|scrap|cross\s+out|get\s+rid\s+of)\b"
    r"\D{0,20}(?P<number>\d{1,2})",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:that'?s|that is|it'?s|it is|all|looks?|is|sounds?)\s+(?:all\s+)?"
    r"(?:right|fine|good|ok|okay|grand|correct|me)\b|\bnothing to (?:change|add)\b|\bno changes?\b",
    re.IGNORECASE,
)


def read_change(text: str) -> Change | None:
    """A correction named by its line number: "change 2 to …", "3 should say …", "take out 4"."""
    removal = _REMOVE.search(text)
    if removal:
        return Change(int(removal["number"]), None)
    change = _CHANGE.match(text.strip())
    return Change(int(change["number"]), change["words"].strip()) if change else None


def says_right(text: str) -> bool:
    """Whether the words say that the draft is right as it stands."""
    return bool(_RIGHT.search(text)) and len(text.split()) <= _WORDS_OF_AGREEMENT


_WORDS_OF_AGREEMENT = 9


def apply_change(
    dispatcher: CollectingDispatcher,
    uow: UnitOfWork,
    plan_id: str,
    change: Change,
    heard: Heard,
    memory: Memory,
) -> None:
    """Corrects or takes out the line with this number; the old words are kept."""
    numbers = memory["draft_numbers"] or []
    if not 1 <= change.number <= len(numbers):
        dispatcher.utter_message(response="utter_no_such_line", number=change.number)
        return
    line_id = numbers[change.number - 1]
    if change.words is None:
        correcting.remove_line(uow, plan_id, line_id)
        dispatcher.utter_message(response="utter_line_removed", number=change.number)
        return
    new_id = correcting.correct_line(uow, plan_id, line_id, change.words, "person", heard.turn)
    memory["draft_numbers"] = [new_id if each == line_id else each for each in numbers]
    dispatcher.utter_message(response="utter_line_changed", number=change.number, words=change.words)


def read_sharing(text: str, numbers: set[int]) -> set[int] | None:
    """The numbers of the lines that may be shared, or None where the words name no choice.

    "all", "all but 3 and 5", "1, 2 and 4", "1 to 3", "none".
    """
    plain = text.casefold()
    named: set[int] = set()
    for first, last in re.findall(r"(\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})", plain):
        named |= set(range(int(first), int(last) + 1))
    named |= {int(number) for number in re.findall(r"\d{1,2}", plain)}
    if re.search(r"\b(none|nothing|no one|nobody|not any|keep (it|them) all)\b", plain):
        return set()
    if re.search(r"\b(all|everything|whole|the lot|every line)\b", plain):
        excepted = re.search(r"\b(but|except|not|apart from|without|leave out|bar)\b", plain)
        if re.search(r"\bnot (all|everything)\b", plain) and not named:
            return None
        return numbers - named if excepted else set(numbers)
    if named:
        negative = re.search(r"\b(not|except|but not|without|leave out)\b", plain)
        return (numbers - named if negative else named & numbers) or set()
    return None
