"""Reads the heads out of a trained Rasa model without starting Rasa, so that single lines can be
understood at once; knows nothing of how they were trained.
"""

from __future__ import annotations

import tarfile
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.nlu.heads import ChoiceHead
from bot.nlu.labelling import StatementHeads
from bot.nlu.phrases import TurnHead

MODELS = Path(__file__).parents[2] / "models"


class NoModel(RuntimeError):
    """No trained model is there; `make run` or `what-matters setup` makes one."""


@dataclass(frozen=True)
class Listener:
    """The heads of the preparation pipeline."""

    act: ChoiceHead
    statements: StatementHeads
    risk: ChoiceHead


@lru_cache(maxsize=2)
def load_listener(model: Path | None = None) -> Listener:
    """The heads of the newest preparation model, or of the one given.

    Raises:
        NoModel: if there is none.
    """
    with tempfile.TemporaryDirectory() as unpacked:
        folder = Path(unpacked)
        _take_heads(model or newest(MODELS / "preparation"), folder)
        return Listener(
            ChoiceHead.load(folder / "act.npz"), StatementHeads.load(folder), ChoiceHead.load(folder / "risk.npz")
        )


@lru_cache(maxsize=2)
def load_coder(model: Path | None = None) -> TurnHead:
    """The heads of the newest rehearsal model, or of the one given.

    Raises:
        NoModel: if there is none.
    """
    with tempfile.TemporaryDirectory() as unpacked:
        _take_heads(model or newest(MODELS / "rehearsal"), Path(unpacked))
        return TurnHead.load(Path(unpacked))


def newest(folder: Path) -> Path:
    """The newest model of a folder.

    Raises:
        NoModel: if there is none.
    """
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModel(folder)
    return models[-1]


def _take_heads(model: Path, folder: Path) -> None:
    """Writes every head of a model into one folder, by its file name."""
    with tarfile.open(model) as archive:
        for member in archive:
            held = archive.extractfile(member) if member.name.endswith(".npz") else None
            if held is not None:
                (folder / Path(member.name).name).write_bytes(held.read())
