"""How a person's trust moves with what happens in a turn; the amounts stand in trust.yml.

Bounded: always 0 to 10. Monotone: with more trust before there is never less after; what helps never lowers it; what
hurts never raises it; and a longer run of what hurts never costs less. Source: shared/design/rehearsal.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from rehearsal.person import MOST_TRUST, Temper

# Trust is kept to two places, so that the same talk prints the same figures everywhere.
PLACES = 2
# Open questions lose their effect over this much trust before the reach of questions.
FADING = 2.0
CLOSED = "closed_question"
_QUESTIONS = ("open_question", "follows_what_was_said")


@dataclass(frozen=True)
class Happening:
    """Something in a turn that moves trust.

    Attributes:
        name: a key of trust.yml.
        time: how often it came, in a row or at all, this one counted; from 1.
    """

    name: str
    time: int = 1


@dataclass(frozen=True)
class Move:
    """What one happening did to trust; `by` is before the turn as a whole is limited."""

    name: str
    by: float


@cache
def rule() -> Mapping[str, Any]:
    """The amounts of trust.yml."""
    content: Mapping[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "trust.yml").read_text("utf-8"))
    return content


def move_trust(trust: float, happenings: Iterable[Happening], temper: Temper) -> tuple[float, tuple[Move, ...]]:
    """Trust after a turn, and what moved it.

    Args:
        trust: before the turn, 0 to 10.
        happenings: all that happened in it; one that trust.yml does not name moves nothing.
        temper: what the person warms to and bristles at.
    """
    moves = tuple(move for each in happenings if (move := _move(trust, each, temper)).by)
    raised = min(rule()["most_up"], sum(move.by for move in moves if move.by > 0)) * _room(trust)
    closed = sum(move.by for move in moves if move.name == CLOSED)
    # Together, too, closed questions reach no lower than each by itself.
    closed = max(closed, min(0.0, rule()["closed_questions_reach"] - trust))
    lowered = closed + sum(move.by for move in moves if move.by < 0 and move.name != CLOSED)
    total = max(-rule()["most_down"], raised + lowered)
    return round(min(MOST_TRUST, max(0.0, trust + total)), PLACES), moves


def _room(trust: float) -> float:
    """The part of what raises trust that still counts at this trust, 1 to 0."""
    begins, ends = rule()["fades"]
    return float(min(1.0, max(0.0, (ends - trust) / (ends - begins))))


def _move(trust: float, happening: Happening, temper: Temper) -> Move:
    name = happening.name
    more = 1 + rule()["as_much_again"]
    if name in rule()["raises"]:
        by = _amount(rule()["raises"][name], happening.time) * (more if name in temper.warms_to else 1)
        if name in _QUESTIONS:
            by *= min(1.0, max(0.0, (rule()["questions_reach"] - trust) / FADING))
        return Move(name, round(by, PLACES + 1))
    if name in rule()["lowers"]:
        by = _amount(rule()["lowers"][name], happening.time) * (more if name in temper.bristles_at else 1)
        if name == CLOSED:
            by = min(by, max(0.0, trust - rule()["closed_questions_reach"]))
        return Move(name, -round(by, PLACES + 1))
    return Move(name, 0.0)


def _amount(amount: float | list[float], time: int) -> float:
    """The amount for this time; a list ends with what holds from then on."""
    if isinstance(amount, list):
        return float(amount[min(time, len(amount)) - 1])
    return float(amount)
