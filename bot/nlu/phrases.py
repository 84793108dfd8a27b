"""Hears the words and turns of phrase of a text for themselves, beside its meaning; knows nothing of
how it was fitted.

The encoder draws "You can't bear to watch" and "You can't be serious" together; their phrases do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.heads import Array, LabelHead

_LONGEST = 3
_SAID = re.compile(r"[^\W\d_][\w']*|[?.!,]")
_START, _END = "^", "$"


def phrases_of(text: str) -> list[str]:
    """Every word and mark of a text and every two or three in a row, each once; its start and end count
    as words.
    """
    said = [_START, *_marks(text), _END]
    runs = (said[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(said) - n + 1))
    return sorted({" ".join(run) for run in runs})


def _marks(text: str) -> list[str]:
    return _SAID.findall(text.lower().replace("’", "'"))


@dataclass(frozen=True)
class PhraseHead:
    """How strongly each known phrase speaks for each label.

    Attributes:
        phrases: what is known, one a row of `weights`.
        weights: (phrases, labels).
    """

    phrases: tuple[str, ...]
    weights: Array
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keeps where each phrase is."""
        object.__setattr__(self, "_places", {phrase: i for i, phrase in enumerate(self.phrases)})

    def places(self, text: str) -> list[int]:
        """The rows of the phrases of a text that are known."""
        return [self._places[phrase] for phrase in phrases_of(text) if phrase in self._places]

    def logits(self, texts: Sequence[str]) -> Array:
        """(texts, labels): what the phrases of each text say, as one voice however many they are."""
        rows = np.zeros((len(texts), self.weights.shape[1]))
        for row, text in enumerate(texts):
            if places := self.places(text):
                rows[row] = self.weights[places].sum(axis=0) * share(len(places))
        return rows

    def shares(self, said: Sequence[str]) -> Array:
        """(words, labels): what each word of a text adds; the words of a phrase share what it says."""
        owners = [-1, *(at for at, word in enumerate(said) for _ in _marks(word)), len(said)]
        marks = [_START, *(mark for word in said for mark in _marks(word)), _END]
        shares = np.zeros((len(said) + 1, self.weights.shape[1]))
        for n in range(1, _LONGEST + 1):
            for i in range(len(marks) - n + 1):
                place = self._places.get(" ".join(marks[i : i + n]))
                inside = [at for at in owners[i : i + n] if 0 <= at < len(said)]
                for at in inside if place is not None else ():
                    shares[at] += self.weights[place] / len(inside)
        return np.asarray(shares[:-1] * share(max(len(self.places(" ".join(said))), 1)))

    def save(self, path: Path) -> None:
        """Writes the head to an npz file."""
        np.savez(path, phrases=np.array(self.phrases), weights=self.weights.astype(np.float32))

    @classmethod
    def load(cls, path: Path) -> PhraseHead:
        """Reads a head that `save` wrote.

        Raises:
            FileNotFoundError: if there is none.
        """
        with np.load(path, allow_pickle=False) as held:
            return cls(tuple(str(phrase) for phrase in held["phrases"]), held["weights"].astype(np.float64))


def share(count: int) -> float:
    """How much each of `count` phrases of a text counts."""
    return 2.0 / float(np.sqrt(count))


@dataclass(frozen=True)
class TurnHead:
    """What codes a practitioner's turn: its meaning and its phrases, one sum.

    Attributes:
        meaning: the head over sentence vectors; its bias and thresholds are those of the sum.
        phrases: the head over phrases.
    """

    meaning: LabelHead
    phrases: PhraseHead

    @property
    def labels(self) -> tuple[str, ...]:
        """Names, one a column."""
        return self.meaning.labels

    def probabilities(self, texts: Sequence[str], vectors: NDArray[np.floating[Any]]) -> Array:
        """Probability of each label for each text, whose vectors come with it."""
        logits = vectors @ self.meaning.weights + self.meaning.bias + self.phrases.logits(texts)
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float64)

    def save(self, folder: Path) -> None:
        """Writes both heads into a folder."""
        self.meaning.save(folder / "behaviours.npz")
        self.phrases.save(folder / "phrases.npz")

    @classmethod
    def load(cls, folder: Path) -> TurnHead:
        """Reads what `save` wrote.

        Raises:
            FileNotFoundError: if one is missing.
        """
        return cls(LabelHead.load(folder / "behaviours.npz"), PhraseHead.load(folder / "phrases.npz"))
