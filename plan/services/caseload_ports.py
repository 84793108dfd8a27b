"""What a practitioner's list of plans needs from a store; a real one is in plan.store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from plan.model.vocabulary import State
from plan.services.standing import Standing


class Heap(StrEnum):
    """The heaps that a list is sorted into, the first one on top."""

    NOW = "now"
    MINE = "mine"
    THEIRS = "theirs"
    RESTING = "resting"


@dataclass(frozen=True, kw_only=True)
class CaseloadEntry:
    """A plan in the list. `key` stands for it in addresses; `label` is what the practitioner calls it."""

    plan_id: str
    key: str
    label: str | None
    heap: Heap
    state: State
    shared_at: datetime
    changed_at: datetime
    standing: Standing | None


class Caseload(Protocol):
    """The list as a store keeps it; asking for it reads no plan."""

    def count(self, practitioner_id: str, today: date) -> Mapping[Heap, int]:
        """How many plans lie on each heap."""
        ...

    def entries(
        self, practitioner_id: str, today: date, heap: Heap | None, offset: int, limit: int
    ) -> Sequence[CaseloadEntry]:
        """Some of the list, or of one heap: what presses first, then the nearest review."""
        ...

    def entries_of(self, practitioner_id: str, today: date, keys: Sequence[str]) -> Sequence[CaseloadEntry]:
        """The entries of some keys, in the order of the list."""
        ...

    def words(self, practitioner_id: str) -> Sequence[tuple[str, str]]:
        """For each plan its key and all words that it can be found by."""
        ...

    def find(self, practitioner_id: str, key: str) -> tuple[str, datetime] | None:
        """The plan that a key stands for, and since when it is shared; None for anybody else's key."""
        ...

    def label(self, practitioner_id: str, plan_id: str) -> str | None:
        """What the practitioner calls a plan, or None."""
        ...

    def name(self, practitioner_id: str, plan_id: str, label: str | None) -> None:
        """Keep what the practitioner calls a plan."""
        ...
