"""Turns messages and their parts into vectors with the project's fine-tuned encoder; knows nothing of
labels or of Rasa.

The encoder is all-MiniLM-L6-v2 cut down and fine-tuned on data/nlu (bot/nlu/weights/NOTICE,
research/encoder). A vector is the mean over the word pieces of a text, or of a part of it: a clause
is read within its message and by itself, a long message also in stretches, in two passes at most.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from bot.nlu.transformer import Floats, Transformer

MAX_PIECES = 128
"""Longest text in word pieces; a longer message is read in windows of whole clauses."""

LONG = 30
"""A message of more words than this is also read in stretches."""

STRETCH = 20
"""Most words of a stretch of several clauses."""

MOST_READ = 5000
"""Characters of a message that are read in stretches, some 1,000 words: more would hold up the answer for a second."""

_WEIGHTS = Path(__file__).parent / "weights"
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": ".", "–": "-", "—": "-", "`": "'"})

Span = tuple[int, int]
_Window = tuple[int, int, Sequence[Span]]
"""Where a window begins and ends, and the parts in it."""


def plain(text: str) -> str:
    """The text with the typographic marks of phones and word processors made plain; offsets stay."""
    return text.translate(_PLAIN)


@dataclass(frozen=True)
class Encoded:
    """The vectors of one message.

    Attributes:
        windows: (windows, width); an ordinary message is one window.
        parts: (parts, width), of each part in order, where it stands.
        alone: (parts, width), of each part by itself. What stands beside a clause colours it: "sleep in my own bed.
            Been on the settee since Easter" is a hope and a worry.
        stretches: (stretches, width), runs of a few clauses by themselves, where the message is longer than `LONG`
            words, as far as `MOST_READ`; else its windows.
            One thing among many others is drowned in them, or seen where it is not.
        window_of: in which window each part was read.
    """

    windows: Floats
    parts: Floats
    alone: Floats
    stretches: Floats
    window_of: tuple[int, ...]


@dataclass(frozen=True)
class _Page:
    """A message laid out for the transformer: its windows, each of several parts by itself, stretches of a long one."""

    windows: Sequence[_Window]
    encodings: Sequence[Encoding]
    alone: Sequence[Encoding]
    stretches: Sequence[Encoding]

    @property
    def texts(self) -> list[Encoding]:
        """All that is to be run, in order."""
        return [*self.encodings, *self.alone, *self.stretches]


@dataclass(frozen=True)
class Words:
    """A text as words.

    Attributes:
        said: the words as typed.
        shares: (words, width), what each adds to the vector.
        vector: (width,) of the whole text.
    """

    said: list[str]
    shares: Floats
    vector: Floats


@dataclass(frozen=True)
class Prior:
    """A head as fine-tuning left it: logits = vectors @ weights + bias."""

    weights: NDArray[np.float64]
    bias: NDArray[np.float64]


class SentenceEncoder:
    """A tokeniser and a transformer, held ready."""

    def __init__(self, transformer: Transformer, tokenizer: Tokenizer, priors: dict[str, Prior], name: str) -> None:
        """Joins them.

        Args:
            transformer: the forward pass.
            tokenizer: the word-piece tokeniser of the same model.
            priors: the heads that were fine-tuned with it, by task.
            name: what the vectors are called in a cache; changes when the weights change.
        """
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_PIECES)
        self._transformer = transformer
        self._tokenizer = tokenizer
        self.priors = priors
        self.name = name
        self.width = transformer.width

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encodes texts as wholes, cut after `MAX_PIECES`.

        Args:
            texts: any strings; an empty one is encoded as its two special pieces.

        Returns:
            Array (texts, width).
        """
        encodings = self._tokenizer.encode_batch([plain(text) for text in texts])
        vectors = [rows.mean(axis=0) for (rows,) in self._transformer.run([[e.ids] for e in encodings])]
        return np.stack(vectors) if vectors else np.zeros((0, self.width), dtype=np.float32)

    def encode_message(self, text: str, parts: Sequence[Span]) -> Encoded:
        """Encodes a message, parts of it where they stand, and each of several parts by itself.

        Args:
            text: the message.
            parts: offsets (start, end) of its clauses, in order, not overlapping.
        """
        return self.encode_messages([(text, parts)])[0]

    def encode_messages(self, messages: Sequence[tuple[str, Sequence[Span]]]) -> list[Encoded]:
        """As `encode_message`, for many messages: what is to be run is shared out between the cores at once."""
        pages = [self._page(text, parts) for text, parts in messages]
        run = self._transformer.run([[e.ids for e in page.texts] for page in pages])
        return [self._encoded(page, states) for page, states in zip(pages, run, strict=True)]

    def _page(self, text: str, parts: Sequence[Span]) -> _Page:
        shown = plain(text)
        if len(shown) <= MAX_PIECES or len(self._tokenizer.encode(shown).ids) < MAX_PIECES:
            windows: list[_Window] = [(0, len(shown), parts)]
        else:
            windows = _windows(parts) or [(0, len(shown), parts)]
        encodings = self._tokenizer.encode_batch([shown[start:end] for start, end, _ in windows])
        spans = [span for _, _, held in windows for span in held]
        alone = self._tokenizer.encode_batch([shown[start:end] for start, end in spans]) if len(spans) > 1 else []
        long = len(shown.split()) > LONG
        stretches = [shown[start:end] for start, end in _stretches(shown, spans)] if long else []
        return _Page(windows, encodings, alone, self._tokenizer.encode_batch(stretches))

    def _encoded(self, page: _Page, run: list[Floats]) -> Encoded:
        texts = iter(run)
        states, alone, stretches = (
            list(islice(texts, len(part))) for part in (page.encodings, page.alone, page.stretches)
        )
        found = [
            (_mean(rows, encoding, part, start), index)
            for index, ((start, _, held), encoding, rows) in enumerate(
                zip(page.windows, page.encodings, states, strict=True)
            )
            for part in held
        ]
        none = np.zeros((0, self.width), dtype=np.float32)
        return Encoded(
            windows=np.stack([rows.mean(axis=0) for rows in states]),
            parts=np.stack([v for v, _ in found]) if found else none,
            # The only part of a message is the message.
            alone=np.stack([rows.mean(axis=0) for rows in alone or states[: len(found)]]) if found else none,
            stretches=np.stack([rows.mean(axis=0) for rows in stretches or states]),
            window_of=tuple(index for _, index in found),
        )

    def encode_words(self, text: str) -> Words:
        """Encodes a text and says what each of its words adds to its vector."""
        shown = plain(text)
        encoding = self._tokenizer.encode(shown)
        ((rows,),) = self._transformer.run([[encoding.ids]])
        words = [(word.start(), word.end()) for word in re.finditer(r"\S+", shown)]
        shares = np.zeros((len(words), self.width), dtype=np.float32)
        starts = [start for start, _ in words]
        for (start, end), row in zip(encoding.offsets, rows, strict=True):
            if end > start:
                shares[bisect_right(starts, start) - 1] += row / len(rows)
        return Words([text[start:end] for start, end in words], shares, rows.mean(axis=0))


