"""Says what happened in a practitioner's turn, as far as it moves trust: what it did, to what, how often already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rehearsal.behaviours import QUESTIONS, REFLECTIONS
from rehearsal.catching import Catch, judge_reflection, named_strength
from rehearsal.person import Person, SorePoint
from rehearsal.state import Heard, State
from rehearsal.subject import Subject, find_subject
from rehearsal.trust import Happening
from rehearsal.wording import content_of, is_onward, matches, signs_in, words_of

# Two questions with this share of words in common are one question.
SAME_QUESTION = 0.8
# Behaviours that move trust by themselves, without anything to be judged.
_PLAIN = (
    "open_question",
    "leading_question",
    "multiple_questions",
    "emphasise_autonomy",
    "advise_with_permission",
    "advise_without_permission",
    "direct",
    "confront",
    "dismissive",
    "jargon",
)
HURTS = ("confront", "dismissive", "direct", "advise_without_permission", "leading_question", "jargon")


@dataclass(frozen=True)
class Turn:
    """A practitioner's turn, taken apart.

    Attributes:
        heard: what was said, and the behaviours in it.
        subject: what it is about.
        catch: what its reflection or summary caught; None where there is none.
        strength: the id of what its praise names; None where it names nothing.
        sore: the sore point that it touched.
        signs: `rushed`, `apology`, `goodbye`, where said.
        repeated: how often this very question has come, this time counted; 0 where it is new.
        forgotten: it asks what was told already.
        follows: its open question is about what was just said.
        runs: as in State, with this turn counted.
        silent: nothing was said.
    """

    heard: Heard
    subject: Subject
    catch: Catch | None = None
    strength: str | None = None
    sore: SorePoint | None = None
    signs: frozenset[str] = frozenset()
    repeated: int = 0
    forgotten: bool = False
    follows: bool = False
    runs: Mapping[str, int] = field(default_factory=dict)
    silent: bool = False

    def has(self, *behaviours: str) -> bool:
        """Whether it holds one of these behaviours."""
        return any(each in self.heard.behaviours for each in behaviours)

    @property
    def hurts(self) -> bool:
        """Whether it holds something that an apology would be for."""
        return self.has(*HURTS) or self.sore is not None or "rushed" in self.signs


def take_apart(person: Person, state: State, heard: Heard) -> Turn:
    """What a turn does to this person at this point."""
    silent = not words_of(heard.text)
    asks = any(each in heard.behaviours for each in QUESTIONS)
    subject = find_subject(person, state, heard)
    reflects = any(each in heard.behaviours for each in (*REFLECTIONS, "summary"))
    sore = next((each for each in person.sore_points if matches(heard.text, each.words)), None)
    return Turn(
        heard=heard,
        subject=subject,
        catch=judge_reflection(person, state, heard) if reflects else None,
        strength=named_strength(person, state, heard) if "affirmation" in heard.behaviours else None,
        sore=sore,
        signs=signs_in(heard.text, reflects),
        repeated=_times_asked(state, heard) if asks else 0,
        forgotten=_was_told(person, state, heard, subject),
        follows="open_question" in heard.behaviours and _follows(state, heard, subject),
        runs=_runs(state, heard, silent),
        silent=silent,
    )


def question_words(text: str) -> str:
    """A question as it is remembered: its different words in alphabetical order."""
    return " ".join(sorted(set(words_of(text))))


def _times_asked(state: State, heard: Heard) -> int:
    words = set(words_of(heard.text))
    if is_onward(heard.text):
        return 0
    return sum(1 for each in state.asked if _share(words, set(each.split())) >= SAME_QUESTION)


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _was_told(person: Person, state: State, heard: Heard, subject: Subject) -> bool:
    """Whether a closed question asks for something that was told, in the words in which it was told."""
    if "closed_question" not in heard.behaviours or "open_question" in heard.behaviours or subject.topic is None:
        return False
    asked = content_of(heard.text)
    told = [tell for tell in subject.topic.all_tells() if tell.id in state.told]
    summaries = [person.disclosure(each).summary for tell in told for each in tell.discloses]
    known = content_of(" ".join([*summaries, *(wording for tell in told for wording in tell.say)]))
    return bool(asked) and len(asked & known) / len(asked) > 0.5


def _follows(state: State, heard: Heard, subject: Subject) -> bool:
    if not state.said:
        return False
    asked_after = subject.tell is not None and any(subject.tell.id.startswith(f"{tell}.") for tell in state.latest)
    return asked_after or subject.by == "just_said" or bool(content_of(heard.text) & content_of(state.said[-1]))


def _runs(state: State, heard: Heard, silent: bool) -> dict[str, int]:
    """How long each run is now. Closed questions go on counting over turns that neither ask openly nor reflect."""
    before, did = state.runs, heard.behaviours
    closes = "closed_question" in did and "open_question" not in did
    opens = any(each in did for each in ("open_question", "affirmation", "summary", *REFLECTIONS))
    closed = before.get("closed_question", 0)
    named = not (is_onward(heard.text) and "open_question" in did)
    return {
        "closed_question": closed + 1 if closes else 0 if opens else closed,
        "support": before.get("support", 0) + 1 if "support" in did else 0,
        "nothing_named": 0 if named else before.get("nothing_named", 0) + 1,
        "silence": before.get("silence", 0) + 1 if silent else 0,
    }


def happenings(turn: Turn, state: State) -> Iterator[Happening]:
    """Everything in a turn that moves trust."""
    if turn.silent:
        yield Happening("silence", turn.runs["silence"])
        return
    yield from _questions(turn, state)
    yield from (Happening(name) for name in _PLAIN if turn.has(name) and name != "open_question")
    yield from _reflections(turn)
    if turn.strength is not None and turn.strength not in state.praised:
        yield Happening("affirmation")
    if turn.has("affirmation") and turn.strength is None:
        yield Happening("hollow_praise", state.counts.get("hollow_praise", 0) + 1)
    if turn.has("support"):
        yield Happening("support", turn.runs["support"])
    if turn.has("rapport"):
        yield Happening("rapport", state.counts.get("rapport", 0) + 1)
    if "apology" in turn.signs and state.hurt and not turn.hurts:
        yield Happening("apology")
    if "rushed" in turn.signs:
        yield Happening("rushed")
    if turn.sore is not None:
        yield Happening("sore_point")


def _questions(turn: Turn, state: State) -> Iterator[Happening]:
    if turn.repeated:
        yield Happening("same_question", turn.repeated)
    elif turn.forgotten:
        yield Happening("asked_what_was_told")
    if turn.has("open_question"):
        if not turn.repeated and not turn.runs["nothing_named"] > 1:
            yield Happening("open_question")
            if turn.follows:
                yield Happening("follows_what_was_said")
        if turn.runs["nothing_named"]:
            yield Happening("nothing_named", turn.runs["nothing_named"])
    elif turn.has("closed_question"):
        yield Happening("closed_question", turn.runs["closed_question"])


def _reflections(turn: Turn) -> Iterator[Happening]:
    if turn.catch is None:
        return
    if not turn.catch.right:
        yield Happening("guess" if turn.catch.how == "guess" else "wrong_reflection")
        return
    # A turn is one reflection, the richer one where the language part heard both.
    kinds = ("complex_reflection", "simple_reflection", "summary")
    yield Happening(next(each for each in kinds if turn.has(each)))
    if turn.catch.how == "feeling":
        yield Happening("catches_the_feeling")
