"""Trained linear heads over sentence vectors: several labels at once, or one choice of many.

Knows how to predict, save and load; how heads are fitted is in `bot.nlu.fitting`. Saved as npz,
never as pickle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LabelHead:
    """Calibrated probabilities of labels that may hold together.

    Attributes:
        labels: names, one a column.
        weights: (features, labels).
        bias: (labels,).
        thresholds: smallest probability from which a label is given, one a label.
    """

    labels: tuple[str, ...]
    weights: Array
    bias: Array
    thresholds: Array

    def probabilities(self, vectors: NDArray[np.floating[Any]]) -> Array:
        """Probability of each label for each row of `vectors`."""
        logits = vectors @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)

    def choose(self, probabilities: Array, most: int | None = None) -> list[str]:
        """The labels of one text, in order of confidence.

        Args:
            probabilities: one row of `probabilities`.
            most: give at most so many.
        """
        chosen = [i for i, p in enumerate(probabilities) if p >= self.thresholds[i]]
        chosen.sort(key=lambda i: -probabilities[i])
        return [self.labels[i] for i in chosen[:most]]

    def save(self, path: Path) -> None:
        """Writes the head to an npz file."""
        np.savez(
            path,
            labels=np.array(self.labels),
            weights=self.weights.astype(np.float32),
            bias=self.bias,
            thresholds=self.thresholds,
        )

    @classmethod
    def load(cls, path: Path) -> LabelHead:
        """Reads a head that `save` wrote.

        Raises:
            FileNotFoundError: if there is none.
        """
        with np.load(path, allow_pickle=False) as held:
            return cls(
                labels=tuple(str(label) for label in held["labels"]),
                weights=held["weights"].astype(np.float64),
                bias=held["bias"],
                thresholds=held["thresholds"],
            )


@dataclass(frozen=True)
class ChoiceHead:
    """Probabilities of labels of which exactly one holds.

    Attributes:
        labels: names, one a column.
        weights: (features, labels).
        bias: (labels,).
        default: the label that is given unless another is sure enough.
        threshold: smallest probability from which another label than the default is given.
    """

    labels: tuple[str, ...]
    weights: Array
    bias: Array
    default: str
    threshold: float

    def probabilities(self, vectors: NDArray[np.floating[Any]]) -> Array:
        """Probability of each label for each row of `vectors`."""
        logits = vectors @ self.weights + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)

    def choose(self, probabilities: Array) -> str:
        """The label of one text: the likeliest besides the default if sure enough, else the
        default.
        """
        best = max(
            (i for i, label in enumerate(self.labels) if label != self.default),
            key=lambda i: probabilities[i],
        )
        return self.labels[best] if probabilities[best] >= self.threshold else self.default

    def ranked(self, probabilities: Sequence[float] | Array) -> list[tuple[str, float]]:
        """All labels with their probabilities, likeliest first."""
        order = np.argsort(-np.asarray(probabilities), kind="stable")
        return [(self.labels[i], float(probabilities[i])) for i in order]

    def save(self, path: Path) -> None:
        """Writes the head to an npz file."""
        np.savez(
            path,
            labels=np.array(self.labels),
            weights=self.weights.astype(np.float32),
            bias=self.bias,
            default=np.array(self.default),
            threshold=np.array(self.threshold),
        )

    @classmethod
    def load(cls, path: Path) -> ChoiceHead:
        """Reads a head that `save` wrote.

        Raises:
            FileNotFoundError: if there is none.
        """
        with np.load(path, allow_pickle=False) as held:
            return cls(
                labels=tuple(str(label) for label in held["labels"]),
                weights=held["weights"].astype(np.float64),
                bias=held["bias"],
                default=str(held["default"]),
                threshold=float(held["threshold"]),
            )
