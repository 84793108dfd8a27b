"""Keeps the vectors of training texts between trainings; knows nothing of what they are used for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.transformer import Floats

DEFAULT_FOLDER = Path(".cache/vectors")


def encode_cached(encoder: SentenceEncoder, texts: Sequence[str], folder: Path = DEFAULT_FOLDER) -> Floats:
    """Encodes texts, taking those that were encoded before from disk.

    Args:
        encoder: the encoder; its name is part of the file name, so that new weights begin a new
            file.
        texts: texts in any order, repeats allowed.
        folder: where the file lies; made if missing.

    Returns:
        Array (texts, width).
    """
    path = folder / f"{encoder.name}.npz"
    held = _read(path)
    keys = [hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
    if missing:
        fresh = encoder.encode(list(missing.values()))
        held.update(zip(missing, fresh, strict=True))
        _write(path, held)
    if not texts:
        return np.zeros((0, encoder.width), dtype=np.float32)
    return np.stack([held[key] for key in keys])


def _read(path: Path) -> dict[str, Floats]:
    if not path.exists():
        return {}
    try:
        with np.load(path, allow_pickle=False) as file:
            return dict(zip((str(k) for k in file["keys"]), file["vectors"], strict=True))
    except (OSError, ValueError, KeyError):
        # A file that was cut off, or of an older shape, is only a cache: it is made anew.
        return {}


def _write(path: Path, held: dict[str, Floats]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft.npz")
    np.savez(draft, keys=np.array(list(held)), vectors=np.stack(list(held.values())))
    draft.replace(path)
