"""Says which feedback a turn deserves and whether it could have been better; its words stand in the domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# What could be better, the weightiest first; then what was good, the most telling first.
TO_IMPROVE = (
    "confront",
    "dismissive",
    "direct",
    "sore_point",
    "advise_without_permission",
    "rushed",
    "leading_question",
    "jargon",
    "multiple_questions",
    "wrong_reflection",
    "same_question",
    "forgotten",
    "hollow_praise",
    "nothing_named",
    "closed_question",
)
GOOD = (
    "apology",
    "complex_reflection",
    "emphasise_autonomy",
    "affirmation",
    "summary",
    "simple_reflection",
    "advise_with_permission",
    "open_question",
    "support",
    "give_information",
    "rapport",
    "silence",
)
# A turn of these is worth saying another way, as an open question.
REWORDED = (
    "leading_question",
    "multiple_questions",
    "dismissive",
    "closed_question",
    "advise_without_permission",
    "direct",
    "confront",
)
# How happenings in trust.yml are called where feedback has another word for them.
_MOVES = {"asked_what_was_told": "forgotten"}


def feedback_name(behaviours: Sequence[str], why: Mapping[str, Any]) -> str:
    """The one thing to say about a turn.

    Args:
        behaviours: what the turn was coded as.
        why: the fields of rehearsal.answering.Why, as plain values.
    """
    moves = [move["name"] for move in why["moves"]]
    lowered = [_MOVES.get(move["name"], move["name"]) for move in why["moves"] if move["by"] < 0]
    did = {*behaviours, *lowered}
    if why["reflection"] == "wrong":
        did -= {"simple_reflection", "complex_reflection", "summary"}
    if "open_question" in behaviours:
        did.discard("closed_question")
    if "hollow_praise" in did:
        did.discard("affirmation")
    if "apology" in moves:
        did.add("apology")
    return next((name for name in (*TO_IMPROVE, *GOOD) if name in did), "silence")


def could_be_better(name: str) -> bool:
    """Whether feedback of this name is about something to improve."""
    return name in TO_IMPROVE


def wants_rewording(behaviours: Sequence[str]) -> bool:
    """Whether a turn is worth saying another way: closed, leading, several questions, or telling instead of asking."""
    return any(each in REWORDED for each in behaviours) and not (
        "open_question" in behaviours and not any(each in REWORDED[:3] for each in behaviours)
    )
