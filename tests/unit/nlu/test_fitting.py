"""Heads stay near the fine-tuned ones, learn what is new, and are calibrated on rows that were held out."""

import numpy as np
import pytest

from bot.nlu.encoder import Prior
from bot.nlu.fitting import few_false, fit_choice, fit_labels, high_recall, with_threshold
from bot.nlu.measures import calibration_error

CHANCE = np.random.default_rng(3)
ROWS = CHANCE.normal(size=(400, 6)).astype(np.float32) * 3
HELD_OUT = np.arange(400) % 5 == 0
FLAT = Prior(np.zeros((6, 2)), np.zeros(2))
NOISE = CHANCE.normal(size=(400, 2)) * 2


def test_labels_are_learnt_and_calibrated() -> None:
    truth = ROWS[:, :2] + NOISE > 0
    fitted = fit_labels(ROWS, truth, ("a", "b"), FLAT, HELD_OUT)
    (head,) = with_threshold([fitted])
    probabilities = head.probabilities(ROWS)
    assert ((probabilities >= head.thresholds) == truth).mean() > 0.75
    assert calibration_error(fitted.probabilities, fitted.truth) < 0.1


def test_one_threshold_serves_heads_that_are_judged_together() -> None:
    heads = with_threshold([fit_labels(ROWS, ROWS[:, :2] > shift, ("a", "b"), FLAT, HELD_OUT) for shift in (0, 2)])
    assert len({float(cut) for head in heads for cut in head.thresholds}) == 1


def test_what_fine_tuning_knew_is_kept_where_nothing_speaks_against_it() -> None:
    prior = Prior(np.eye(6)[:, :2] * 5, np.zeros(2))
    head = fit_labels(ROWS, ROWS[:, :2] > 0, ("a", "b"), prior, HELD_OUT).head
    assert (np.argmax(np.abs(head.weights), axis=0) == [0, 1]).all()


@pytest.mark.parametrize("held_out", [np.zeros(400, dtype=bool), np.ones(400, dtype=bool)])
def test_calibration_needs_rows_on_both_sides(held_out: np.ndarray) -> None:
    with pytest.raises(ValueError, match="calibration"):
        fit_labels(ROWS, ROWS[:, :2] > 0, ("a", "b"), FLAT, held_out)


def test_a_choice_keeps_to_its_default_in_doubt() -> None:
    names = ["skip" if row[0] > 2 else "tell" for row in ROWS]
    head = fit_choice(ROWS, names, ("tell", "skip"), FLAT, HELD_OUT, few_false(0.01, "tell"))
    taken = [head.choose(head.probabilities(row[None, :])[0]) for row in ROWS]
    false = np.mean([t == "skip" for t, name in zip(taken, names, strict=True) if name == "tell"])
    assert false <= 0.02
    assert taken.count("skip") > 0


def test_high_recall_lets_nearly_all_danger_through() -> None:
    probabilities = np.array([[0.9, 0.1], [0.4, 0.6], [0.3, 0.7], [0.8, 0.2]])
    names = np.array(["none", "danger", "danger", "none"])
    assert high_recall(1.0, "none")(probabilities, names) <= 0.6


def test_high_recall_neither_alarms_at_a_whisper_nor_waits_for_certainty() -> None:
    names = np.array(["danger", "danger"])
    assert high_recall(1.0, "none")(np.array([[0.99, 0.01], [0.95, 0.05]]), names) == 0.25
    assert high_recall(1.0, "none")(np.array([[0.01, 0.99], [0.05, 0.95]]), names) == 0.5
