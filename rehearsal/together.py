"""Says which two things in a turn feedback may name in one sentence; the words stand in the assistant's domain
(bot/rehearsal/domain/04_feedback_together.yml).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

GOOD = (
    "complex_reflection",
    "affirmation",
    "emphasise_autonomy",
    "summary",
    "simple_reflection",
    "open_question",
    "support",
    "give_information",
    "rapport",
)
"""What may stand beside the main thing, the most telling first."""


def together(name: str, behaviours: Sequence[str], worded: Collection[str]) -> str:
    """The name of the feedback for a turn that did two things.

    Args:
        name: the one thing that feedback would name ("closed_question").
        behaviours: all that was coded in the turn.
        worded: names of all feedback that has words.

    Returns:
        "closed_question_with_support" and the like, if there are words for it; else `name` as it is.
    """
    pairs = (f"{name}_with_{beside}" for beside in GOOD if beside in behaviours and beside != name)
    return next((pair for pair in pairs if pair in worded), name)
