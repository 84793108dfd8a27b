"""Codes one practitioner's turn outside a conversation, with the same parts as the pipeline; gives
plain data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.nlu.behaviours import code
from bot.nlu.encoder import load_encoder
from bot.nlu.trained import load_coder


def code_line(text: str, model: Path | None = None) -> dict[str, Any]:
    """What `what-matters code` prints for one line.

    Args:
        text: one turn; an empty one gives an empty list.
        model: a trained rehearsal model; None means the newest.

    Returns:
        `text`, `behaviours` in order of confidence, and `why`: for each the words that decided.

    Raises:
        NoModel: if nothing was trained yet.
    """
    head = load_coder(model)
    coded = code(text, load_encoder().encode_words(text), head)
    why = "; ".join(f"{behaviour}: {words}" for behaviour, words in coded.why.items())
    return {"text": text, "behaviours": coded.behaviours, "why": why}
