"""Reads the word lists beside it; knows nothing of what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache(maxsize=16)
def read_lexicon(name: str) -> Any:
    """The content of `<name>.yml`; callers must not change it."""
    return YAML(typ="safe").load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))


def alternatives(patterns: Iterable[str]) -> str:
    """Regular expressions joined so that the longest is tried first."""
    return "|".join(sorted((str(each) for each in patterns), key=len, reverse=True))
