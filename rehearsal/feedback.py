"""Says which feedback a turn deserves and whether it could have been better; its words stand in the domain."""

from __future__ import annotations

from rehearsal.record import RehearsedTurn

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
    "asked_straight",
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
# How happenings in trust.yml are called where feedback has another word for them.
_MOVES = {"asked_what_was_told": "forgotten"}


def feedback_name(turn: RehearsedTurn) -> str:
    """The one thing to say about a turn."""
    behaviours, why = turn.behaviours, turn.why
    moves = [move["name"] for move in why["moves"]]
    lowered = [_MOVES.get(move["name"], move["name"]) for move in why["moves"] if move["by"] < 0]
    did = {*behaviours, *lowered}
    if why["reflection"] == "wrong":
        did -= {"simple_reflection", "complex_reflection", "summary"}
    if "open_question" in behaviours:
        did.discard("closed_question")
    if "hollow_praise" in did:
        did.discard("affirmation")
    if turn.straight:
        # Somebody may be in danger: asking straight out is no fault.
        did = did - {"closed_question", "multiple_questions"} | {"asked_straight"}
    if "apology" in moves:
        did.add("apology")
    return next((name for name in (*TO_IMPROVE, *GOOD) if name in did), "silence")


def could_be_better(name: str) -> bool:
    """Whether feedback of this name is about something to improve."""
    return name in TO_IMPROVE
