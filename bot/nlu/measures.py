"""Measures of labels against labels: precision, recall, F1, confusions, calibration; knows nothing of
texts or models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LabelSets = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 (0..1), and how many texts truly carry the label."""

    precision: float
    recall: float
    f1: float
    count: int


def score_labels(truth: LabelSets, given: LabelSets, labels: Sequence[str]) -> dict[str, Score]:
    """Scores of each label."""
    return {label: _score(*_counts([label in t for t in truth], [label in g for g in given])) for label in labels}


def micro(truth: LabelSets, given: LabelSets) -> Score:
    """Score over all labels of all texts together."""
    right = sum(len(set(t) & set(g)) for t, g in zip(truth, given, strict=True))
    return _score(right, sum(len(set(g)) for g in given), sum(len(set(t)) for t in truth))


def macro_f1(scores: dict[str, Score]) -> float:
    """Mean F1 of the labels that occur."""
    held = [score.f1 for score in scores.values() if score.count]
    return float(np.mean(held)) if held else 0.0


def worst_confusions(truth: LabelSets, given: LabelSets, most: int = 6) -> list[tuple[str, str, int]]:
    """Pairs (label that was missed, label that was given in its stead, how often), commonest first."""
    pairs = Counter(
        (missed, instead)
        for t, g in zip(truth, given, strict=True)
        for missed in sorted(set(t) - set(g)) or ["(nothing)"]
        for instead in sorted(set(g) - set(t)) or ["(nothing)"]
    )
    del pairs["(nothing)", "(nothing)"]
    return [(missed, instead, count) for (missed, instead), count in pairs.most_common(most)]


def calibration_error(probabilities: NDArray[np.float64], truth: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error (Guo et al. 2017): the mean gap between how sure and how right, over
    all labels of all texts.
    """
    sure, right = probabilities.ravel(), truth.ravel()
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gap = 0.0
    for place in range(bins):
        inside = places == place
        if inside.any():
            gap += float(inside.mean()) * abs(float(sure[inside].mean()) - float(right[inside].mean()))
    return gap


def _counts(truth: Sequence[bool], given: Sequence[bool]) -> tuple[int, int, int]:
    return sum(t and g for t, g in zip(truth, given, strict=True)), sum(given), sum(truth)


def _score(right: int, given: int, true: int) -> Score:
    precision = right / given if given else 0.0
    recall = right / true if true else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Score(precision, recall, f1, true)
