"""Fits the linear heads: logistic regression that stays near the head that fine-tuning left,
calibrated on texts that the encoder never saw; knows nothing of texts.

The encoder has seen most examples and is too sure of them, so a head is first fitted without the
held-out rows, and its calibration and threshold come from those alone; then it is fitted again on all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.nlu.encoder import Prior
from bot.nlu.heads import Array, ChoiceHead, LabelHead

PULL = 20.0
"""How strongly a head is held to the fine-tuned one: so much loss for a squared change of one in one
weight.
"""

_STEPS = 40
_CUTS = np.arange(0.35, 0.61, 0.02)
"""Thresholds to choose from. A label that is more likely wrong than right by two to one is not given, even
where that would be best on our writers' texts, nearly all of which carry a theme.
"""

Vectors = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Fitted:
    """A calibrated head, what it says of the held-out rows, and by how much calibration scaled its logits."""

    head: LabelHead
    probabilities: Array
    truth: Mask
    scale: float = 1.0


def fit_labels(
    vectors: Vectors,
    truth: Mask,
    labels: Sequence[str],
    prior: Prior,
    held_out: Mask,
    beside: Array | None = None,
) -> Fitted:
    """Fits labels that may hold together; the thresholds are still to be chosen (`with_threshold`).

    Args:
        vectors: (texts, features).
        truth: (texts, labels), whether a label holds.
        labels: names of the columns of `truth`.
        prior: the head that fine-tuning left.
        held_out: rows that the encoder never saw.
        beside: logits of another head on the held-out rows, fitted without them; half of each is taken, and
            the caller adds the other head's, scaled like this one's.

    Raises:
        ValueError: if no row is held out.
    """
    _check(held_out)
    wanted = truth.astype(np.float64)
    weights, bias = _fit(vectors[~held_out], wanted[~held_out], prior, _binary)
    logits = vectors[held_out] @ weights + bias
    half = 1.0 if beside is None else 0.5
    logits = half * (logits if beside is None else logits + beside)
    slope, shift = _calibrate(logits, wanted[held_out])
    weights, bias = _fit(vectors, wanted, prior, _binary)
    scale = half * slope
    head = LabelHead(tuple(labels), scale * weights, scale * bias + shift, np.full(len(labels), 0.5))
    return Fitted(head, _sigmoid(slope * logits + shift), truth[held_out], scale)


def with_threshold(fitted: Sequence[Fitted], average: str = "micro") -> list[LabelHead]:
    """The heads with one threshold for all their labels, the best on the held-out rows of all of them:
    a label by itself has too few to choose by.

    Args:
        fitted: heads that are judged together.
        average: the F1 to make largest, "micro" over everything or "macro" over labels.
    """
    scores = np.array([_f1(fitted, cut, average) for cut in _CUTS])
    # The middle of the cuts that are nearly best, against chance.
    threshold = float(np.median(_CUTS[scores >= scores.max() - 0.005]))
    return [replace(each.head, thresholds=np.full(len(each.head.labels), threshold)) for each in fitted]


def _f1(fitted: Sequence[Fitted], cut: float, average: str) -> float:
    right = np.concatenate([((f.probabilities >= cut) & f.truth).sum(axis=0) for f in fitted])
    given = np.concatenate([(f.probabilities >= cut).sum(axis=0) for f in fitted])
    true = np.concatenate([f.truth.sum(axis=0) for f in fitted])
    if average == "micro":
        return float(2 * right.sum() / max(given.sum() + true.sum(), 1))
    return float(np.mean(2 * right / np.maximum(given + true, 1)))


def fit_choice(
    vectors: Vectors,
    truth: Sequence[str],
    labels: Sequence[str],
    prior: Prior,
    held_out: Mask,
    threshold: Chooser,
) -> ChoiceHead:
    """Fits labels of which exactly one holds; the first is the default.

    Args:
        vectors: (texts, features).
        truth: the label of each text.
        labels: all labels, in the order of the prior.
        prior: the head that fine-tuning left.
        held_out: rows that the encoder never saw.
        threshold: chooses the threshold from probabilities and truth of the held-out rows.

    Raises:
        ValueError: if no row is held out.
    """
    _check(held_out)
    names = np.asarray(truth)
    wanted = np.array([[label == name for label in labels] for name in truth], dtype=np.float64)
    weights, bias = _fit(vectors[~held_out], wanted[~held_out], prior, _softmax)
    logits = vectors[held_out] @ weights + bias
    slope = _temperature(logits, wanted[held_out])
    cut = threshold(_softmax(slope * logits), names[held_out])
    weights, bias = _fit(vectors, wanted, prior, _softmax)
    return ChoiceHead(tuple(labels), slope * weights, slope * bias, labels[0], cut)


Chooser = Callable[[Array, NDArray[np.str_]], float]
"""Chooses a threshold from the probabilities and the truth of held-out rows; the default label is the
first column.
"""


def few_false(most: float, default: str, least: float = 0.3) -> Chooser:
    """A threshold at which at most a share `most` of default texts is given another label; at least
    `least`.
    """

    def choose(probabilities: Array, names: NDArray[np.str_]) -> float:
        others = probabilities[names == default, 1:].max(axis=1)
        return max(least, float(np.quantile(others, 1 - most)))

    return choose


def high_recall(share: float, default: str, least: float = 0.25, most: float = 0.5) -> Chooser:
    """A threshold at which a share of the texts that are not of the default are found, between `least`
    and `most`.
    """

    def choose(probabilities: Array, names: NDArray[np.str_]) -> float:
        score = 1 - probabilities[names != default, 0]
        return float(np.clip(np.quantile(score, 1 - share), least, most))

    return choose


def _check(held_out: Mask) -> None:
    if not held_out.any() or held_out.all():
        raise ValueError("calibration needs rows that the encoder saw and rows that it did not")


def _fit(vectors: Vectors, wanted: Array, prior: Prior, link: Callable[[Array], Array]) -> tuple[Array, Array]:
    """Smallest loss plus `PULL` times the squared distance from the prior's weights."""
    # Single precision: some hundred passes over 10,000 rows, and the scale is kind.
    rows, target = vectors.astype(np.float32), wanted.astype(np.float32)
    shape = prior.weights.shape

    def loss(flat: Array) -> tuple[float, Array]:
        change, extra = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
        logits = rows @ (prior.weights + change).astype(np.float32) + (prior.bias + extra).astype(np.float32)
        guessed = link(logits)
        error = guessed - target
        away = float((change**2).sum()) + float((extra**2).sum())
        slope = np.concatenate([((rows.T @ error) + 2 * PULL * change).ravel(), error.sum(axis=0) + 2 * PULL * extra])
        return _cross_entropy(guessed, target, link) + PULL * away, slope.astype(np.float64)

    start = np.zeros(shape[0] * shape[1] + shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return prior.weights + found[: -shape[1]].reshape(shape), prior.bias + found[-shape[1] :]


def _cross_entropy(guessed: Vectors, wanted: Vectors, link: Callable[[Array], Array]) -> float:
    safe = np.clip(guessed, 1e-7, 1 - 1e-7)
    value = -(wanted * np.log(safe)).sum(dtype=np.float64)
    if link is _binary:
        value -= ((1 - wanted) * np.log(1 - safe)).sum(dtype=np.float64)
    return float(value)


def _calibrate(logits: Array, wanted: Array) -> tuple[float, Array]:
    """One slope for all labels and a shift for each, drawn to nought because a label has few rows
    (after Platt 1999).
    """

    def loss(values: Array) -> float:
        guessed = np.clip(_sigmoid(values[0] * logits + values[1:]), 1e-9, 1 - 1e-9)
        fit = -(wanted * np.log(guessed) + (1 - wanted) * np.log(1 - guessed)).sum()
        return float(fit + 2.0 * (values[1:] ** 2).sum())

    found = minimize(loss, np.concatenate([[1.0], np.zeros(logits.shape[1])]), method="L-BFGS-B").x
    return float(found[0]), found[1:]


def _temperature(logits: Array, wanted: Array) -> float:
    def loss(values: Array) -> float:
        return float(-(wanted * np.log(np.clip(_softmax(values[0] * logits), 1e-9, 1))).sum())

    return float(minimize(loss, np.array([1.0]), method="L-BFGS-B", bounds=[(0.1, 3)]).x[0])


def _sigmoid(logits: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -40, 40))))


_binary = _sigmoid


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
