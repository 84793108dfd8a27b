"""How lines, statements, proposals, signatures and events become JSON bodies, and come back."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

from plan.model.following import Contingency, Development, Disagreement, LookBack, NotYet, Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator, Outcome, Rating
from plan.model.people import Agency, Circulation, Contact, Negotiator, Person
from plan.model.proposals import Comment

T = TypeVar("T")

LINES: dict[str, type[PlanLine]] = {
    str(kind.part): kind
    for kind in (
        Outcome, Rating, Indicator, Action, Person, Agency, Negotiator, Contact, Circulation,
        Review, Contingency, Disagreement, NotYet, Comment, Development, LookBack,
    )
}  # fmt: skip


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """The adapter of a kind, made at its first use: making one takes milliseconds."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_body(value: Any) -> dict[str, Any]:
    """The value as a JSON object; fields that are empty or as by default are left out."""
    body: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json", exclude_defaults=True)
    return body


def from_body(kind: type[T], body: dict[str, Any]) -> T:
    """The value that a body stands for."""
    value: T = _adapter(kind).validate_python(body)
    return value


def line_from_body(part: str, body: dict[str, Any]) -> PlanLine:
    """The line of a part that a body stands for."""
    return from_body(LINES[part], {key: value for key, value in body.items() if key != "part"})
