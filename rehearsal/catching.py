"""Judges whether a reflection is true to the person and whether praise names something real."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.comparing import SAID, feel_key, strength_key
from rehearsal.person import Person, Tell, Topic
from rehearsal.state import Heard, State
from rehearsal.wording import content_of, matches

# How near in meaning a reflection must be to what was said, or to a feeling; from trials with docs/adr/0010.
NEAR_SAID = 0.4
NEAR_FEELING = 0.45
# A feeling that has not been touched yet must be named more plainly.
NEAR_UNTOUCHED = 0.6
NEAR_STRENGTH = 0.45


@dataclass(frozen=True)
class Catch:
    """What a reflection caught.

    Attributes:
        right: it is true to the person.
        feeling: it caught what they feel.
        topic: the topic whose feeling it caught, or None.
    """

    right: bool
    feeling: bool = False
    topic: Topic | None = None


def judge_reflection(person: Person, state: State, heard: Heard) -> Catch:
    """Whether a reflection is right: it names a feeling of theirs, or holds on to what they said.

    Before the person has said anything there is nothing to be wrong about.
    """
    felt = _feeling(person, state, heard)
    if felt is not None:
        return Catch(True, True, felt)
    if not state.said:
        return Catch(True)
    said = frozenset(stem for text in state.said for stem in content_of(text))
    told = frozenset(
        stem for _, tell in person.all_tells() if tell.id in state.told for stem in content_of(" ".join(tell.say))
    )
    shared = content_of(heard.text)
    right = bool(shared & said) or len(shared & told) > 1 or heard.likeness.get(SAID, 0.0) >= NEAR_SAID
    return Catch(right)


def _feeling(person: Person, state: State, heard: Heard) -> Topic | None:
    """The topic of the feeling that was named; what was just told comes first."""
    best: tuple[float, Topic] | None = None
    for topic, tell in person.all_tells():
        touched = tell.id in state.told or topic.id == state.topic
        score = _nearness(tell, heard) + (0.1 if tell.id in state.latest else 0.0)
        if score >= (NEAR_FEELING if touched else NEAR_UNTOUCHED) and (best is None or score > best[0]):
            best = (score, topic)
    return best[1] if best else None


def _nearness(tell: Tell, heard: Heard) -> float:
    named = any(_named(phrase, heard.text) for phrase in tell.feels)
    return 1.0 if named else heard.likeness.get(feel_key(tell.id), 0.0)


def _named(phrase: str, text: str) -> bool:
    """Whether a feeling stands in a text in its own words, in any order."""
    wanted = content_of(phrase)
    return bool(matches(text, [phrase])) or (len(wanted) > 1 and wanted <= content_of(text))


def named_strength(person: Person, state: State, heard: Heard) -> str | None:
    """The id of the strength that praise names, or None where it names nothing that was heard.

    Praise for what they just said, and not only for a listed strength, counts under that tell's id.
    """
    said = content_of(heard.text)
    for disclosure in person.to_tell:
        if disclosure.kind == "strength" and disclosure.id in state.heard:
            near = heard.likeness.get(strength_key(disclosure.id), 0.0) >= NEAR_STRENGTH
            if near or len(said & content_of(disclosure.summary)) > 1:
                return disclosure.id
    for _, tell in person.all_tells():
        if tell.id in state.latest:
            near = heard.likeness.get(SAID, 0.0) >= NEAR_STRENGTH or bool(heard.likeness.get(feel_key(tell.id), 0) > 0.5)
            if near or said & content_of(" ".join(tell.say)):
                return tell.id
    return None
