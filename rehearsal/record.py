"""A rehearsal as it is kept: who practised with whom, each way through it, and each turn with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from rehearsal.state import State

# When feedback is given: after each turn, only after turns that could be better, or at the end.
FEEDBACK = ("each_turn", "to_improve", "at_the_end")


class NoSuchRehearsal(LookupError):
    """There is no such rehearsal, or it is somebody else's."""


@dataclass(frozen=True)
class RehearsedTurn:
    """One turn of a rehearsal.

    Attributes:
        number: from 1.
        said: what the practitioner said, as typed.
        behaviours: what it was coded as, in order of confidence.
        reply: what the person answered.
        trust: trust after it, 0 to 10.
        disclosed: ids of what was disclosed for the first time.
        why: why the person answered so; the fields of rehearsal.answering.Why as plain values.
        state: where the talk stood afterwards.
        feedback: what was said about the turn, each a paragraph.
        suggestion: the same turn as an open question, where it could have been one.
        straight: it asked straight out where somebody may be in danger, which is right there.
    """

    number: int
    said: str
    behaviours: tuple[str, ...]
    reply: str
    trust: float
    disclosed: tuple[str, ...]
    why: Mapping[str, Any]
    state: State
    feedback: tuple[str, ...] = ()
    suggestion: str | None = None
    straight: bool = False


@dataclass(frozen=True)
class Path:
    """One way through a rehearsal.

    Attributes:
        id: the id of its conversation.
        number: from 1, in the order in which they were begun.
        turns: all turns, those that it shares with the way it left included.
        left: number of the path that it left, or None for the first.
        from_turn: the first turn that is its own.
    """

    id: str
    number: int
    turns: tuple[RehearsedTurn, ...] = ()
    left: int | None = None
    from_turn: int = 1

    @property
    def ended_by(self) -> str | None:
        """`person` or `practitioner` once it is over."""
        return self.turns[-1].state.ended_by if self.turns else None


@dataclass(frozen=True)
class Rehearsal:
    """A practitioner's rehearsal with one person.

    Attributes:
        practitioner_id: whose it is; None in the terminal.
        feedback: one of FEEDBACK.
        notes: the practitioner's notes to self.
        drafts: the outcomes that the practitioner drafted for the person.
        ended_at: when the practitioner went on to the report.
        revealed: the practitioner has drafted, or chosen not to, and so has read what would have mattered.
    """

    id: str
    practitioner_id: str | None
    person_id: str
    feedback: str
    began_at: datetime
    notes: str = ""
    drafts: tuple[str, ...] = ()
    ended_at: datetime | None = None
    revealed: bool = False
    paths: tuple[Path, ...] = field(default=())

    def way(self, number: int) -> Path:
        """The path with this number.

        Raises:
            NoSuchRehearsal: there is none.
        """
        for each in self.paths:
            if each.number == number:
                return each
        raise NoSuchRehearsal(self.id)

    def path(self, path_id: str) -> Path:
        """The path with this id.

        Raises:
            NoSuchRehearsal: there is none.
        """
        for each in self.paths:
            if each.id == path_id:
                return each
        raise NoSuchRehearsal(path_id)


class Rehearsals(Protocol):
    """Where rehearsals are kept. Nothing is on disk before the session that it works in is committed."""

    def add(self, rehearsal: Rehearsal) -> None:
        """Keeps a new rehearsal with its paths."""
        ...

    def get(self, rehearsal_id: str) -> Rehearsal:
        """A rehearsal with everything in it. Raises NoSuchRehearsal."""
        ...

    def of_path(self, path_id: str) -> Rehearsal:
        """The rehearsal that a path belongs to. Raises NoSuchRehearsal."""
        ...

    def of_practitioner(self, practitioner_id: str) -> Sequence[Rehearsal]:
        """Everything that one practitioner rehearsed, the latest first."""
        ...

    def person_of_path(self, path_id: str) -> str:
        """The id of the person whom a path is with. Raises NoSuchRehearsal."""
        ...

    def change(self, rehearsal: Rehearsal) -> None:
        """Keeps what may change of a rehearsal: feedback, notes, drafts, ended_at, revealed."""
        ...

    def add_path(self, rehearsal_id: str, path: Path) -> None:
        """Keeps another path with its turns."""
        ...

    def put_turn(self, path_id: str, turn: RehearsedTurn) -> None:
        """Keeps a turn of a path, in place of one with the same number."""
        ...

    def latest_turn(self, path_id: str) -> RehearsedTurn | None:
        """The last turn of a path; None where there is none yet."""
        ...

    def remove(self, rehearsal_id: str) -> None:
        """Removes a rehearsal with everything in it, for good."""
        ...
