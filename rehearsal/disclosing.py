"""Decides what a person tells next: about what was asked, in layers, each thing once, as far as their trust goes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rehearsal.catching import Catch
from rehearsal.happening import Turn
from rehearsal.person import Tell, Topic, band
from rehearsal.speaking import Speaker
from rehearsal.state import State

# How many things somebody tells in one turn, at the most.
MOST_AT_ONCE = {"closed": 1, "wary": 2, "open": 3}
# From this need on a thing is told alone.
DEEP = 5.0
# Whoever hears their feeling named tells what it is about, even so far ahead of their trust.
AHEAD = 2.5


def answer_open(speaker: Speaker, state: State, turn: Turn) -> None:
    """Answers an open question."""
    subject = turn.subject
    if subject.tell is not None and subject.topic is not None:
        _answer_follow_up(speaker, state, subject.topic, subject.tell)
    elif subject.by == "just_said":
        if not go_on(speaker, state, subject.topic):
            _nothing_new(speaker, subject.topic)
    elif subject.topic is not None:
        if not _tell_some(speaker, _of_topic(speaker, state, subject.topic)):
            _nothing_new(speaker, subject.topic)
    elif subject.by == "general":
        if not _tell_some(speaker, _on_my_mind(speaker, state)):
            _nothing_new(speaker, None)
    else:
        speaker.reply("puzzled")


def answer_closed(speaker: Speaker, turn: Turn) -> None:
    """Answers a closed question: shortly, and about the topic asked."""
    topic = turn.subject.topic
    if topic is None:
        speaker.reply("general_closed")
    elif turn.forgotten:
        speaker.tell_again(topic, None)
    else:
        speaker.short(topic, turn.heard.text)


def open_up(speaker: Speaker, state: State, catch: Catch) -> bool:
    """Goes on after being understood: with what the feeling is about, then deeper into that topic.

    Returns:
        Whether there was something to tell.
    """
    if catch.topic is None or catch.tell is None:
        return go_on(speaker, state, None)
    if catch.tell in catch.topic.tells and speaker.can_tell(catch.tell, AHEAD):
        speaker.tell(catch.topic, catch.tell)
        return True
    layers = ((catch.topic, tell) for tell in catch.topic.tells)
    return _tell_first(speaker, chain(layers, _onwards(speaker, state, catch.topic)))


def go_on(speaker: Speaker, state: State, topic: Topic | None) -> bool:
    """Goes on from what was just said: what hangs on it, the same topic, then where it leads.

    Returns:
        Whether there was something to tell.
    """
    current = topic or (speaker.person.topic(state.topic) if state.topic else None)
    if current is None:
        return _tell_first(speaker, _on_my_mind(speaker, state))
    return _tell_first(speaker, _onwards(speaker, state, current))


def _answer_follow_up(speaker: Speaker, state: State, topic: Topic, tell: Tell) -> None:
    if speaker.is_told(tell):
        if not _tell_first(speaker, ((topic, each) for each in tell.follow_ups)):
            speaker.tell_again(topic, tell)
    elif not _tell_first(speaker, iter([(topic, tell)])):
        _hold_back(speaker, topic)


def _of_topic(speaker: Speaker, state: State, topic: Topic) -> Iterator[tuple[Topic, Tell]]:
    """The layers of a topic, then what hangs on what was just said about it."""
    yield from ((topic, tell) for tell in topic.tells)
    yield from _hanging_on(state, topic)


def _onwards(speaker: Speaker, state: State, topic: Topic) -> Iterator[tuple[Topic, Tell]]:
    yield from _hanging_on(state, topic)
    yield from ((topic, tell) for tell in topic.tells)
    for told in (tell for tell in topic.all_tells() if tell.id in state.latest):
        for lead in map(speaker.person.topic, told.leads_to):
            yield from ((lead, tell) for tell in lead.tells)


def _hanging_on(state: State, topic: Topic) -> Iterator[tuple[Topic, Tell]]:
    for told in (tell for tell in topic.all_tells() if tell.id in state.latest):
        yield from ((topic, each) for each in told.follow_ups)


def _on_my_mind(speaker: Speaker, state: State) -> Iterator[tuple[Topic, Tell]]:
    """Topics that were not touched yet come first, each in the order in which they come to mind."""
    topics = [speaker.person.topic(each) for each in speaker.person.on_my_mind]
    touched = {each.split(".")[0] for each in state.told}
    for topic in sorted(topics, key=lambda each: each.id in touched):
        yield from ((topic, tell) for tell in topic.tells)


def _tell_first(speaker: Speaker, tells: Iterator[tuple[Topic, Tell]]) -> bool:
    for topic, tell in tells:
        if speaker.can_tell(tell):
            speaker.tell(topic, tell)
            return True
    return False


def _tell_some(speaker: Speaker, tells: Iterator[tuple[Topic, Tell]]) -> bool:
    """Tells the first thing, and with more trust goes on to the next of the same topic.

    Somebody wary goes on until they have disclosed something, somebody open at least once; both stop at what goes deep,
    for nobody says two such things in one breath.
    """
    most = MOST_AT_ONCE[band(speaker.trust)]
    told = 0
    for topic, tell in tells:
        if told and (told == most or topic is not speaker.topic):
            break
        if not speaker.can_tell(tell):
            continue
        if told and tell.needs >= DEEP:
            break
        speaker.tell(topic, tell)
        told += 1
        goes_on = not speaker.disclosed or (told == 1 and band(speaker.trust) == "open")
        if tell.needs >= DEEP or not goes_on:
            break
    return told > 0


def _nothing_new(speaker: Speaker, topic: Topic | None) -> None:
    """Deflects where more would take more trust; else says that this was all, and what it was, when asked once more."""
    if topic is None:
        left = any(not speaker.is_told(tell) for _, tell in speaker.person.all_tells())
        speaker.held_back = left
        speaker.reply("guarded" if left else "puzzled")
    elif any(not speaker.is_told(tell) for tell in topic.tells):
        _hold_back(speaker, topic)
    elif speaker.used.get(f"{topic.id}.emptied"):
        latest = [tell for tell in topic.all_tells() if speaker.is_told(tell) and len(tell.say) > 1]
        speaker.tell_again(topic, latest[-1] if latest else None)
    else:
        speaker.used[f"{topic.id}.emptied"] = 1
        speaker.reply("nothing_more", topic)


def _hold_back(speaker: Speaker, topic: Topic) -> None:
    speaker.held_back = True
    speaker.reply("guarded", topic)
