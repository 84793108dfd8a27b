"""Fits each head from labelled examples and their vectors; knows nothing of Rasa.

Imported only where something is trained: scipy is not needed to answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.nlu.encoder import Prior
from bot.nlu.examples import Example, act_of, risk_of
from bot.nlu.fitting import few_false, fit_choice, fit_labels, high_recall, with_threshold
from bot.nlu.heads import ChoiceHead
from bot.nlu.held_out import is_held_out
from bot.nlu.labelling import StatementHeads
from bot.nlu.labels import ACTS, BEHAVIOURS, KINDS, NO_RISK, RISKS, TELL, THEMES
from bot.nlu.phrase_fitting import fit_phrases
from bot.nlu.phrases import TurnHead
from bot.nlu.transformer import Floats

Priors = Mapping[str, Prior]


def fit_statement_heads(examples: Sequence[Example], vectors: Floats, priors: Priors) -> StatementHeads:
    """Fits kinds and themes on the examples whose kinds were labelled.

    Args:
        examples: any examples; others are left out.
        vectors: their vectors, in the same order.
        priors: the fine-tuned heads, by task.
    """
    rows = [row for row, example in enumerate(examples) if example.kinds]
    kinds = np.array([[kind in examples[row].kinds for kind in KINDS] for row in rows])
    themes = {}
    for framework, labels in THEMES.items():
        own = [row for row in rows if examples[row].framework == framework]
        truth = np.array([[theme in examples[row].themes for theme in labels] for row in own])
        prior = priors[f"themes_{framework}"]
        themes[framework] = fit_labels(vectors[own], truth, labels, prior, _held_out(examples, own))
    (kinds_head,) = with_threshold(
        [fit_labels(vectors[rows], kinds, KINDS, priors["kinds"], _held_out(examples, rows))]
    )
    return StatementHeads(kinds_head, dict(zip(themes, with_threshold(list(themes.values())), strict=True)))


def fit_act_head(examples: Sequence[Example], vectors: Floats, priors: Priors, most_false: float) -> ChoiceHead:
    """Fits acts, with `tell` for everything that answers.

    Args:
        examples: any examples; practitioner turns are left out.
        vectors: their vectors, in the same order.
        priors: the fine-tuned heads, by task.
        most_false: largest share of answers that may be taken for an aside on held-out rows.
    """
    rows = [row for row, example in enumerate(examples) if not example.behaviours]
    truth = [act_of(examples[row]) for row in rows]
    held_out = _held_out(examples, rows)
    return fit_choice(vectors[rows], truth, (TELL, *ACTS), priors["act"], held_out, few_false(most_false, TELL))


def fit_risk_head(examples: Sequence[Example], vectors: Floats, priors: Priors, recall: float) -> ChoiceHead:
    """Fits risk categories, with `none` for everything without danger.

    Args:
        examples: any examples; those that nobody looked through for danger count as none.
        vectors: their vectors, in the same order.
        priors: the fine-tuned heads, by task.
        recall: share of the held-out dangers that the threshold must let through.
    """
    rows = [row for row, example in enumerate(examples) if not example.behaviours]
    truth = [risk_of(examples[row]) for row in rows]
    held_out = _held_out(examples, rows)
    return fit_choice(vectors[rows], truth, (NO_RISK, *RISKS), priors["risk"], held_out, high_recall(recall, NO_RISK))


def fit_behaviour_head(examples: Sequence[Example], vectors: Floats, priors: Priors) -> TurnHead:
    """Fits what practitioners do in a turn, from meaning and phrases together."""
    rows = [row for row, example in enumerate(examples) if example.behaviours]
    truth = np.array([[label in examples[row].behaviours for label in BEHAVIOURS] for row in rows])
    held_out = _held_out(examples, rows)
    texts = np.array([examples[row].text for row in rows])
    beside = fit_phrases(texts[~held_out].tolist(), truth[~held_out]).logits(texts[held_out].tolist())
    fitted = fit_labels(vectors[rows], truth, BEHAVIOURS, priors["behaviours"], held_out, beside)
    (head,) = with_threshold([fitted], average="macro")
    phrases = fit_phrases(texts.tolist(), truth)
    return TurnHead(head, replace(phrases, weights=fitted.scale * phrases.weights))


def _held_out(examples: Sequence[Example], rows: Sequence[int]) -> NDArray[np.bool_]:
    return np.array([is_held_out(examples[row].text) for row in rows], dtype=bool)
