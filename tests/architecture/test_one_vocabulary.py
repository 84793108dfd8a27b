"""Parts that may not import one another use the same words of shared/design/labels.md."""

from __future__ import annotations

from actions.material import questions_of
from actions.rules_of_kinds import STAGES_OF_WISHES
from bot.nlu import labels
from rehearsal.behaviours import BEHAVIOURS


def test_rehearsal_and_language_part_name_the_same_behaviours() -> None:
    assert len(BEHAVIOURS) == len(set(BEHAVIOURS))
    assert set(BEHAVIOURS) == set(labels.BEHAVIOURS)


def test_stages_that_actions_name_have_questions() -> None:
    assert all(questions_of(stage) for stage in STAGES_OF_WISHES)
