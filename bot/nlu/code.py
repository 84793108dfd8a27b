"""Codes one practitioner's turn outside a conversation, with the same parts as the pipeline; gives
plain data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.nlu.behaviours import code
from bot.nlu.encoder import load_encoder
from bot.nlu.rewording import suggest
from bot.nlu.trained import load_coder


def code_line(text: str, model: Path | None = None, *, with_suggestion: bool = False) -> dict[str, Any]:
    """What `what-matters code` prints for one line.

    Args:
        text: one turn; an empty one gives an empty list.
        model: a trained rehearsal model; None means the newest.
        with_suggestion: whether to say another way to put the turn.

    Returns:
        `text`, `behaviours` in order of confidence, and `why`: for each the words that decided. With a suggestion
        `suggestion`, an open question or None where the turn needs no other.

    Raises:
        NoModel: if nothing was trained yet.
    """
    head = load_coder(model)
    coded = code(text, load_encoder().encode_words(text), head)
    why = "; ".join(f"{behaviour}: {words}" for behaviour, words in coded.why.items())
    told: dict[str, Any] = {"text": text, "behaviours": coded.behaviours, "why": why}
    if with_suggestion:
        found = suggest(text, coded.behaviours)
        told["suggestion"] = found and found.text
    return told
