"""Fits the linear heads: logistic regression that stays near the head that fine-tuning left,
calibrated on texts that the encoder never saw; knows nothing of texts.

The encoder has seen most examples and is too sure of them, so a head is first fitted without the
held-out rows, and its calibration and threshold come from those alone; then it is fitted again on all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import f1_score

from bot.nlu.encoder import Prior
from bot.nlu.heads import Array, ChoiceHead, LabelHead

PULL = 20.0
"""How strongly a head is held to the fine-tuned one: so much loss for a squared change of one in one
weight.
"""

_STEPS = 40
_CUTS = np.arange(0.2, 0.61, 0.02)

Vectors = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


def fit_labels(
    vectors: Vectors, truth: Mask, labels: Sequence[str], prior: Prior, held_out: Mask, average: str = "micro"
) -> LabelHead:
    """Fits labels that may hold together.

    Args:
        vectors: (texts, features).
        truth: (texts, labels), whether a label holds.
        labels: names of the columns of `truth`.
        prior: the head that fine-tuning left.
        held_out: rows that the encoder never saw.
        average: the F1 that the threshold is to make largest: "micro" or "macro".

    Returns:
        A calibrated head with one threshold for all its labels.

    Raises:
        ValueError: if no row is held out.
    """
    _check(held_out)
    wanted = truth.astype(np.float64)
    weights, bias = _fit(vectors[~held_out], wanted[~held_out], prior, _binary)
    slope, shift = _calibrate(vectors[held_out] @ weights + bias, wanted[held_out])
    calibrated = _sigmoid(slope * (vectors[held_out] @ weights + bias) + shift)
    scores = [f1_score(truth[held_out], calibrated >= cut, average=average, zero_division=0) for cut in _CUTS]
    # The middle of the cuts that are nearly best, against chance.
    good = _CUTS[np.asarray(scores) >= max(scores) - 0.005]
    weights, bias = _fit(vectors, wanted, prior, _binary)
    return LabelHead(tuple(labels), slope * weights, slope * bias + shift, np.full(len(labels), float(np.median(good))))


def fit_choice(
    vectors: Vectors,
    truth: Sequence[str],
    labels: Sequence[str],
    prior: Prior,
    held_out: Mask,
    threshold: Callable[[Array, NDArray[np.str_]], float],
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


def few_false(most: float, least: float = 0.3) -> Callable[[Array, NDArray[np.str_]], float]:
    """A threshold at which at most a share `most` of default texts is given another label; at least
    `least`.
    """

    def choose(probabilities: Array, names: NDArray[np.str_]) -> float:
        # The default is the first column, and the commonest label.
        default = names == _commonest(names)
        others = probabilities[default, 1:].max(axis=1)
        return max(least, float(np.quantile(others, 1 - most)))

    return choose


def high_recall(share: float, default: str) -> Callable[[Array, NDArray[np.str_]], float]:
    """A threshold at which a share of the texts that are not of the default are found."""

    def choose(probabilities: Array, names: NDArray[np.str_]) -> float:
        score = 1 - probabilities[names != default, 0]
        return float(np.clip(np.quantile(score, 1 - share), 0.25, 0.5))

    return choose


def _commonest(names: NDArray[np.str_]) -> str:
    values, counts = np.unique(names, return_counts=True)
    return str(values[int(np.argmax(counts))])


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
