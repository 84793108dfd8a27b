"""What is said again of a wish told before: it is no longer wanted, or it still asks for the same service."""

from __future__ import annotations

import re
from typing import Any

from actions.hearing import quote
from actions.memory import Memory
from actions.telling import any_of, in_small_letters, telling_words, words_listed
from plan.services import correcting, reading
from plan.services.ports import UnitOfWork

# "I just want the hours back": a longer wish says what it is for as well.
_WORDS_OF_A_REQUEST = 9


def take_back(uow: UnitOfWork, plan_id: str, text: str, memory: Memory) -> list[str]:
    """Takes out of the draft what somebody says they no longer want: "I don't want the day centre". Gives their words.

    What was said first stays in what was said; only the wish, and steps to it, go.
    """
    plain = in_small_letters(text)
    found = re.search(rf"{any_of('wants_no_longer')}\s+(?P<what>[^.!?;]+)", plain)
    unwanted = _telling(found["what"]) if found else set()
    if not unwanted:
        return []
    services = [each for each in memory["services"] if _is_about(each["words"], unwanted)]
    outcomes = [each for each in memory["outcomes"] if _is_about(each["words"], unwanted)]
    if not services and not outcomes:
        return []
    asked_for = {each["words"] for each in services}
    gone = {each["id"] for each in outcomes}
    for line in reading.draft_lines(uow, plan_id):
        is_request = line.part in ("action", "statement") and quote(line.text) in asked_for
        if is_request or line.id in gone:
            correcting.remove_line(uow, plan_id, line.id)
    memory["services"] = [each for each in memory["services"] if each not in services]
    memory["outcomes"] = [each for each in memory["outcomes"] if each not in outcomes]
    return [each["words"] for each in (*services, *outcomes)]


def still_asks(statement: dict[str, Any], memory: Memory, asked_why: bool = False) -> dict[str, Any]:
    """The statement; as a request where it only asks once more for a service: "I just want the hours back".

    Args:
        statement: what was said.
        memory: holds the services that were asked for.
        asked_why: whether the question was what the service would let them do; then its name alone asks again.
    """
    text = statement["text"]
    plain = in_small_letters(text)
    if (statement["kinds"][:1] != ["aspiration"] and not asked_why) or len(text.split()) > _WORDS_OF_A_REQUEST:
        return statement
    telling = _telling(plain)
    same = [each for each in memory["services"] if telling and telling <= _telling(each["words"].casefold())]
    if not same or not (asked_why or re.search(any_of("wants_it"), plain)):
        return statement
    kinds = ["service_request", *(kind for kind in statement["kinds"] if kind not in ("aspiration", "service_request"))]
    # Another one that was named before is asked about once more; the one in question is not.
    in_hand = memory.service_in_hand
    return {**statement, "kinds": kinds, "asks_again": not asked_why or in_hand is None or in_hand in same}


def _is_about(words: str, unwanted: set[str]) -> bool:
    """Whether what is no longer wanted is named in what was asked for, by two words or by all that tell anything."""
    telling = _telling(words.casefold())
    return bool(telling) and unwanted <= telling and (len(unwanted) > 1 or unwanted == telling)


def _telling(plain: str) -> set[str]:
    return telling_words(plain, least=3) - set(words_listed("wants_it"))
