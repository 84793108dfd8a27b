"""Comparing two frozen versions line by line and word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from plan.services.ports import UnitOfWork

QUIET = frozenset({"id", "part", "made_at", "revision", "held_by", "earlier", "turns", "author"})
"""What tells how a line came about, not what it says."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A line, and one of its fields, that is not the same in two versions.

    `what` is "added", "removed" or "changed"; `words` are runs of words, each with "same", "gone"
    or "new".
    """

    line_id: str
    part: str
    field: str
    what: str
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


def compare_versions(uow: UnitOfWork, plan_id: str, earlier: int, later: int) -> list[Difference]:
    """What differs between two versions, in the order of the later one. Raises NoSuchPlan."""
    before = _lines(uow.plans.version(plan_id, earlier).thawed_content)
    after = _lines(uow.plans.version(plan_id, later).thawed_content)
    found: list[Difference] = []
    for line_id in [*after, *(gone for gone in before if gone not in after)]:
        found += _compare(line_id, before.get(line_id), after.get(line_id))
    return found


def compare_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The runs of words that are the same, gone or new."""
    old, new = before.split(), after.split()
    runs: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", " ".join(old[a:b])))
            continue
        if a < b:
            runs.append(("gone", " ".join(old[a:b])))
        if c < d:
            runs.append(("new", " ".join(new[c:d])))
    return tuple(runs)


def _lines(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    said = [{"part": "statement", **statement} for statement in content["statements"]]
    return {line["id"]: line for line in [*said, *content["lines"]]}


def _compare(line_id: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Difference]:
    what = "added" if before is None else "removed" if after is None else "changed"
    part = str((after or before or {})["part"])
    names = [name for name in {**(before or {}), **(after or {})} if name not in QUIET]
    differences = []
    for name in names:
        old, new = _text(before, name), _text(after, name)
        if old != new:
            differences.append(
                Difference(
                    line_id=line_id,
                    part=part,
                    field=name,
                    what=what,
                    before=old,
                    after=new,
                    words=compare_words(old, new),
                )
            )
    return differences


def _text(line: dict[str, Any] | None, name: str) -> str:
    value = (line or {}).get(name)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None or value is False else str(value)
