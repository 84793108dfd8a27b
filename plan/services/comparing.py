"""Comparing two frozen versions line by line and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from plan.model.views import open_content
from plan.services.ports import UnitOfWork

QUIET = frozenset({"id", "part", "made_at", "revision", "held_by", "earlier", "turns", "author"})
"""What tells how a line came about, not what it says."""

STOPS = ',.;:…"“”‘’()[]'
"""Signs around a word that make no other word of it. Not ? and !: "I can go?" and "I can go." say two things."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A line, and one of its fields, that is not the same in two versions.

    `what` is "added", "removed" or "changed"; `words` are runs of words as `compare_words` gives them.
    """

    line_id: str
    part: str
    field: str
    what: str
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


def compare_versions(
    uow: UnitOfWork, plan_id: str, earlier: int, later: int, *, only_open: bool = False
) -> list[Difference]:
    """What differs between two versions, in the order of the later one; with `only_open`, of what the other side may
    read now. Raises NoSuchPlan.
    """
    plan = uow.plans.get(plan_id)

    def lines(number: int) -> dict[str, dict[str, Any]]:
        content = uow.plans.version(plan_id, number).thawed_content
        return _lines(open_content(plan, number, content) if only_open else content)

    before, after = lines(earlier), lines(later)
    found: list[Difference] = []
    for line_id in [*after, *(gone for gone in before if gone not in after)]:
        found += _compare(line_id, before.get(line_id), after.get(line_id))
    return found


def compare_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Runs of words: "same", "gone" or "new"; or "was" and then "is" where only stops around the words differ.

    Each wording can be read whole from its runs.
    """
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(a=[_bare(word) for word in old], b=[_bare(word) for word in new])
    runs: list[tuple[str, str]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            runs += _alike(old[a:b], new[c:d])
            continue
        if a < b:
            runs.append(("gone", " ".join(old[a:b])))
        if c < d:
            runs.append(("new", " ".join(new[c:d])))
    return tuple(runs)


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The runs of words that differ in nothing or in their stops alone."""
    pairs = zip(old, new, strict=True)
    for is_same, group in groupby(pairs, key=lambda pair: pair[0] == pair[1]):
        words = list(group)
        if is_same:
            yield "same", " ".join(now for _, now in words)
        else:
            yield "was", " ".join(was for was, _ in words)
            yield "is", " ".join(now for _, now in words)


def _bare(word: str) -> str:
    """The word without the stops around it; what is nothing but stops stays as it is."""
    return word.strip(STOPS) or word


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
