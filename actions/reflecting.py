"""Chooses what to say back to an answer, so that it could only have been said to this person."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.hearing import quote, with_capital
from actions.recording import Recorded

# Which statement of a message is said back, where there are several. What the person wants comes first.
_ORDER = ("aspiration", "strength", "concern", "step", "supporter", "context")
# So many statements in one message are acknowledged as a whole.
MANY = 4


def reflect(dispatcher: CollectingDispatcher, recorded: Recorded) -> None:
    """Says back the part of the message that carries its meaning; nothing where only a service was asked for."""
    kept = [each for each in recorded.statements if each["kinds"][0] != "service_request"]
    if not kept:
        return
    main = min(kept, key=lambda each: _rank(each["kinds"][0]))
    if len(recorded.statements) >= MANY:
        dispatcher.utter_message(
            response="utter_reflect_many",
            count=len(recorded.statements),
            quote=quote(main["text"]),
        )
        return
    second = _second(kept, main)
    if second is not None:
        first, then = sorted((main, second), key=lambda each: int(each["start"]))
        dispatcher.utter_message(
            response="utter_reflect_two",
            clause=first["reflection"],
            Clause=with_capital(first["reflection"]),
            second=then["reflection"],
        )
        return
    _reflect_one(dispatcher, main, recorded.people)


def _reflect_one(dispatcher: CollectingDispatcher, statement: dict[str, Any], people: list[str]) -> None:
    kind = statement["kinds"][0]
    clause = statement.get("reflection")
    if kind == "aspiration":
        words = quote(statement.get("wording") or statement["text"])
        dispatcher.utter_message(response="utter_reflect_aspiration", quote=words)
    elif clause and (kind != "supporter" or people):
        dispatcher.utter_message(
            response=f"utter_reflect_{kind}",
            clause=clause,
            Clause=with_capital(clause),
            names=_listed(people),
        )
    else:
        dispatcher.utter_message(response=f"utter_quote_{kind}", quote=quote(statement["text"]))


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


def _listed(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else ", ".join(unique[:-1]) + " and " + unique[-1] if unique else ""
