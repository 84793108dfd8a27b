"""Reads the questions and word lists in `data`; knows nothing of turns."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@lru_cache(maxsize=8)
def read_words(name: str) -> Any:
    """The content of `data/<name>.yml`; callers must not change it."""
    path = Path(__file__).parent / "data" / f"{name}.yml"
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
