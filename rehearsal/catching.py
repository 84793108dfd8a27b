"""Judges whether a reflection is true to the person and whether praise names something real."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.comparing import SAID, feel_key, strength_key
from rehearsal.person import Person, Tell, Topic
from rehearsal.state import Heard, State
from rehearsal.wording import content_of, matches

# How near in meaning a reflection must be to what was said, or to a feeling; from trials with docs/adr/0010.
NEAR_SAID = 0.35
NEAR_FEELING = 0.45
# A feeling that has not been touched yet must be named more plainly.
NEAR_UNTOUCHED = 0.6
NEAR_STRENGTH = 0.45
# What was just told is meant first, then the topic in hand.
JUST_TOLD, IN_HAND = 0.1, 0.05
# A reflection that is nearer to nothing of theirs than this, and shares no word with them, is about somebody else.
FAR = 0.25
_WORDS_OF_A_CLAIM = 2


@dataclass(frozen=True)
class Catch:
    """What a reflection caught.

    Attributes:
        how: `feeling` where it caught what they feel, `right` where it holds on to what they said, `guess` where it may
            be so or not, `wrong` where it is not.
        topic: the topic whose feeling it caught, or None.
        tell: what the feeling is about, or None.
        not_so: what they say to a wrong supposition, or None.
    """

    how: str
    topic: Topic | None = None
    tell: Tell | None = None
    not_so: str | None = None

    @property
    def right(self) -> bool:
        """Whether it is true to the person beyond doubt."""
        return self.how in ("feeling", "right")


def judge_reflection(person: Person, state: State, heard: Heard) -> Catch:
    """Whether a reflection is right.

    Wrong is only what the person's file says is not so, and what has nothing to do with them at all: meaning alone
    cannot tell a fine guess from a poor one.
    """
    supposed = next((each for each in person.not_so if matches(heard.text, each.words)), None)
    if supposed is not None:
        return Catch("wrong", not_so=supposed.say)
    felt = _feeling(person, state, heard)
    if felt is not None:
        return Catch("feeling", *felt)
    said = frozenset(stem for text in state.said for stem in content_of(text))
    told = frozenset(
        stem for _, tell in person.all_tells() if tell.id in state.told for stem in content_of(" ".join(tell.say))
    )
    claimed = content_of(heard.text)
    if heard.likeness.get(SAID, 0.0) >= NEAR_SAID or claimed & said or len(claimed & told) > 1:
        return Catch("right")
    known = told | frozenset(stem for topic in person.topics for word in topic.words for stem in content_of(word))
    far = not claimed & known and max(heard.likeness.values(), default=1.0) < FAR
    return Catch("wrong" if far and len(claimed) >= _WORDS_OF_A_CLAIM else "guess")


def _feeling(person: Person, state: State, heard: Heard) -> tuple[Topic, Tell] | None:
    """What the feeling that was named is about; what was just told comes first."""
    best: tuple[float, Topic, Tell] | None = None
    for topic, tell in person.all_tells():
        touched = tell.id in state.told or topic.id == state.topic
        score = _nearness(tell, heard) + (JUST_TOLD if tell.id in state.latest else 0.0)
        near = score >= (NEAR_FEELING if touched else NEAR_UNTOUCHED)
        score += IN_HAND if topic.id == state.topic else 0.0
        if near and (best is None or score > best[0]):
            best = (score, topic, tell)
    return (best[1], best[2]) if best else None


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
            near = heard.likeness.get(SAID, 0.0) >= NEAR_STRENGTH or bool(
                heard.likeness.get(feel_key(tell.id), 0) > 0.5
            )
            if near or said & content_of(" ".join(tell.say)):
                return tell.id
    return None
