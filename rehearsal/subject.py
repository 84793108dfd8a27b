"""Finds what a practitioner's turn is about: a topic, something just mentioned, more of the same, or nothing named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from rehearsal.comparing import GENERAL, ONWARD, ask_key, topic_key
from rehearsal.person import Person, Tell, Topic
from rehearsal.state import Heard, State
from rehearsal.wording import (
    is_onward,
    matches,
    names_by_itself,
    names_something,
    points_back,
    stem,
    without_set_phrases,
    words_of,
)

# How near in meaning a turn must be to a topic's questions where no word fits; from trials with docs/adr/0010.
NEAR = 0.45
# "What was that like?" must be nearer, for it is short and near to much.
NEAR_ONWARD = 0.65
# A word is worth this much of likeness, and two words at most this much.
WORD, MOST_WORDS = 0.3, 0.6
# What was just said is meant before what was said long ago.
JUST_SAID = 0.15
CURRENT_TOPIC = 0.05

# Scores this near to each other are equal.
_PLACES = 6


@dataclass(frozen=True)
class Subject:
    """What a turn is about.

    Attributes:
        topic: the topic, or None where it is about nothing in particular or nothing the person knows.
        tell: the follow-up that was asked for, or None.
        by: `words`, `likeness`, `just_said`, `general` or `nothing`: how it was found.
        words: the words that showed it.
    """

    topic: Topic | None = None
    tell: Tell | None = None
    by: str = "nothing"
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    subject: Subject
    score: float


def find_subject(person: Person, state: State, heard: Heard) -> Subject:
    """What a turn is about.

    Words decide with meaning: each word of a topic adds to the likeness of its questions. Among equals the topic that
    the talk is about wins, then the order of the file.
    """
    current = person.topic(state.topic) if state.topic else None
    likeness = heard.likeness
    candidates = [*_follow_ups(person, state, heard), *_topics(person, state, heard)]
    best = max(candidates, key=lambda each: (round(each.score, _PLACES), _is_of(each, current)), default=None)
    if current and state.said and points_back(heard.text) and not (best and _is_named(best)):
        return Subject(current, by="just_said")
    vague = max(likeness.get(ONWARD, 0.0), likeness.get(GENERAL, 0.0), NEAR_ONWARD)
    named = best is not None and (bool(best.subject.words) or best.score > vague)
    if is_onward(heard.text) and not named:
        # "How are things going for you?" names nothing either, and asks for no more of the same.
        afresh = likeness.get(GENERAL, 0.0) > max(NEAR_ONWARD, likeness.get(ONWARD, 0.0))
        return Subject(current, by="just_said") if current and state.said and not afresh else Subject(by="general")
    found = best is not None and (best.score >= NEAR or bool(best.subject.words))
    strongest = best.score if best and found else 0.0
    if current and likeness.get(ONWARD, 0.0) > max(NEAR_ONWARD, strongest, likeness.get(GENERAL, 0.0)):
        return Subject(current, by="just_said")
    if likeness.get(GENERAL, 0.0) > max(NEAR, strongest):
        return Subject(by="general")
    return best.subject if best and found else Subject()


def _is_of(each: _Candidate, current: Topic | None) -> bool:
    return current is not None and each.subject.topic is current


def _is_named(best: _Candidate) -> bool:
    """Whether a turn says plainly what it is about, by a word or by its meaning."""
    return bool(best.subject.words) or best.score > NEAR_ONWARD


def _follow_ups(person: Person, state: State, heard: Heard) -> list[_Candidate]:
    found = []
    for topic, tell in person.all_tells():
        if tell.id not in state.told:
            continue
        recent = JUST_SAID if tell.id in state.latest else 0.0
        for each in tell.follow_ups:
            hits = matches(heard.text, filter(names_by_itself, each.words))
            score = min(MOST_WORDS, WORD * len(hits)) + heard.likeness.get(ask_key(each.id), 0.0)
            # Long ago, a word alone does not bring a follow-up back: its topic is meant.
            if hits and (recent or score >= NEAR + WORD):
                found.append(_Candidate(Subject(topic, each, "words", tuple(hits)), score + recent))
            elif score >= NEAR + 0.1:
                found.append(_Candidate(Subject(topic, each, "likeness"), score + recent))
    return found


def _topics(person: Person, state: State, heard: Heard) -> list[_Candidate]:
    shared = Counter(chain.from_iterable(map(_stems, person.topics)))
    found, said = [], without_set_phrases(heard.text)
    for topic in person.topics:
        hits = matches(said, filter(names_something, topic.words))
        worth = sum(WORD / max(1, min(shared[stem(part)] for part in words_of(hit))) for hit in _different(hits))
        score = min(MOST_WORDS, worth) + heard.likeness.get(topic_key(topic.id), 0.0)
        score += CURRENT_TOPIC if topic.id == state.topic else 0.0
        found.append(_Candidate(Subject(topic, None, "words" if hits else "likeness", tuple(hits)), score))
    return found


def _stems(topic: Topic) -> set[str]:
    """The stems in a topic's words, each once: "forget, forgetting" does not share its word with anybody."""
    return {stem(part) for word in topic.words for part in words_of(word)}


def _different(words: list[str]) -> list[str]:
    """Words that are forms of one word only once."""
    return list({" ".join(stem(part) for part in words_of(word)): word for word in words}.values())
