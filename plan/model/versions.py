"""Frozen versions of a plan, their content hash, and the signatures that belong to exactly one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from plan.model.vocabulary import Side


def hash_content(plan_id: str, number: int, content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a version, bound to its plan and number."""
    sealed = {"plan_id": plan_id, "number": number, "content": dict(content)}
    canonical = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _frozen(value: Any) -> Any:
    """The value with every mapping read-only and every list a tuple, all the way down."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_frozen(inner) for inner in value)
    return value


def _thawed(value: Any) -> Any:
    """A plain copy of frozen content, as JSON would hold it."""
    if isinstance(value, Mapping):
        return {key: _thawed(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_thawed(inner) for inner in value]
    return value


@dataclass(frozen=True, kw_only=True)
class VersionMark:
    """A version without its content: enough to know which one is on the table.

    `why` is "presented" or "qualified" (¶20).
    """

    number: int
    content_hash: str
    made_at: datetime
    made_by: str
    why: str = "presented"


@dataclass(frozen=True, kw_only=True)
class Version:
    """What both sides could read at one moment, frozen."""

    plan_id: str
    mark: VersionMark
    content: Mapping[str, Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", _frozen(self.content))

    @classmethod
    def freeze(cls, plan_id: str, number: int, content: Mapping[str, Any], at: datetime, by: str, why: str) -> Version:
        """A new version with the hash of its content."""
        digest = hash_content(plan_id, number, content)
        mark = VersionMark(number=number, content_hash=digest, made_at=at, made_by=by, why=why)
        return cls(plan_id=plan_id, mark=mark, content=content)

    @property
    def thawed_content(self) -> dict[str, Any]:
        """A plain copy of the content, as JSON would hold it."""
        plain: dict[str, Any] = _thawed(self.content)
        return plain

    @property
    def is_intact(self) -> bool:
        """True when the content still has the hash that it was frozen with."""
        found = hash_content(self.plan_id, self.mark.number, self.thawed_content)
        return found == self.mark.content_hash


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One party's agreement to one version, known by number and by hash; it never moves (¶4,
    ¶19).
    """

    version: int
    content_hash: str
    party: str
    side: Side
    role: str
    signed_at: datetime
    disagreement: str | None = None
    disagreement_id: str | None = None
    name: str | None = None
