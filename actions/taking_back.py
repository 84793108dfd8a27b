"""What is said again of a wish told before: it is no longer wanted, or it still asks for the same service."""

from __future__ import annotations

import re
from typing import Any

from actions.memory import Memory
from actions.telling import any_of, in_small_letters, words_listed
from plan.services import correcting, reading
from plan.services.ports import UnitOfWork

# "I just want the hours back": a longer wish says what it is for as well.
_WORDS_OF_A_REQUEST = 9


def take_back(uow: UnitOfWork, plan_id: str, text: str, memory: Memory) -> bool:
    """Takes out of the draft what somebody says they no longer want: "I don't want the day centre". Gives whether.

    What was said first stays in what was said; only the wish, and steps to it, go.
    """
    plain = in_small_letters(text)
    found = re.search(rf"{any_of('wants_no_longer')}\s+(?P<what>[^.!?;]+)", plain)
    unwanted = _telling(found["what"]) if found else set()
    services = [each for each in memory["services"] if _is_about(each["words"], unwanted)]
    outcomes = [each for each in memory["outcomes"] if _telling(each["words"].casefold()) <= unwanted]
    if not services and not outcomes:
        return False
    asked_for = {each["words"] for each in services}
    for line in reading.draft_lines(uow, plan_id):
        if (line.part == "action" and line.text in asked_for) or line.id in {each["id"] for each in outcomes}:
            correcting.remove_line(uow, plan_id, line.id)
    memory["services"] = [each for each in memory["services"] if each not in services]
    memory["outcomes"] = [each for each in memory["outcomes"] if each not in outcomes]
    return True


def still_asks(statement: dict[str, Any], memory: Memory) -> dict[str, Any]:
    """The statement; as a request where it only asks once more for a service: "I just want the hours back"."""
    text = statement["text"]
    plain = in_small_letters(text)
    if statement["kinds"][:1] != ["aspiration"] or len(text.split()) > _WORDS_OF_A_REQUEST:
        return statement
    telling = _telling(plain)
    same = telling and any(telling <= _telling(each["words"].casefold()) for each in memory["services"])
    if not same or not re.search(any_of("wants_it"), plain):
        return statement
    kinds = ["service_request", *(kind for kind in statement["kinds"] if kind not in ("aspiration", "service_request"))]
    return {**statement, "kinds": kinds, "asks_again": True}


def _is_about(words: str, unwanted: set[str]) -> bool:
    """Whether most of what was asked for is what is no longer wanted."""
    telling = _telling(words.casefold())
    return len(telling & unwanted) > len(telling) / 2


def _telling(plain: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", plain)) - set(words_listed("small_words")) - set(words_listed("wants_it"))
