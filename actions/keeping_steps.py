"""Keeps what was answered about getting there: indicators, actions, who has them, and dates once read back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.exchange import Exchange
from actions.hearing import Heard, quote
from actions.memory import Memory
from actions.recording import Recorded, add_steps, step_from
from plan.services import preparing
from plan.services.ports import UnitOfWork

# "my son Ali", "the nurse at the surgery": a name and no more.
_WORDS_OF_A_NAME = 5
_WOULD = re.compile(r"(?:\b(?:could|can|will|would|might)|['’]ll)\b", re.IGNORECASE)
_OPENS_A_TIME = re.compile(r"\W*(?:when|whenever|once|as soon as|before|after|by|until|till|if)\b", re.IGNORECASE)
# "when the weather picks up": a time that no calendar knows.
_WORDS_OF_A_TIME = 6
# "No, make it the 11th of December".
_WORDS_AROUND_A_TIME = 3
# "I would be in the yard by seven, and nobody would have to wonder where I was": one picture, kept in one piece.
_WORDS_OF_ONE_INDICATOR = 25


def keep_indicator(exchange: Exchange, outcome: dict[str, Any], recorded: Recorded) -> None:
    """How the person would know; a short answer in one piece."""
    heard = exchange.heard
    short = len(recorded.statements) > 1 and len(heard.text.split()) <= _WORDS_OF_ONE_INDICATOR
    wordings = (
        [heard.text.strip()] if short else [each.get("wording") or each["text"].strip() for each in recorded.statements]
    )
    times = [(each.get("when") or {}).get("said") for each in recorded.statements]
    for wording, by_said in zip(wordings, times, strict=False):
        preparing.add_indicator(exchange.uow, exchange.plan_id, outcome["id"], wording, heard.turn, by_said=by_said)
    exchange.memory.change_outcome(outcome["id"], has_indicator=True)


def keep_steps(
    dispatcher: CollectingDispatcher,
    uow: UnitOfWork,
    plan_id: str,
    outcome: dict[str, Any],
    steps: list[dict[str, Any]],
    memory: Memory,
) -> None:
    """Keeps the steps as actions; the first date among them is read back before it is stored."""
    ids = add_steps(uow, plan_id, outcome["id"], steps)
    for line_id, step in zip(ids, steps, strict=True):
        if step.get("date") and not memory["date_to_keep"]:
            memory["date_to_keep"] = {"actions": [line_id], "date": step["date"], "turn": step["turn"]}
            dispatcher.utter_message(
                response="utter_read_back_date", said=step["when_said"], date=_in_words(step["date"])
            )
    kept = [
        {"id": line_id, "who": step.get("who"), "dated": bool(step.get("when_said"))}
        for line_id, step in zip(ids, steps, strict=True)
    ]
    memory.change_outcome(outcome["id"], actions=[*(outcome.get("actions") or []), *kept])


def keep_help(exchange: Exchange, outcome: dict[str, Any], recorded: Recorded) -> None:
    """A bare name takes on the last action that nobody has; anything more is an action of its own."""
    heard, memory = exchange.heard, exchange.memory
    actions = [dict(each) for each in outcome.get("actions") or []]
    bare = len(heard.text.split()) <= _WORDS_OF_A_NAME and not _WOULD.search(heard.text)
    free = next((each for each in reversed(actions) if each["who"] is None), None)
    if bare and free is not None and recorded.people:
        step = step_from(recorded.statements[0], heard.turn, memory)
        *others, last = recorded.people
        who = f"{', '.join(others)} and {last}" if others else last
        preparing.update_action(
            exchange.uow, exchange.plan_id, free["id"], heard.turn, who=who, support=step["support"]
        )
        free["who"] = who
        memory.change_outcome(outcome["id"], actions=actions)
        return
    steps = [step_from(each, heard.turn, memory) for each in recorded.statements]
    keep_steps(exchange.dispatcher, exchange.uow, exchange.plan_id, outcome, steps, memory)


def keep_when(exchange: Exchange, outcome: dict[str, Any], recorded: Recorded) -> None:
    """Keeps the words at once; a date that they name is read back first and stored a turn later."""
    # The last time named is the one that is meant: "next Friday. no, make it the 11th".
    times = [each["when"] for each in recorded.statements if each.get("when")]
    said = times[-1] if times else None
    words = said["said"] if said else quote(exchange.heard.text, words=12)
    undated = [each["id"] for each in outcome.get("actions") or [] if not each.get("dated")]
    for action_id in undated:
        preparing.update_action(exchange.uow, exchange.plan_id, action_id, exchange.heard.turn, when_said=words)
    if said and said.get("date"):
        exchange.memory["date_to_keep"] = {"actions": undated, "date": said["date"], "turn": exchange.heard.turn}
        exchange.say("utter_read_back_date", said=words, date=_in_words(said["date"]))
    else:
        exchange.say("utter_kept_date_words", said=words)


def _in_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%A} {day.day} {day:%B %Y}"


def names_a_time(heard: Heard, recorded: Recorded) -> bool:
    """Whether the answer says when, rather than something else; a few words are taken as a time in the person's way."""
    if any(each.get("when") for each in recorded.statements):
        return True
    # "I can ask Mr P" says who does it; "when I can" says when.
    if recorded.people:
        return False
    done = _WOULD.search(heard.text) and not _OPENS_A_TIME.match(heard.text)
    return len(heard.text.split()) <= _WORDS_OF_A_TIME and not done


def corrects_its_time(heard: Heard) -> bool:
    """Whether an answer names one time and then another, and nothing else: "next Friday. no, make it the 11th"."""
    return len(heard.statements) > 1 and all(_is_a_time(each) for each in heard.statements)


def _is_a_time(statement: dict[str, Any]) -> bool:
    said = (statement.get("when") or {}).get("said")
    return bool(said) and len(statement["text"].replace(said, " ").split()) <= _WORDS_AROUND_A_TIME


def in_steps(text: str, statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements of an answer, what only goes on with a step joined to it: "I could ring Tam, he kept my plot"."""
    steps: list[dict[str, Any]] = []
    for each in statements:
        if not steps or is_done_by_somebody(each) or "start" not in each:
            steps.append(each)
            continue
        before = steps[-1]
        whole = text[before["start"] : each["end"]]
        steps[-1] = {**before, "text": whole, "wording": whole, "end": each["end"]}
    return steps


def is_done_by_somebody(statement: dict[str, Any]) -> bool:
    """Whether a statement says what somebody would do: "he could take us down"."""
    kind = statement["kinds"][0]
    return kind in ("step", "service_request") or (kind == "supporter" and bool(_WOULD.search(statement["text"])))
