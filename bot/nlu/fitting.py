"""Fits the linear heads: logistic regression, calibrated and thresholded on held-out folds; knows
nothing of texts.

A head is fitted once on everything; its calibration and thresholds come from predictions for rows
that the model of a fold had not seen, so that they are not too sure of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import StratifiedKFold

from bot.nlu.heads import Array, ChoiceHead, LabelHead

FOLDS = 3
SCALE = 20.0
"""Unit vectors of some 400 numbers are spread by about 1/20 in each; so scaled, one unit is one
deviation.
"""

Vectors = NDArray[np.floating[Any]]


def fit_labels(vectors: Vectors, truth: NDArray[np.bool_], labels: Sequence[str], strength: float = 0.02) -> LabelHead:
    """Fits one calibrated logistic regression a label.

    Args:
        vectors: (texts, features).
        truth: (texts, labels), whether a label holds.
        labels: names of the columns of `truth`.
        strength: inverse of the regularisation (`C` of scikit-learn).

    Returns:
        A head whose thresholds give each label its best F1 on held-out rows.

    Raises:
        ValueError: if a label has fewer examples than there are folds.
    """
    weights = np.zeros((vectors.shape[1], len(labels)))
    bias = np.zeros(len(labels))
    thresholds = np.full(len(labels), 0.5)
    for column, label in enumerate(labels):
        wanted = truth[:, column]
        if wanted.sum() < FOLDS:
            raise ValueError(f"too few examples of {label}")
        held_out = _held_out(vectors, wanted, lambda x, y: _fit_binary(x, y, strength))[:, 0]
        slope, shift = _platt(held_out, wanted)
        coefficients, intercept = _fit_binary(vectors, wanted, strength)
        weights[:, column] = slope * coefficients[:, 0]
        bias[column] = slope * intercept[0] + shift
        calibrated = 1 / (1 + np.exp(-(slope * held_out + shift)))
        thresholds[column] = best_threshold(calibrated, wanted)
    return LabelHead(tuple(labels), weights, bias, thresholds)


def fit_choice(
    vectors: Vectors,
    truth: Sequence[str],
    default: str,
    most_false: float,
    strength: float = 0.05,
) -> ChoiceHead:
    """Fits a multinomial logistic regression with a default.

    Args:
        vectors: (texts, features).
        truth: the label of each text.
        default: the label given unless another is sure enough.
        most_false: largest share of default texts that may be given another label on held-out rows.
        strength: inverse of the regularisation (`C` of scikit-learn).

    Returns:
        A head whose threshold is the lowest that keeps to `most_false`.
    """
    wanted = np.asarray(truth)
    labels = tuple(str(label) for label in np.unique(wanted))
    held_out = _held_out(vectors, wanted, lambda x, y: _fit_many(x, y, strength))
    at = labels.index(default)
    powers = np.exp(held_out - held_out.max(axis=1, keepdims=True))
    others = np.delete(powers / powers.sum(axis=1, keepdims=True), at, axis=1).max(axis=1)
    threshold = max(0.2, float(np.quantile(others[wanted == default], 1 - most_false)))
    weights, bias = _fit_many(vectors, wanted, strength)
    return ChoiceHead(labels, weights, bias, default, threshold)


def best_threshold(probabilities: Array, truth: NDArray[np.bool_]) -> float:
    """The probability from which giving the label has the best F1, held between 0.15 and 0.7
    against chance.
    """
    precision, recall, cuts = precision_recall_curve(truth, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(np.clip(cuts[int(np.argmax(f1[:-1]))], 0.15, 0.7))


Fit = Callable[[Vectors, NDArray[np.generic]], tuple[Array, Array]]


def _held_out(vectors: Vectors, wanted: NDArray[np.generic], fit: Fit) -> Array:
    """Logits for every row from a model that did not see it."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    logits: Array | None = None
    for seen, unseen in folds.split(vectors, wanted):
        weights, bias = fit(vectors[seen], wanted[seen])
        part = vectors[unseen] @ weights + bias
        if logits is None:
            logits = np.zeros((len(wanted), part.shape[1]))
        logits[unseen] = part
    assert logits is not None
    return logits


def _fit_binary(vectors: Vectors, wanted: NDArray[np.generic], c: float) -> tuple[Array, Array]:
    model = LogisticRegression(C=c, max_iter=300).fit(vectors * SCALE, wanted)
    return model.coef_.T * SCALE, model.intercept_


def _fit_many(vectors: Vectors, wanted: NDArray[np.generic], c: float) -> tuple[Array, Array]:
    model = LogisticRegression(C=c, max_iter=300).fit(vectors * SCALE, wanted)
    return model.coef_.T * SCALE, model.intercept_


def _platt(logits: Array, wanted: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift that turn held-out logits into honest probabilities (Platt 1999)."""
    model = LogisticRegression(C=1e3).fit(logits[:, None], wanted)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
