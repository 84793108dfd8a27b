"""Tells whether something is to change, to stay as it is, or to be lost more slowly (shared/design/plan.md)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot.nlu.lexicon import alternatives, read_lexicon


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data: dict[str, Any] = read_lexicon("direction")
    return tuple(
        re.compile(rf"(?<![\w'’])(?:{alternatives(data[which])})(?!\w)", re.I) for which in ("slow", "change", "keep")
    )  # type: ignore[return-value]


def direction(text: str) -> str:
    """`keep`, `slow_decline` or `change` for the words of one clause."""
    slow, change, keep = _patterns()
    if slow.search(text):
        return "slow_decline"
    return "keep" if keep.search(text) and not change.search(text) else "change"
