"""Loads a model, and where it cannot be read, the last good one; says which is wrong and which is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


@dataclass(frozen=True)
class Unreadable:
    """A model file that could not be loaded, and the kind of error."""

    file: Path
    error: str


@dataclass(frozen=True)
class Chosen(Generic[Loaded]):
    """What was loaded, from where, and which files had to be passed over."""

    loaded: Loaded
    file: Path
    passed_over: Sequence[Unreadable]


class NoGoodModel(Exception):
    """None of the models could be loaded."""

    def __init__(self, passed_over: Sequence[Unreadable]) -> None:
        super().__init__()
        self.passed_over = passed_over


def load_last_good(wanted: Path, others: Iterable[Path], load: Callable[[Path], Loaded]) -> Chosen[Loaded]:
    """Load the model that is wanted, else the first of the others that can be loaded.

    Raises NoGoodModel when none can.
    """
    passed_over: list[Unreadable] = []
    for file in (wanted, *(other for other in others if other != wanted)):
        try:
            return Chosen(load(file), file, passed_over)
        except Exception as error:
            # Whatever is wrong with it: cut short, changed, made by another release, not there.
            passed_over.append(Unreadable(file, type(error).__name__))
    raise NoGoodModel(passed_over)


def newest_first(folder: Path) -> list[Path]:
    """The models of a folder."""
    return sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime, reverse=True)
