"""Says whether a message turns aside instead of answering, and how; knows nothing of how the head was
fitted.

An answer taken for an aside is lost, an aside taken for an answer is only answered oddly; so in doubt
it is an answer. Short asides that can mean nothing else ("skip", "aye") are known by their words.
"""

from __future__ import annotations

from bot.nlu.encoder import Encoded
from bot.nlu.heads import ChoiceHead
from bot.nlu.labels import TELL
from bot.nlu.outright import asked_first, end_of_not_knowing, said_outright

_SAID_OUTRIGHT = 0.98

Act = tuple[str, list[tuple[str, float]]]
"""The act or `tell`, and all of them with their probabilities, likeliest first."""


def find_act(head: ChoiceHead, text: str, encoded: Encoded) -> Act:
    """The act of a message.

    Args:
        head: the head for acts, with `tell` as its default.
        text: what was typed.
        encoded: its vectors.
    """
    probabilities = head.probabilities(encoded.windows).mean(axis=0)
    ranked = head.ranked(probabilities)
    named = said_outright(text) or asked_first(text)
    if named is not None:
        rest = [(label, p * (1 - _SAID_OUTRIGHT)) for label, p in ranked if label != named]
        return named, [(named, _SAID_OUTRIGHT), *rest]
    if end_of_not_knowing(text) and len(encoded.alone) > 1:
        # "Don't know, my knees are sore": what is told after it decides.
        rest = head.probabilities(encoded.alone[1:]).mean(axis=0)
        if head.choose(rest) == TELL:
            return TELL, head.ranked(rest)
    # A message of several windows is a long outpouring, whatever it says by the way.
    return (head.choose(probabilities) if len(encoded.windows) == 1 else TELL), ranked
