"""Where a rehearsal stands after a turn, and what a turn was heard as; plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Heard:
    """A practitioner's turn as the language part heard it.

    Attributes:
        text: what was said.
        behaviours: in order of confidence; empty for silence.
        likeness: how near its meaning is to texts of the person's, −1 to 1, by the keys of rehearsal.comparing.
    """

    text: str
    behaviours: tuple[str, ...]
    likeness: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """Where a rehearsal stands.

    Attributes:
        trust: 0 to 10.
        turn: number of the practitioner's turns so far.
        topic: id of the topic that the talk is about.
        told: ids of tells, in order.
        latest: ids of the tells in the latest reply that told something.
        heard: ids of disclosures, in order.
        said: the person's last two replies, the latest last.
        asked: content words of each question so far, joined by spaces.
        runs: how often something came in a row up to now (closed_question, support, nothing_named, silence).
        counts: how often something came at all (rapport, hollow_praise, same_question).
        used: how often each wording was used, by name and place in its list.
        praised: ids of the strengths that were affirmed.
        hurt: the latest turn hurt, and nobody has said sorry.
        warned: the person has said that they are about to end the talk.
        ended_by: `person` or `practitioner`, once the talk is over.
    """

    trust: float
    turn: int = 0
    topic: str | None = None
    told: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    runs: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    praised: tuple[str, ...] = ()
    hurt: bool = False
    warned: bool = False
    ended_by: str | None = None

    def as_plain(self) -> dict[str, Any]:
        """As values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> State:
        """Back from plain values; what a newer version added is at its beginning."""
        known = {each.name for each in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in plain.items() if name in known
        }
        return cls(**values)
