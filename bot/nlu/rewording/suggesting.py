"""Chooses which part of a turn to say again, and how; knows nothing of conversations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from bot.nlu.rewording.asking import about, filled
from bot.nlu.rewording.pared import has_tag, pared, sentences
from bot.nlu.rewording.scene import read_scene
from bot.nlu.rewording.somebody import YOU
from bot.nlu.rewording.wordlists import read_words

KINDS = (
    "confront",
    "dismissive",
    "direct",
    "advise_without_permission",
    "leading_question",
    "multiple_questions",
    "closed_question",
)
"""Behaviours that call for another way to say the turn; what shuts most first."""

_JOINING = re.compile(r"^(?:and|so|well|but|right|okay|now)\b[, ]*", re.I)
_ASKED = frozenset({"leading_question", "multiple_questions", "closed_question"})


@dataclass(frozen=True)
class Suggestion:
    """Another way to say a turn.

    Attributes:
        text: an open question or an open invitation.
        others: more of the same, to take in turn so that feedback does not repeat itself.
        kind: the behaviour that it says better.
        picked: of several questions, the one that it takes up, as said; of several subjects in one question, the words
            of that one; None where there was one.
        straight: asking straight out is right here, for somebody may be in danger; feedback must not call it a fault.
    """

    text: str
    others: tuple[str, ...]
    kind: str
    picked: str | None
    straight: bool


def suggest(turn: str, behaviours: Sequence[str]) -> Suggestion | None:
    """Another way to say a turn, made from its own words; always the same for the same turn.

    Args:
        turn: what the practitioner said.
        behaviours: as coded.

    Returns:
        None where nothing in the turn calls for it.
    """
    kind = next((each for each in KINDS if each in behaviours), None)
    parts = sentences(turn)
    if kind is None or not parts:
        return None
    own = _own_open(parts) if kind in _ASKED and "open_question" in behaviours else None
    if own:
        return Suggestion(own, (), kind, own if "multiple_questions" in behaviours else None, False)
    for part in _in_order(parts, kind):
        found = about(part, pared(part), _way(kind, part))
        asked = [each for each in found.asked if _plain(each) != _plain(turn)]
        if asked:
            picked = found.picked or (part if "multiple_questions" in behaviours else None)
            return Suggestion(asked[0], tuple(asked[1:]), kind, picked, found.straight)
    fallback = filled(read_words("shapes")[kind]["fallback"], YOU | _somebody(parts))
    first = crc32(turn.encode()) % len(fallback)
    return Suggestion(fallback[first], tuple(fallback[first + 1 :] + fallback[:first]), kind, None, False)


def _way(kind: str, part: str) -> str:
    """A pile of questions is taken up by what the picked one is."""
    if kind != "multiple_questions":
        return kind
    return "leading_question" if has_tag(part) else "closed_question"


def _in_order(parts: list[str], kind: str) -> list[str]:
    """Sentences in the order in which to try them: questions first where a question is to be said better, last else."""
    if kind == "leading_question":
        return sorted(parts, key=lambda part: (not has_tag(part), not part.endswith("?")))
    if kind in _ASKED:
        return sorted(parts, key=lambda part: not part.endswith("?"))
    mark = re.compile(read_words("grammar")["marks"][kind], re.I)
    return sorted(parts, key=lambda part: (not mark.search(part), part.endswith("?")))


def _own_open(parts: list[str]) -> str | None:
    """The first open question that the turn holds already."""
    opens, shut = _forms()
    for part in parts:
        said = _JOINING.sub("", part.strip(" ,"))
        said = said if said.endswith(("?", ".")) else said + "."
        if opens.search(said) and not shut.search(said):
            return said[:1].upper() + said[1:]
    return None


def _somebody(parts: list[str]) -> dict[str, str]:
    """The forms of whoever is spoken of, should a general question name them."""
    for part in parts:
        slots = read_scene(pared(part)).slots
        if "them" in slots:
            return {name: slots[name] for name in ("they", "them", "theirs", "is_they")}
    return {}


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = read_words("grammar")["forms"]
    return re.compile("|".join(forms["open"]), re.I), re.compile("|".join(forms["shut"]), re.I)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
