"""Fits each head from labelled examples and their vectors; knows nothing of Rasa.

Imported only where something is trained: scikit-learn is not needed to answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.nlu.examples import Example, act_examples, act_of, risk_of
from bot.nlu.fitting import fit_choice, fit_labels
from bot.nlu.heads import ChoiceHead
from bot.nlu.labelling import StatementHeads
from bot.nlu.labels import KINDS, NO_RISK, TELL, THEMES
from bot.nlu.transformer import Floats


def fit_statement_heads(examples: Sequence[Example], vectors: Floats) -> StatementHeads:
    """Fits kinds and themes on the examples whose kinds were labelled.

    Args:
        examples: any examples; others are left out.
        vectors: their vectors, in the same order.
    """
    rows = [row for row, example in enumerate(examples) if example.kinds]
    kinds = np.array([[kind in examples[row].kinds for kind in KINDS] for row in rows])
    themes = {}
    for framework, labels in THEMES.items():
        own = [row for row in rows if examples[row].framework == framework]
        truth = np.array([[theme in examples[row].themes for theme in labels] for row in own])
        themes[framework] = fit_labels(vectors[own], truth, labels, strength=0.005)
    return StatementHeads(fit_labels(vectors[rows], kinds, KINDS), themes)


def fit_act_head(examples: Sequence[Example], vectors: Floats, most_false: float) -> ChoiceHead:
    """Fits acts, with `tell` for everything that answers.

    Args:
        examples: any examples; practitioner turns are left out.
        vectors: their vectors, in the same order.
        most_false: largest share of answers that may be taken for an aside on held-out rows.
    """
    kept = {id(example) for example in act_examples(examples)}
    rows = [row for row, example in enumerate(examples) if id(example) in kept]
    return fit_choice(vectors[rows], [act_of(examples[row]) for row in rows], TELL, most_false)


def fit_risk_head(examples: Sequence[Example], vectors: Floats) -> ChoiceHead:
    """Fits risk categories, with `none` for everything without danger."""
    return fit_choice(vectors, [risk_of(e) for e in examples], NO_RISK, most_false=0.02)