def _mean(rows: Floats, encoding: Encoding, part: Span, shift: int) -> Floats:
    """The mean over the pieces of a part; over all where the part was cut off."""
    start, end = part[0] - shift, part[1] - shift
    inside = [i for i, (a, b) in enumerate(encoding.offsets) if a >= start and b <= end and b > a]
    vector: Floats = rows[inside].mean(axis=0) if inside else rows.mean(axis=0)
    return vector


def _windows(parts: Sequence[Span], most: int = 3 * MAX_PIECES) -> list[_Window]:
    """Windows (start, end, parts) of at most `most` characters."""
    groups = _grouped(parts, lambda start, end: end - start <= most)
    return [(group[0][0], group[-1][1], group) for group in groups]


def _stretches(text: str, parts: Sequence[Span]) -> list[Span]:
    """Stretches of at most `STRETCH` words, or of one part of at most twice as many."""
    runs = [run for part in parts for run in _runs(text, part) if run[0] < MOST_READ]
    groups = _grouped(runs, lambda start, end: len(text[start:end].split()) <= STRETCH)
    return [(group[0][0], group[-1][1]) for group in groups]


def _runs(text: str, part: Span) -> list[Span]:
    """The part; one of more than `2 * STRETCH` words, such as the last clause of a pasted document, in runs of them."""
    words = [match.span() for match in re.finditer(r"\S+", text[part[0] : part[1]])]
    if len(words) <= 2 * STRETCH:
        return [part]
    lines = [words[begun : begun + STRETCH] for begun in range(0, len(words), STRETCH)]
    return [(part[0] + line[0][0], part[0] + line[-1][1]) for line in lines]


def _grouped(parts: Sequence[Span], may_be: Callable[[int, int], bool]) -> list[list[Span]]:
    """Neighbouring parts together, as long as a group from one offset to another may be."""
    groups: list[list[Span]] = []
    for part in parts:
        if groups and may_be(groups[-1][0][0], part[1]):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def read_encoder(folder: Path, priors: dict[str, Prior]) -> SentenceEncoder:
    """Reads a graph and its tokeniser.

    Raises:
        FileNotFoundError: if they are not there.
    """
    graph = folder / "encoder.onnx"
    digest = hashlib.blake2b(graph.read_bytes(), digest_size=6).hexdigest()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return SentenceEncoder(Transformer(graph), tokenizer, priors, name=f"{folder.name}-{digest}")


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """Reads the model once in a process.

    Raises:
        FileNotFoundError: if the weights are not there.
    """
    heads: dict[str, Any] = load_file(_WEIGHTS / "heads.safetensors")
    priors = {
        task: Prior(heads[f"{task}.weight"].T.astype(np.float64), heads[f"{task}.bias"].astype(np.float64))
        for task in sorted({name.rpartition(".")[0] for name in heads})
    }
    return read_encoder(_WEIGHTS, priors)
