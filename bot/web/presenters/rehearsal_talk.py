"""What the rehearsal page shows: each turn with its feedback as the setting has it, and two ways side by side."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.feedback import could_be_better, feedback_name
from rehearsal.person import Person
from rehearsal.record import FEEDBACK, Path, Rehearsal, RehearsedTurn
from rehearsal.reporting import report_words


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What moved trust in a turn, in words, and whether upwards."""

    words: str
    up: bool


@dataclass(frozen=True, kw_only=True)
class TurnView:
    """One turn.

    Attributes:
        behaviours: what it was coded as, as keys of the words.
        feedback: paragraphs to show now; empty where the setting keeps them back.
        to_improve: the feedback is about something to improve.
        moved: what moved trust.
        held_back: the person had more to tell.
        disclosed: what was heard with it, as plain lines.
        own: it belongs to this way and not to the one that was left.
    """

    number: int
    said: str
    reply: str
    behaviours: tuple[str, ...]
    feedback: tuple[str, ...]
    to_improve: bool
    moved: tuple[Moved, ...]
    held_back: bool
    disclosed: tuple[str, ...]
    trust: float
    own: bool


@dataclass(frozen=True, kw_only=True)
class TalkPage:
    """What rehearsal.html shows.

    Attributes:
        left: the turn that this way tries again, as it was; None where that has been said.
        ways: numbers of all ways through this rehearsal.
        over: `person` or `practitioner` once the talk is over.
        before_words: the visit, before the first turn.
    """

    person: Person
    rehearsal_id: str
    address: str
    number: int
    ways: tuple[int, ...]
    feedback: str
    settings: tuple[str, ...]
    turns: tuple[TurnView, ...]
    left: TurnView | None
    over: str | None
    message_id: str
    typed: str
    problem: str | None


@dataclass(frozen=True, kw_only=True)
class WaysPage:
    """What rehearsal_ways.html shows: from the turn on where they part, the way that was left and the other."""

    person: Person
    rehearsal_id: str
    from_turn: int
    before: TurnView | None
    first: int
    second: int
    rows: tuple[tuple[TurnView | None, TurnView | None], ...]
    heard: tuple[int, int]
    trust: tuple[float, float]
    choices: tuple[int, ...]


def present_talk(
    person: Person,
    rehearsal: Rehearsal,
    path: Path,
    *,
    message_id: str,
    typed: str,
    problem: str | None,
    address: str,
) -> TalkPage:
    """The page of one way through a rehearsal."""
    return TalkPage(
        person=person,
        rehearsal_id=rehearsal.id,
        address=address,
        number=path.number,
        ways=tuple(each.number for each in rehearsal.paths),
        feedback=rehearsal.feedback,
        settings=FEEDBACK,
        turns=tuple(view_turn(person, turn, rehearsal.feedback, path.from_turn) for turn in path.turns),
        left=_turn_that_was_left(person, rehearsal, path),
        over=path.ended_by,
        message_id=message_id,
        typed=typed,
        problem=problem,
    )


def present_ways(person: Person, rehearsal: Rehearsal, number: int) -> WaysPage | None:
    """Two ways side by side; None where this one left no other."""
    paths = {path.number: path for path in rehearsal.paths}
    second = paths.get(number)
    first = paths.get(second.left or 0) if second else None
    if second is None or first is None:
        return None
    start = second.from_turn
    columns = [
        [view_turn(person, t, "each_turn", start) for t in p.turns if t.number >= start] for p in (first, second)
    ]
    rows = tuple(
        tuple(column[index] if index < len(column) else None for column in columns)
        for index in range(max(map(len, columns), default=0))
    )
    shared = [turn for turn in second.turns if turn.number == start - 1]
    return WaysPage(
        person=person,
        rehearsal_id=rehearsal.id,
        from_turn=start,
        before=view_turn(person, shared[0], "each_turn", start) if shared else None,
        first=first.number,
        second=second.number,
        rows=rows,  # type: ignore[arg-type]
        heard=(_heard(first), _heard(second)),
        trust=(_trust(person, first), _trust(person, second)),
        choices=tuple(path.number for path in rehearsal.paths if path.left),
    )


def view_turn(person: Person, turn: RehearsedTurn, feedback: str, from_turn: int) -> TurnView:
    """A turn as it is shown under a setting for feedback."""
    better = could_be_better(feedback_name(turn))
    shown = feedback == "each_turn" or (feedback == "to_improve" and better)
    words = report_words()["moves"]
    return TurnView(
        number=turn.number,
        said=turn.said,
        reply=turn.reply,
        behaviours=turn.behaviours or ("nothing",),
        feedback=turn.feedback if shown else (),
        to_improve=better,
        moved=tuple(Moved(words=words[move["name"]], up=move["by"] > 0) for move in turn.why["moves"]) if shown else (),
        held_back=bool(turn.why["held_back"]) and shown,
        disclosed=tuple(person.disclosure(each).summary for each in turn.disclosed),
        trust=turn.trust,
        own=turn.number >= from_turn,
    )


def _turn_that_was_left(person: Person, rehearsal: Rehearsal, path: Path) -> TurnView | None:
    if path.left is None or len(path.turns) >= path.from_turn:
        return None
    turns = rehearsal.way(path.left).turns
    left = next((turn for turn in turns if turn.number == path.from_turn), None)
    return view_turn(person, left, "each_turn", path.from_turn) if left else None


def _heard(path: Path) -> int:
    return sum(len(turn.disclosed) for turn in path.turns)


def _trust(person: Person, path: Path) -> float:
    return path.turns[-1].trust if path.turns else person.temper.start
