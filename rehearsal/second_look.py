"""Looks at a coded turn again for a few unmistakable signs that the language part may miss; knows words only.

Saying sorry is no challenge, and "It sounds as if you …" reflects, whatever the turn is taken for otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rehearsal.behaviours import REFLECTIONS
from rehearsal.wording import holds_sign, signs, words_of

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_CHALLENGES = ("confront", "dismissive", "direct")
_TELLS = ("advise_without_permission", "direct")


def look_again(text: str, coded: Sequence[str]) -> tuple[str, ...]:
    """The behaviours of a turn, with what its words leave no doubt about.

    Args:
        text: what was said.
        coded: behaviours that the language part gave it, in order of confidence.
    """
    behaviours = list(coded)
    sentences = [each for each in _SENTENCE.findall(text) if words_of(each)]
    if sentences and all(map(_asks_plainly, sentences)) and any(each in _CHALLENGES for each in coded):
        behaviours = [each for each in behaviours if each not in _CHALLENGES] or ["closed_question"]
    sorry, reflects = holds_sign(text, "apology"), any(map(_reflects, _SENTENCE.findall(text)))
    if (sorry or reflects) and not any(each in _TELLS for each in coded):
        behaviours = [each for each in behaviours if each not in _CHALLENGES]
    if reflects and not any(each in REFLECTIONS for each in behaviours):
        behaviours.insert(0, "complex_reflection")
    return tuple(behaviours)


def _reflects(sentence: str) -> bool:
    return not sentence.rstrip().endswith("?") and _begins(sentence, "reflects")


def _asks_plainly(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") and _begins(sentence, "asks_plainly")


def _begins(sentence: str, sign: str) -> bool:
    said = f"{' '.join(words_of(sentence))} "
    return any(said.startswith(f"{' '.join(words_of(opening))} ") for opening in signs()[sign])
