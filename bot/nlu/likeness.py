"""Says how near a message is in meaning to texts that come with it; knows nothing of what the texts are.

With the general encoder, all-MiniLM-L6-v2 as it was published: ours was fine-tuned to tell kinds and behaviours
apart and has lost the topics (docs/adr/0010).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.nlu.encoder import SentenceEncoder, read_encoder
from bot.nlu.transformer import Floats
from bot.nlu.vector_cache import encode_cached

_WEIGHTS = Path(__file__).parent / "weights_general"
# Below this a likeness says nothing, and is not worth keeping with the message.
LEAST = 0.1
_PLACES = 3


@lru_cache(maxsize=1)
def load_general_encoder() -> SentenceEncoder:
    """Reads the published model once in a process.

    Raises:
        FileNotFoundError: if the weights are not there.
    """
    return read_encoder(_WEIGHTS, {})


@lru_cache(maxsize=1)
def load_comparer(cache: Path) -> Comparer:
    """The comparer of this process, with the folder that keeps vectors between starts."""
    return Comparer(load_general_encoder(), cache)


class Comparer:
    """Compares messages with texts, whose vectors it keeps."""

    def __init__(self, encoder: SentenceEncoder, cache: Path) -> None:
        """Joins an encoder and the folder that keeps vectors of texts between starts."""
        self._encoder = encoder
        self._cache = cache
        self._vectors: dict[str, Floats] = {}

    def compare(
        self, message: str, texts: Mapping[str, Sequence[str]], passing: Sequence[str] = ()
    ) -> dict[str, float]:
        """The cosine of a message with the nearest text of each key, where it is at least `LEAST`.

        Args:
            message: what was said.
            texts: texts by key.
            passing: keys of texts that are kept in memory alone: words of a conversation.
        """
        if not message.strip():
            return {}
        vector = _unit(self._encoder.encode([message]))[0]
        self.learn([text for key, held in texts.items() if key not in passing for text in held])
        self.learn([text for key in passing for text in texts.get(key, ())], on_disk=False)
        found = {}
        for key, held in texts.items():
            nearest = float((self._known(held) @ vector).max()) if held else 0.0
            if nearest >= LEAST:
                found[key] = round(nearest, _PLACES)
        return found

    def _known(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._vectors[text] for text in texts])

    def learn(self, texts: Iterable[str], *, on_disk: bool = True) -> None:
        """Encodes texts now, so that no message waits for it later.

        Args:
            texts: texts; what is known already takes no time.
            on_disk: whether they may be kept between starts.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            vectors = _unit(encode_cached(self._encoder, new, self._cache) if on_disk else self._encoder.encode(new))
            self._vectors.update(zip(new, vectors, strict=True))


def _unit(vectors: Floats) -> Floats:
    lengths: Floats = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return vectors / lengths
