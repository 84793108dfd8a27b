"""The behaviours of practitioners, in groups; the words are those of the language part and of the pages."""

from __future__ import annotations

QUESTIONS = ("open_question", "closed_question", "leading_question")
REFLECTIONS = ("simple_reflection", "complex_reflection")
OTHERS = (
    "multiple_questions",
    "affirmation",
    "summary",
    "emphasise_autonomy",
    "give_information",
    "advise_with_permission",
    "advise_without_permission",
    "direct",
    "confront",
    "dismissive",
    "jargon",
    "rapport",
    "support",
)
BEHAVIOURS = (*QUESTIONS, *REFLECTIONS, *OTHERS)
