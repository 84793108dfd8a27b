"""Gives the clauses of a message their kinds and themes; knows nothing of how the heads were fitted
or of Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.heads import Array, LabelHead
from bot.nlu.labels import THEMES
from bot.nlu.transformer import Floats

MOST_THEMES = 2
"""The writers gave at most two themes to a text, so a clause never has more
(shared/design/labels.md).
"""


@dataclass(frozen=True)
class Labels:
    """What is said of one clause: kinds, and themes by framework, each in order of confidence."""

    kinds: list[str]
    themes: dict[str, list[str]]


@dataclass(frozen=True)
class StatementHeads:
    """The head for kinds, and one for the themes of each framework."""

    kinds: LabelHead
    themes: dict[str, LabelHead]

    def label(self, vectors: Floats) -> list[Labels]:
        """Labels clauses.

        Args:
            vectors: (clauses, features).
        """
        kinds = self.kinds.probabilities(vectors)
        themes = {name: head.probabilities(vectors) for name, head in self.themes.items()}
        return [
            Labels(
                kinds=self._kinds(kinds[row]),
                themes={name: head.choose(themes[name][row], most=MOST_THEMES) for name, head in self.themes.items()},
            )
            for row in range(len(vectors))
        ]

    def _kinds(self, probabilities: Array) -> list[str]:
        """At least one kind; context only by itself."""
        chosen = self.kinds.choose(probabilities)
        if not chosen:
            return [self.kinds.labels[int(np.argmax(probabilities))]]
        if chosen[0] == "context":
            return ["context"]
        return [kind for kind in chosen if kind != "context"]

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
