"""Counts what a practitioner did over one rehearsal, after the Motivational Interviewing Treatment Integrity codes;
knows turns with their labels, and nothing of how the labels were found.

A practice aid, not fidelity coding: a trained coder listens to twenty minutes of a real conversation.

Sources: MITI 3.1.1 (Moyers, Martin, Manuel, Miller, Ernst 2010) for the share of open questions and for which
behaviours count as adherent and non-adherent; MITI 4 (Moyers, Manuel, Ernst 2014) for reflections to questions and
for complex reflections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

ADHERENT = frozenset({"affirmation", "emphasise_autonomy", "advise_with_permission", "support"})
"""MITI 3.1.1: asking permission before advice, affirming, emphasising control, support."""

NON_ADHERENT = frozenset({"advise_without_permission", "direct", "confront", "dismissive"})
"""MITI 3.1.1: advising without permission, directing, confronting. Playing down what somebody told is arguing with it,
so `dismissive` counts here with confronting; MITI has no code of its own for it.
"""

_SHUT = ("closed_question", "leading_question")
_LISTENED = ("simple_reflection", "complex_reflection", "summary")


@dataclass(frozen=True)
class PractisedTurn:
    """What a practitioner said, the behaviours coded in it (shared/design/labels.md), and what the person said back."""

    said: str
    behaviours: Sequence[str]
    reply: str = ""


@dataclass(frozen=True)
class Threshold:
    """From where a measure counts as a beginner's and as a skilled practitioner's; `source` is the manual."""

    source: str
    lower: Fraction
    upper: Fraction

    def level(self, value: Fraction | None) -> int | None:
        """0 below both, 1 from `lower`, 2 from `upper`; None where there is no value."""
        return None if value is None else (value >= self.lower) + (value >= self.upper)


OPEN_SHARE = Threshold("MITI 3.1.1", Fraction(50, 100), Fraction(70, 100))
"""Share of open among all questions: beginning 50 %, proficient 70 %."""

REFLECTIONS_TO_QUESTIONS = Threshold("MITI 4", Fraction(1), Fraction(2))
"""Reflections for each question: fair 1, good 2."""

COMPLEX_SHARE = Threshold("MITI 4", Fraction(40, 100), Fraction(50, 100))
"""Share of complex among all reflections: fair 40 %, good 50 %."""


@dataclass(frozen=True)
class Measures:
    """The measures of one rehearsal. Shares and ratios are exact, None (printed n/a) where the denominator is nought.

    Attributes:
        open_questions: open questions asked.
        closed_questions: closed and leading questions asked.
        simple_reflections: reflections that add little; a summary is one.
        complex_reflections: reflections that add meaning, feeling or both sides.
        open_share: open among all questions; see `OPEN_SHARE`.
        reflections_to_questions: reflections for each question; see `REFLECTIONS_TO_QUESTIONS`.
        complex_share: complex among all reflections; see `COMPLEX_SHARE`.
        adherent: behaviours in `ADHERENT`.
        non_adherent: behaviours in `NON_ADHERENT`.
        talk_share: the practitioner's words among the words of both.
        longest_closed_run: most turns in a row that asked closed or leading questions and did nothing to listen.
    """

    open_questions: int
    closed_questions: int
    simple_reflections: int
    complex_reflections: int
    open_share: Fraction | None
    reflections_to_questions: Fraction | None
    complex_share: Fraction | None
    adherent: int
    non_adherent: int
    talk_share: Fraction | None
    longest_closed_run: int


def measure(turns: Iterable[PractisedTurn]) -> Measures:
    """Counts over a rehearsal; a turn without words still counts by its behaviours."""
    turns = list(turns)
    asked_open, asked_closed = (sum(counts) for counts in zip((0, 0), *map(count_questions, turns), strict=True))
    simple, complex_ = (sum(counts) for counts in zip((0, 0), *map(_reflections, turns), strict=True))
    spoken, heard = sum(_words(turn.said) for turn in turns), sum(_words(turn.reply) for turn in turns)
    return Measures(
        open_questions=asked_open,
        closed_questions=asked_closed,
        simple_reflections=simple,
        complex_reflections=complex_,
        open_share=_share(asked_open, asked_open + asked_closed),
        reflections_to_questions=_share(simple + complex_, asked_open + asked_closed),
        complex_share=_share(complex_, simple + complex_),
        adherent=sum(len(ADHERENT.intersection(turn.behaviours)) for turn in turns),
        non_adherent=sum(len(NON_ADHERENT.intersection(turn.behaviours)) for turn in turns),
        talk_share=_share(spoken, spoken + heard),
        longest_closed_run=_longest_closed_run(turns),
    )


def count_questions(turn: PractisedTurn) -> tuple[int, int]:
    """Open questions, and closed or leading ones, in a turn.

    Labels say which types of question a turn holds, not how many of each. Each type counts once. Where
    `multiple_questions` stands beside a single type, there were at least two of that type: two are counted. With no
    type beside it, two closed ones are counted, for questions piled up shut each other. So a heap of questions weighs
    as the questions it is, and never as one.
    """
    asked_open = int("open_question" in turn.behaviours)
    shut = sum(label in turn.behaviours for label in _SHUT)
    if "multiple_questions" in turn.behaviours:
        if asked_open and not shut:
            return 2, 0
        if not asked_open:
            return 0, 2
    return asked_open, shut


def _reflections(turn: PractisedTurn) -> tuple[int, int]:
    """Simple and complex reflections in a turn: one at most, and complex if any of it was (MITI 4: the fuller one of
    a series is counted).
    """
    if "complex_reflection" in turn.behaviours:
        return 0, 1
    return int(any(label in turn.behaviours for label in _LISTENED)), 0


def _longest_closed_run(turns: Sequence[PractisedTurn]) -> int:
    longest = run = 0
    for turn in turns:
        asked_open, shut = count_questions(turn)
        run = run + 1 if shut and not asked_open and not any(_reflections(turn)) else 0
        longest = max(longest, run)
    return longest


def _words(text: str) -> int:
    """Words, with "don't" and "well-kept" one each; numbers count, marks do not."""
    return len(_WORD.findall(text))


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
