"""An outcome is not a service (plan.md): when one is asked for, ask what it would make possible.

The answer is the outcome; the service is kept beside it as one way to get there.
"""

from __future__ import annotations

from typing import Any

from actions.material import asks_for_a_provided_thing
from actions.memory import NOT_ASKED, Memory
from actions.recording import Recorded, add_steps, add_wish
from actions.telling import holds_on, opens_a_wish
from plan.services.ports import UnitOfWork

QUESTION = "service_makes_possible"


def bring_service_into_hand(memory: Memory) -> str | None:
    """The question about a service, when one was asked for and not yet asked about. Sets its words."""
    service = memory.service_in_hand
    if service is None:
        memory[QUESTION] = NOT_ASKED
        return None
    memory["service_words"] = service["words"]
    memory[QUESTION] = None
    return QUESTION


def leave_service(memory: Memory) -> None:
    """Notes that the service in hand was asked about, and with it whatever else was asked for in the same breath."""
    service = memory.service_in_hand
    if service is not None:
        memory["services"] = [
            {**each, "asked": True} if each["turn"] == service["turn"] else each for each in memory["services"]
        ]


def makes_possible(recorded: Recorded) -> dict[str, Any] | None:
    """What the answer says that a service would make possible; None where it says something else.

    Another service, somebody's name or more about what is hard is kept as what it is, and never as what is wanted.
    """
    for statement in recorded.statements:
        kind = statement["kinds"][0]
        # "I keep falling" is told; "get up the stairs" and "so I don't fall" are wished for, whatever they look like.
        told = str(statement.get("reflection") or "").startswith("you") and not opens_a_wish(statement["text"])
        if kind == "strength" and holds_on(statement["text"]):
            continue  # "I can still do the crossword" is told
        if kind not in ("service_request", "supporter", "concern") or (kind == "concern" and not told):
            return statement
    return None


def carry_over(turn: int, memory: Memory) -> bool:
    """Where another service was the answer, what was asked for before goes with it to one outcome. Gives whether."""
    service = memory.service_in_hand
    if service is None or not any(each["turn"] == turn for each in memory["services"]):
        return False
    memory["services"] = [
        {**each, "goes_with": turn} if service["turn"] in (each["turn"], each.get("goes_with")) else each
        for each in memory["services"]
    ]
    return True


def keep_ways(uow: UnitOfWork, plan_id: str, turn: int, recorded: Recorded, memory: Memory) -> None:
    """Makes the outcome of what a service would make possible, with what was asked for as ways to it."""
    service = memory.service_in_hand
    wish = makes_possible(recorded)
    if service is None or wish is None:
        return
    outcome_id = recorded.outcome_id or add_wish(uow, plan_id, turn, wish, memory)
    ways = [
        each
        for each in memory["services"]
        if each is service
        or each.get("goes_with") == service["turn"]
        or (each["turn"] == service["turn"] and asks_for_a_provided_thing(each["words"]))
    ]
    add_steps(
        uow, plan_id, outcome_id, [{"what": each["words"], "turn": each["turn"], "support": "service"} for each in ways]
    )
