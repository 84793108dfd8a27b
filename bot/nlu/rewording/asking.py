"""Fills the questions in `data` with the words of a scene; a question whose words are not there is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.nlu.rewording.scene import Scene, read_scene
from bot.nlu.rewording.somebody import YOU
from bot.nlu.rewording.things import named_by
from bot.nlu.rewording.wordlists import read_words

_ASKED = frozenset({"closed_question", "leading_question"})
_NAMED = re.compile(r"\{(who|whom|whose)\}")
_PRONOUNS = frozenset({"you", "he", "she", "they"})
_SLOT = re.compile(r"\{(\w+)\}")
_AWAY = re.compile(r"\s+(?=[?.,])")
_A_OF_YOURS = re.compile(r"\b(\w+) \1\b", re.I)


@dataclass(frozen=True)
class Subject:
    """Something that practitioners ask about, and what to ask instead.

    Attributes:
        name: for readers of the data.
        said: finds it in a sentence.
        ask: questions, the best first.
        weak: another subject in the same sentence goes before it.
        told: questions for a turn that said what to do or to think, before those of `ask`.
        straight: asking straight out is right here, for somebody may be in danger.
    """

    name: str
    said: re.Pattern[str]
    ask: tuple[str, ...]
    told: tuple[str, ...]
    weak: bool
    straight: bool


def filled(templates: Iterable[str], slots: dict[str, str]) -> list[str]:
    """The questions for which every word is there, each once, with a capital."""
    out: dict[str, None] = {}
    for template in templates:
        if all(name in slots for name in _SLOT.findall(template)):
            said = _said_once(template, slots)
            if said is None:
                continue
            text = _AWAY.sub("", " ".join(said.split()))
            if not _A_OF_YOURS.search(text):
                out[text[:1].upper() + text[1:]] = None
    return list(out)


def _said_once(template: str, slots: dict[str, str]) -> str | None:
    """The question with somebody named once and "he" or "she" after; None where neither is known to be right."""
    named = _NAMED.findall(template)
    if len(named) < 2 or slots["who"] in _PRONOUNS:
        return template.format_map(slots)
    if "who_again" not in slots:
        return None
    head, rest = template[: (at := template.index("{" + named[0] + "}") + len(named[0]) + 2)], template[at:]
    return head.format_map(slots) + _NAMED.sub(r"{\1_again}", rest).format_map(slots)


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """All known subjects, in the order of the data."""
    return tuple(
        Subject(
            each["subject"],
            re.compile(rf"(?<![\w-])(?:{'|'.join(each['said'])})(?![\w-])", re.I),
            tuple(each["ask"]),
            tuple(each.get("told", ())),
            bool(each.get("weak")),
            bool(each.get("straight")),
        )
        for each in read_words("subjects")
    )


def known_subject(sentence: str) -> tuple[Subject | None, tuple[int, int], bool]:
    """The first subject that a sentence names, one that is not weak before one that is; the offsets of the words that
    name it; and whether "and" stands between it and another that is not weak.
    """
    found: list[tuple[bool, int, int, int, Subject]] = []
    for order, subject in enumerate(subjects()):
        match = subject.said.search(sentence)
        if match:
            found.append((subject.weak, match.start(), -match.end(), order, subject))
    if not found:
        return None, (0, 0), False
    found.sort(key=lambda each: each[:4])
    _, start, end, _, chosen = found[0]
    later = (each[1] for each in found[1:] if not each[0])
    several = any(re.search(r"\b(?:and|or)\b", sentence[-end:at]) for at in later)
    return chosen, (start, -end), several and not chosen.weak


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[frozenset[str], bool, re.Pattern[str], tuple[str, ...]], ...]:
    rows: list[dict[str, Any]] = read_words("phrases")
    return tuple(
        (frozenset(row["in"]), bool(row.get("late")), re.compile(row["said"], re.I), tuple(row["ask"])) for row in rows
    )


def from_phrase(kind: str, sentence: str, slots: dict[str, str], late: bool) -> list[str]:
    """Questions for a turn of phrase ("have I missed anything"), with what it captured; `late` ones follow the known
    subjects.
    """
    for kinds, is_late, said, ask in _phrases():
        match = said.search(sentence) if kind in kinds and is_late == late else None
        if match:
            captured = {name: value for name, value in match.groupdict().items() if value}
            asked = filled(ask, slots | captured)
            if asked:
                return asked
    return []


def from_shape(kind: str, scene: Scene, stage: str) -> list[str]:
    """Questions for how a sentence is built. `stage` is "before" or "after" known subjects."""
    shapes: dict[str, list[str]] = read_words("shapes")[kind].get(stage, {})
    frame = f"not_{scene.frame}" if scene.negated and f"not_{scene.frame}" in shapes else scene.frame
    asked = filled(shapes.get(frame) or (), scene.slots)
    return asked or filled(shapes.get("any_not" if scene.negated and "any_not" in shapes else "any") or (), scene.slots)


@dataclass(frozen=True)
class About:
    """Open questions about what a sentence is about, the best first.

    Attributes:
        asked: the questions; empty if nothing fitting can be made.
        straight: asking straight out is right here.
        picked: of several subjects in one sentence, the words of the one taken up.
    """

    asked: tuple[str, ...]
    straight: bool
    picked: str | None


def about(sentence: str, said: str, kind: str) -> About:
    """Open questions for one sentence.

    Args:
        sentence: as said.
        said: the same, pared.
        kind: the behaviour that is to be said better.
    """
    scene = read_scene(said, asked=sentence.endswith("?"))
    helpers = set(read_words("grammar")["helpers"])
    if (scene.slots["who"] == "they" and kind not in _ASKED) or helpers.intersection(
        scene.slots["who"].lower().split()
    ):
        scene.slots.update(YOU)
    subject, span, several = known_subject(said)
    known: list[str] = []
    if subject:
        ask = subject.ask if kind == "closed_question" else subject.told + subject.ask
        known = filled(ask, scene.slots | named_by(scene.doc, *span))
    weak = subject is None or subject.weak
    people = from_people(scene) if kind in _ASKED else []
    if scene.slots.get("they") in {"he", "she", "they"} and scene.slots["they"] != scene.slots["who"]:
        people = []
    if people and subject and scene.slots["they"].lower().endswith(said[slice(*span)].lower()):
        weak = True
    asked = (
        from_phrase(kind, sentence, scene.slots, late=False)
        or from_shape(kind, scene, "before")
        or ([] if weak else known)
        or people
        or (from_shape(kind, scene, "doing") if weak else [])
        or known
        or from_phrase(kind, sentence, scene.slots, late=True)
        or from_shape(kind, scene, "after")
    )
    picked = said[slice(*span)] if several and asked == known else None
    return About(tuple(asked), bool(subject and subject.straight), picked)


def from_people(scene: Scene) -> list[str]:
    """Questions about somebody who is named and helps, visits or is met."""
    if "them" not in scene.slots:
        return []
    words, ways = read_words("grammar"), read_words("shapes")["people"]
    for way in ("help", "visits", "touch"):
        if scene.verb in words[f"tells_of_{way}"]:
            return filled(ways[way], scene.slots)
    return filled(ways[scene.frame], scene.slots) if scene.frame in ways else []
