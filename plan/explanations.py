"""Plain-language explanations of what was refused, or is wrong with a file; the words are data.

It knows no part of the plan but the name of a refusal.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


def read_yaml(text: str) -> Any:
    """The content of a YAML text, plain values only."""
    return YAML(typ="safe", pure=True).load(text)


@cache
def load_explanations() -> dict[str, str]:
    """All explanations by key."""
    text = files("plan").joinpath("explanations.yml").read_text(encoding="utf-8")
    return {str(key): str(value).strip() for key, value in read_yaml(text).items()}


def explain(key: str, /, **details: object) -> str:
    """The explanation called `key` with its details filled in. Raises KeyError for an unknown
    key.
    """
    return load_explanations()[key].format_map(details)


def explain_refusal(refusal: Exception) -> str:
    """Why a step was refused, for the person who took it."""
    return explain(type(refusal).__name__)
