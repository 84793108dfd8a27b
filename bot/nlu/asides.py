"""Says whether a message turns aside instead of answering, and how; knows nothing of how the head was
fitted.

An answer taken for an aside is lost, an aside taken for an answer is only answered oddly; so in doubt
it is an answer. Short asides that can mean nothing else ("skip", "aye") are known by their words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.encoder import Encoded
from bot.nlu.heads import ChoiceHead
from bot.nlu.labels import TELL
from bot.nlu.lexicon import read_lexicon

_SAID_OUTRIGHT = 0.98

Act = tuple[str, list[tuple[str, float]]]
"""The act or `tell`, and all of them with their probabilities, likeliest first."""


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = read_lexicon("asides").items()
    return tuple((act, re.compile("|".join(f"(?:{p})" for p in patterns))) for act, patterns in listed)


def said_outright(text: str) -> str | None:
    """The act of a message that consists of a known short phrase, or None; `tell` where it begins with "because"."""
    bare = re.sub(r"[^a-z0-9' ]+", " ", text.lower().replace("’", "'"))
    bare = " ".join(bare.split())
    asks = text.rstrip().endswith("?")
    return next((act for act, pattern in _phrases() if pattern.fullmatch(bare) and not (asks and act == TELL)), None)


def find_act(head: ChoiceHead, text: str, encoded: Encoded) -> Act:
    """The act of a message.

    Args:
        head: the head for acts, with `tell` as its default.
        text: what was typed.
        encoded: its vectors.
    """
    probabilities = head.probabilities(encoded.windows).mean(axis=0)
    ranked = head.ranked(probabilities)
    named = said_outright(text)
    if named is not None:
        rest = [(label, p * (1 - _SAID_OUTRIGHT)) for label, p in ranked if label != named]
        return named, [(named, _SAID_OUTRIGHT), *rest]
    # A message of several windows is a long outpouring, whatever it says by the way.
    return (head.choose(probabilities) if len(encoded.windows) == 1 else TELL), ranked
