"""Gives the clauses of a message their kinds and themes; knows nothing of how the heads were fitted
or of Rasa.

The writers labelled whole texts, and a whole text is judged best. So the labels are chosen for the
message, and then placed on the clauses that they fit; a clause gets a label of its own only when it is
unmistakable.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.encoder import Encoded
from bot.nlu.heads import Array, LabelHead
from bot.nlu.labels import THEMES
from bot.nlu.transformer import Floats

MOST_THEMES = 2
"""The writers gave at most two themes to a text, so a clause never has more
(shared/design/labels.md).
"""

SURE = 0.9
"""Probability from which a clause has a label that its message as a whole does not show."""

_BY_ITSELF = 0.8
"""Probability from which a clause that shows nothing of its message has a kind of its own."""

_CONTEXT = "context"


@dataclass(frozen=True)
class Labels:
    """What is said of one clause: kinds, and themes by framework, each in order of confidence.

    Attributes:
        kinds: as part of its message.
        kinds_alone: as if it had been said by itself.
    """

    kinds: list[str]
    kinds_alone: list[str]
    themes: dict[str, list[str]]


@dataclass(frozen=True)
class StatementHeads:
    """The head for kinds, and one for the themes of each framework."""

    kinds: LabelHead
    themes: dict[str, LabelHead]

    def label(self, encoded: Encoded) -> list[Labels]:
        """Labels the clauses of a message, in order."""
        kinds: list[list[str]] = []
        alone = self.kinds.probabilities(encoded.alone)
        themes: dict[str, list[list[str]]] = {name: [] for name in self.themes}
        for index, window in enumerate(encoded.windows):
            rows = [row for row, of in enumerate(encoded.window_of) if of == index]
            if not rows:
                continue
            parts = encoded.parts[rows]
            kinds.extend(_kinds(self.kinds, window, parts, alone[rows]))
            for name, head in self.themes.items():
                themes[name].extend(_themes(head, window, parts))
        return [
            Labels(
                kinds=own,
                kinds_alone=_chosen(self.kinds, alone[row]),
                themes={name: placed[row] for name, placed in themes.items()},
            )
            for row, own in enumerate(kinds)
        ]

    def save(self, folder: Path) -> None:
        """Writes the heads into a folder."""
        self.kinds.save(folder / "kinds.npz")
        for name, head in self.themes.items():
            head.save(folder / f"themes_{name}.npz")

    @classmethod
    def load(cls, folder: Path) -> StatementHeads:
        """Reads heads that `save` wrote.

        Raises:
            FileNotFoundError: if one is missing.
        """
        return cls(
            kinds=LabelHead.load(folder / "kinds.npz"),
            themes={name: LabelHead.load(folder / f"themes_{name}.npz") for name in THEMES},
        )


def _kinds(head: LabelHead, window: Floats, parts: Floats, alone: Array) -> list[list[str]]:
    """At least one kind for each clause.

    A hope beside it makes a worry look like one, so a clause is looked at in its message and by itself; where it shows
    nothing of what its message does ("I can't sleep", between two hopes), it may be a worry of its own.

    Args:
        head: the one for kinds.
        window: the message's vector.
        parts: (clauses, width), within the message.
        alone: (clauses, labels), probabilities of each clause by itself.
    """
    whole, within = _probabilities(head, window, parts)
    each = whole[None, :] if len(parts) == 1 else (within + alone) / 2
    chosen = _chosen(head, whole)
    placed = _place(head, chosen, each)
    apart = [[kind for kind in kinds if kind != _CONTEXT] or kinds for kinds in placed]
    return [
        kinds or [_by_itself(head, alone[row]) or _likeliest(head, chosen, each[row])]
        for row, kinds in enumerate(apart)
    ]


def _chosen(head: LabelHead, whole: Array) -> list[str]:
    """The kinds of one text; context only by itself."""
    chosen = head.choose(whole) or [head.labels[int(np.argmax(whole))]]
    return [_CONTEXT] if chosen[0] == _CONTEXT else [kind for kind in chosen if kind != _CONTEXT]


def _themes(head: LabelHead, window: Floats, parts: Floats) -> list[list[str]]:
    whole, each = _probabilities(head, window, parts)
    return [themes[:MOST_THEMES] for themes in _place(head, head.choose(whole, most=MOST_THEMES), each)]


def _probabilities(head: LabelHead, window: Floats, parts: Floats) -> tuple[Array, Array]:
    whole = head.probabilities(window[None, :])[0]
    # A single clause is the message; with its stops and specials it is the text that was labelled.
    return whole, whole[None, :] if len(parts) == 1 else head.probabilities(parts)


def _place(head: LabelHead, chosen: list[str], each: Array) -> list[list[str]]:
    """Puts each label on the likeliest clause, and on every other that shows it too."""
    if len(each) == 1:
        return [chosen]
    placed: list[set[str]] = [set() for _ in each]
    for column, label in enumerate(head.labels):
        if label == _CONTEXT and label not in chosen:
            continue
        cut = head.thresholds[column] if label in chosen else SURE
        for row in np.flatnonzero(each[:, column] >= cut):
            placed[row].add(label)
        if label in chosen and not any(label in labels for labels in placed):
            placed[int(np.argmax(each[:, column]))].add(label)
    at = {label: column for column, label in enumerate(head.labels)}
    return [sorted(labels, key=lambda label: -each[row, at[label]]) for row, labels in enumerate(placed)]


def _by_itself(head: LabelHead, row: Array) -> str | None:
    """The kind of a clause read alone; no hope that its message does not show, for a hope becomes an outcome."""
    best = int(np.argmax(row))
    label = head.labels[best]
    return label if row[best] >= _BY_ITSELF and label not in (_CONTEXT, "aspiration") else None


def _likeliest(head: LabelHead, chosen: list[str], row: Array) -> str:
    return max(chosen, key=lambda label: row[head.labels.index(label)])
