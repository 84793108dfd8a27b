"""Precision, recall, confusions and calibration on counts that can be reckoned by hand."""

import numpy as np
import pytest

from bot.nlu.measures import calibration_error, macro_f1, micro, score_labels, worst_confusions

TRUTH = [("a",), ("a", "b"), ("b",), ()]
GIVEN = [("a",), ("a",), ("a",), ()]


def test_scores_of_each_label() -> None:
    scores = score_labels(TRUTH, GIVEN, ("a", "b"))
    assert (scores["a"].precision, scores["a"].recall) == (pytest.approx(2 / 3), 1.0)
    assert scores["b"].f1 == 0.0
    assert macro_f1(scores) == pytest.approx(0.4)


def test_micro_counts_all_labels_together() -> None:
    assert micro(TRUTH, GIVEN).f1 == pytest.approx(2 * 2 / (3 + 4))


def test_confusions_name_what_was_missed_and_what_came_instead() -> None:
    assert set(worst_confusions(TRUTH, GIVEN)) == {("b", "a", 1), ("b", "(nothing)", 1)}


def test_calibration_error_is_the_gap_between_sure_and_right() -> None:
    assert calibration_error(np.array([0.9, 0.9]), np.array([True, False])) == pytest.approx(0.4)
    assert calibration_error(np.array([1.0, 0.0]), np.array([True, False])) == 0.0
