"""Fits a head over words and turns of phrase: logistic regression, small weights preferred; knows
nothing of vectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.nlu.heads import Array
from bot.nlu.phrases import PhraseHead, phrases_of, share

_LEAST_TEXTS = 2
"""A phrase of one text alone teaches nothing about others."""
_PULL = 0.1
_STEPS = 40


def fit_phrases(texts: Sequence[str], truth: NDArray[np.bool_]) -> PhraseHead:
    """Fits how phrases speak for labels.

    Args:
        texts: what was said.
        truth: (texts, labels), whether a label holds.
    """
    spread = Counter(phrase for text in texts for phrase in phrases_of(text))
    known = tuple(sorted(phrase for phrase, count in spread.items() if count >= _LEAST_TEXTS))
    labels = truth.shape[1]
    blank = PhraseHead(known, np.zeros((len(known), labels)))
    places = [blank.places(text) for text in texts]
    counts = [len(row) for row in places]
    values = np.repeat([share(max(count, 1)) for count in counts], counts).astype(np.float32)
    columns = np.array([place for row in places for place in row], dtype=np.int32)
    rows = csr_matrix((values, columns, np.cumsum([0, *counts])), shape=(len(texts), len(known)))
    target = truth.astype(np.float32)

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(len(known), labels)
        guessed = 1 / (1 + np.exp(-np.clip(rows @ weights.astype(np.float32), -30, 30)))
        safe = np.clip(guessed, 1e-7, 1 - 1e-7)
        value = -(target * np.log(safe) + (1 - target) * np.log(1 - safe)).sum(dtype=np.float64)
        slope = rows.T @ (guessed - target) + 2 * _PULL * weights
        return float(value) + _PULL * float((weights**2).sum()), slope.ravel().astype(np.float64)

    start = np.zeros(len(known) * labels)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return PhraseHead(known, found.reshape(len(known), labels))
