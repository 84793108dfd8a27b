"""Answers one practitioner's turn as the person would, and says why they answered so.

Deterministic: the same person, state and turn give the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rehearsal.behaviours import QUESTIONS
from rehearsal.disclosing import answer_closed, answer_open, go_on, open_up
from rehearsal.happening import Turn, happenings, question_words, take_apart
from rehearsal.leaving import end
from rehearsal.person import OPEN, Person, Topic
from rehearsal.speaking import Speaker
from rehearsal.state import Heard, State
from rehearsal.trust import Move, move_trust

SAID_KEPT = 2
# What hurts most is answered first, and alone.
_HURT_REPLIES = {
    "confront": "confronted",
    "dismissive": "dismissed",
    "direct": "ordered",
    "advise_without_permission": "advised",
    "leading_question": "led",
}
# Leads that are worth saying even where a question follows.
_KEPT_BEFORE_A_QUESTION = ("apology", "misunderstood", "understood", "affirmed", "hollow_praise", "greeting")


@dataclass(frozen=True)
class Why:
    """Why the person answered so.

    Attributes:
        trust_before: trust before the turn, 0 to 10.
        moves: what moved it.
        topic: id of the topic that the turn was taken to be about.
        found_by: how it was found; see rehearsal.subject.Subject.
        words: the words that showed it.
        reflection: `feeling`, `right`, `guess` or `wrong`, where there was one.
        replies: names of the replies, in order; `tells` and `short` for what is said about a topic.
        held_back: there was more to tell, but not at this trust.
    """

    trust_before: float
    moves: tuple[Move, ...]
    topic: str | None
    found_by: str
    words: tuple[str, ...]
    reflection: str | None
    replies: tuple[str, ...]
    held_back: bool


@dataclass(frozen=True)
class Answered:
    """An answer: the words, ids of what was disclosed for the first time, where the talk stands now, and why."""

    reply: str
    disclosed: tuple[str, ...]
    state: State
    why: Why


def begin(person: Person) -> State:
    """Where a rehearsal stands before the first turn."""
    return State(trust=person.temper.start)


def answer(person: Person, state: State, heard: Heard) -> Answered:
    """Answers a turn.

    Raises:
        ValueError: the talk is over.
    """
    if state.ended_by:
        raise ValueError("the talk is over")
    turn = take_apart(person, state, heard)
    trust, moves = move_trust(state.trust, happenings(turn, state), person.temper)
    speaker = Speaker(person, state, trust)
    _speak(speaker, state, turn)
    ended_by, warned = end(speaker, state, turn, moves)
    after = _after(state, turn, speaker, trust, ended_by, warned)
    why = Why(
        trust_before=state.trust,
        moves=moves,
        topic=turn.subject.topic.id if turn.subject.topic else None,
        found_by=turn.subject.by,
        words=turn.subject.words,
        reflection=turn.catch.how if turn.catch else None,
        replies=tuple(speaker.names),
        held_back=speaker.held_back,
    )
    return Answered(" ".join(speaker.parts), tuple(speaker.disclosed), after, why)


def _speak(speaker: Speaker, state: State, turn: Turn) -> None:
    topic = turn.subject.topic
    if turn.silent:
        speaker.reply("silence")
        # Being given time is an invitation to somebody who trusts.
        if speaker.trust >= OPEN and turn.runs["silence"] == 1:
            go_on(speaker, state, None)
    elif _hurt(speaker, turn, topic):
        return
    elif "goodbye" in turn.signs and not turn.has(*QUESTIONS):
        speaker.reply("goodbye")
    elif turn.repeated:
        speaker.reply("same_question", topic)
    else:
        _lead_and_answer(speaker, state, turn)


def _hurt(speaker: Speaker, turn: Turn, topic: Topic | None) -> bool:
    """Answers what hurt, where something did; nothing else is answered then."""
    if turn.sore is not None:
        speaker.say_words("sore_point", turn.sore.say)
        return True
    for behaviour, name in _HURT_REPLIES.items():
        if turn.has(behaviour):
            speaker.reply(name, topic)
            return True
    for name, hurts in (("rushed", "rushed" in turn.signs), ("jargon", turn.has("jargon"))):
        if hurts:
            speaker.reply(name, topic)
            return True
    return False


def _lead_and_answer(speaker: Speaker, state: State, turn: Turn) -> None:
    asks = turn.has("open_question", "closed_question")
    lead = _lead(state, turn)
    if turn.has("multiple_questions"):
        lead = "many_questions"
    if lead and (not asks or lead in _KEPT_BEFORE_A_QUESTION or lead == "many_questions"):
        if lead == "misunderstood" and turn.catch and turn.catch.not_so:
            speaker.say_words(lead, turn.catch.not_so)
        else:
            speaker.reply(lead, turn.catch.topic if turn.catch and turn.catch.topic else turn.subject.topic)
    if turn.has("open_question"):
        answer_open(speaker, state, turn)
    elif turn.has("closed_question"):
        answer_closed(speaker, turn)
    elif turn.catch is not None and turn.catch.how != "wrong":
        open_up(speaker, state, turn.catch)
    elif lead is None or (lead in ("affirmed", "kindness", "own_say") and speaker.trust >= OPEN):
        go_on(speaker, state, turn.subject.topic)
    if not speaker.parts:
        speaker.reply("puzzled")


def _lead(state: State, turn: Turn) -> str | None:
    """The name of the reply to what a turn does besides asking; the most telling one."""
    catch = turn.catch
    real = turn.strength is not None
    choices: Mapping[str, bool] = {
        "apology": "apology" in turn.signs,
        "misunderstood": catch is not None and catch.how == "wrong",
        # Before a question only a feeling that was caught is worth a word.
        "understood": catch is not None
        and (catch.how == "feeling" or (catch.right and not turn.has("open_question", "closed_question", "summary"))),
        "summed_up": turn.has("summary") and catch is not None and catch.right,
        "affirmed": turn.has("affirmation") and real,
        "hollow_praise": turn.has("affirmation") and not real,
        "own_say": turn.has("emphasise_autonomy"),
        "kindness": turn.has("support"),
        "advice_offered": turn.has("advise_with_permission"),
        "greeting": turn.has("rapport") and state.turn == 0,
        # A friendly remark about what they talk about is no small talk; they just go on.
        "small_talk": turn.has("rapport") and turn.subject.by not in ("words", "just_said"),
        "informed": turn.has("give_information"),
    }
    return next((name for name, fits in choices.items() if fits), None)


def _after(state: State, turn: Turn, speaker: Speaker, trust: float, ended_by: str | None, warned: bool) -> State:
    reply = " ".join(speaker.parts)
    asks = turn.has(*QUESTIONS)
    topic = speaker.topic or turn.subject.topic
    counts = dict(state.counts)
    for name, happened in (
        ("rapport", turn.has("rapport")),
        ("hollow_praise", turn.has("affirmation") and turn.strength is None),
    ):
        counts[name] = counts.get(name, 0) + happened
    return replace(
        state,
        trust=trust,
        turn=state.turn + 1,
        topic=topic.id if topic else state.topic,
        told=(*state.told, *speaker.told),
        latest=tuple(speaker.told) or state.latest,
        heard=(*state.heard, *speaker.disclosed),
        said=(*state.said, reply)[-SAID_KEPT:],
        asked=(*state.asked, question_words(turn.heard.text)) if asks else state.asked,
        runs=dict(turn.runs),
        counts=counts,
        used=speaker.used,
        praised=(*state.praised, turn.strength) if turn.strength else state.praised,
        hurt=turn.hurts or (state.hurt and "apology" not in turn.signs),
        warned=warned,
        ended_by=ended_by,
    )
