"""Chooses what to say back to an answer, so that it could only have been said to this person."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.hearing import quote, with_capital
from actions.material import Question
from actions.memory import in_a_list
from actions.recording import Recorded
from actions.rules_of_kinds import BEFORE_A_PLAN
from actions.telling import speaks_of_loss

# Which statement of a message is said back, where there are several. What the person wants comes first.
_ORDER = ("aspiration", "strength", "concern", "step", "supporter", "context")
# So many statements in one message are acknowledged as a whole.
MANY = 4
WORDS_THAT_SAY_ENOUGH = 4
# "The folk. You got a good morning off everybody": the second is what should be heard.
WORDS_TO_SAY_BACK = 3
# A death told as a worry or in passing; told as what is hoped for or done, it is answered as that.
_MOURNED = ("concern", "context", "supporter")
_BUT = re.compile(r"[\s,;–-]*(?:but|except|only|though|although)\b", re.IGNORECASE)
# An answer of so many words is quoted whole.
WORDS_IN_ONE_PIECE = 18


def reflect(
    dispatcher: CollectingDispatcher,
    recorded: Recorded,
    asked: Question | None = None,
    quote_services: bool = False,
) -> None:
    """Says back the part of the message that carries its meaning, or all of it as what the question asked for.

    Where only a service was asked for, the next question quotes it; with `quote_services` it is quoted here.
    """
    if asked is not None and asked.says_back and recorded.statements:
        _say_back_as(dispatcher, asked.says_back, recorded)
        return
    kept = [each for each in recorded.statements if each["kinds"][0] != "service_request"]
    if not kept:
        for asked_for in recorded.statements[:1] if quote_services else []:
            dispatcher.utter_message(response="utter_quote_context", quote=quote(asked_for["text"]))
        return
    if not recorded.is_understood:
        # In another tongue a turned "i" is nonsense: the words are given back as they are.
        for each in kept[:1]:
            dispatcher.utter_message(response="utter_quote_context", quote=quote(each["text"]))
        return
    lost = next((each for each in kept if speaks_of_loss(each["text"]) and each["kinds"][0] in _MOURNED), None)
    if lost is not None:
        clause = lost.get("reflection")
        response = "utter_reflect_loss" if clause else "utter_quote_loss"
        dispatcher.utter_message(
            response=response, clause=clause, Clause=with_capital(clause or ""), quote=quote(lost["text"])
        )
        return
    main = min(kept, key=lambda each: (_says_little(each), _rank(each["kinds"][0])))
    if len(recorded.statements) >= MANY:
        if (pair := _telling_pair([each for each in kept if not _is_taken_back(each, recorded.text)])) is not None:
            _say_two(dispatcher, "utter_reflect_many_two", *pair)
            return
        dispatcher.utter_message(
            response="utter_reflect_many",
            count=len(recorded.statements),
            quote=quote(main["text"]),
        )
        return
    second = _second(kept, main)
    if second is not None:
        _say_two(dispatcher, "utter_reflect_two", main, second)
        return
    _reflect_one(dispatcher, main, recorded.people, early=asked is not None and asked.stage in BEFORE_A_PLAN)


def _say_back_as(dispatcher: CollectingDispatcher, what: str, recorded: Recorded) -> None:
    """The whole of a short answer, in one piece; the first part that says enough of a long one."""
    statements = recorded.statements
    if len(statements) == 1:
        _reflect_one(dispatcher, {**statements[0], "kinds": [what]}, recorded.people)
        return
    first = next((each for each in statements if not _says_little(each)), statements[0])
    in_one_piece = what != "aspiration" and len(recorded.text.split()) <= WORDS_IN_ONE_PIECE
    response = "utter_reflect_aspiration" if what == "aspiration" else f"utter_quote_{what}"
    dispatcher.utter_message(response=response, quote=quote(recorded.text if in_one_piece else first["text"]))


def _is_taken_back(statement: dict[str, Any], text: str) -> bool:
    """Whether the next words take back what was said: "I am good at knitting but I can't do it one handed"."""
    return bool(_BUT.match(text, int(statement.get("end") or 0)))


def _says_little(statement: dict[str, Any]) -> bool:
    return len(statement["text"].split()) < WORDS_TO_SAY_BACK


def _reflect_one(
    dispatcher: CollectingDispatcher, statement: dict[str, Any], people: list[str], early: bool = False
) -> None:
    kind = statement["kinds"][0]
    if kind == "step" and early:
        kind = "context"  # "my mum will be waiting": nobody has planned anything yet
    clause = statement.get("reflection")
    if kind == "aspiration":
        words = quote(statement.get("wording") or statement["text"])
        dispatcher.utter_message(response="utter_reflect_aspiration", quote=words)
    elif clause and (kind != "supporter" or people):
        dispatcher.utter_message(
            response=f"utter_reflect_{kind}",
            clause=clause,
            Clause=with_capital(clause),
            names=in_a_list(people),
        )
    else:
        dispatcher.utter_message(response=f"utter_quote_{kind}", quote=quote(statement["text"]))


def _say_two(dispatcher: CollectingDispatcher, response: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    first, then = sorted((one, other), key=lambda each: int(each["start"]))
    dispatcher.utter_message(
        response=response,
        clause=first["reflection"],
        Clause=with_capital(first["reflection"]),
        second=then["reflection"],
    )


def _telling_pair(kept: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Two statements of different kinds that say enough to be said back; what is hard comes before what helps."""
    telling = [
        each
        for each in kept
        if len((each.get("reflection") or "").split()) >= WORDS_THAT_SAY_ENOUGH and each["kinds"][0] != "context"
    ]
    telling.sort(key=lambda each: _rank(each["kinds"][0]))
    for position, one in enumerate(telling):
        for other in telling[position + 1 :]:
            if other["kinds"][0] != one["kinds"][0]:
                return one, other
    return None


def _second(kept: list[dict[str, Any]], main: dict[str, Any]) -> dict[str, Any] | None:
    """A second statement of another kind, where both can be said back as clauses."""
    if main["kinds"][0] == "aspiration" or not main.get("reflection"):
        return None
    for each in kept:
        if each is not main and each.get("reflection") and each["kinds"][0] != main["kinds"][0]:
            return each
    return None


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
