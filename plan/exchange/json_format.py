"""The plan as plain JSON values, format 1: docs/plan-format.md says what each field is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plan.exchange.checking import require_consistent
from plan.exchange.document import PlanDocument, Scope, Sharer
from plan.exchange.parsing import parse, parse_line, require_fields, take_list
from plan.exchange.refusing import BrokenFile
from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.proposals import Proposal
from plan.model.statement import Statement
from plan.model.versions import Signature, Version, VersionMark
from plan.model.vocabulary import State
from plan.services.codec import to_body

FORMAT = "what-matters/plan"
FORMAT_VERSION = 1
SECTIONS = (
    "format", "format_version", "holds", "plan", "statements", "lines", "shared", "proposals", "versions", "signatures",
    "history", "shared_with",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Head:
    """The section `plan`."""

    id: str
    began_at: datetime
    framework: str | None = None
    state: State = State.DRAFT


@dataclass(frozen=True, kw_only=True)
class _Shared:
    """An entry of the section `shared`."""

    line: str
    since: datetime


def to_values(document: PlanDocument) -> dict[str, Any]:
    """The document as JSON values; fields that are empty or as by default are left out."""
    plan = document.plan
    head = _Head(id=plan.id, began_at=plan.began_at, framework=plan.framework, state=plan.state)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "holds": str(document.scope),
        "plan": to_body(head),
        "statements": [to_body(said) for said in plan.statements],
        "lines": [{"part": str(line.part), **to_body(line)} for line in plan.lines.values()],
        "shared": [to_body(_Shared(line=line, since=since)) for line, since in plan.shared.items()],
        "proposals": [to_body(proposal) for proposal in plan.proposals.values()],
        "versions": [
            {**to_body(version.mark), "content": version.thawed_content} for version in document.versions
        ],
        "signatures": [to_body(signature) for signature in plan.signatures],
        "history": [to_body(event) for event in document.history],
        "shared_with": [to_body(sharer) for sharer in document.shared_with],
    }  # fmt: skip


def from_values(values: Any) -> PlanDocument:
    """The document that JSON values stand for. Raises BrokenFile."""
    document = parse_values(values)
    require_consistent(document)
    return document


def parse_values(values: Any) -> PlanDocument:
    """The same without asking whether it is true to itself: a changed version can be read too."""
    require_fields(values, ())
    _require_format(values)
    head = parse(_Head, values.get("plan", {}), ("plan",))
    lines = [parse_line(body, place) for body, place in _each(values, "lines")]
    shared = [parse(_Shared, body, place) for body, place in _each(values, "shared")]
    proposals = [parse(Proposal, body, place) for body, place in _each(values, "proposals")]
    versions = [_version(head.id, body, place) for body, place in _each(values, "versions")]
    plan = Plan(
        id=head.id,
        began_at=head.began_at,
        framework=head.framework,
        state=head.state,
        lines={line.id: line for line in lines},
        shared={one.line: one.since for one in shared},
        proposals={proposal.id: proposal for proposal in proposals},
        versions=tuple(version.mark for version in versions),
        signatures=tuple(parse(Signature, body, place) for body, place in _each(values, "signatures")),
        statements=tuple(parse(Statement, body, place) for body, place in _each(values, "statements")),
    )
    _require_once(values, "lines", "statements")
    _require_once(values, "proposals")
    return PlanDocument(
        plan=plan,
        scope=Scope(values.get("holds", Scope.WHOLE)),
        versions=tuple(versions),
        history=tuple(parse(Event, body, place) for body, place in _each(values, "history")),
        shared_with=tuple(parse(Sharer, body, place) for body, place in _each(values, "shared_with")),
    )


def _require_format(values: dict[str, Any]) -> None:
    if values.get("format") != FORMAT:
        raise BrokenFile(("format",), "not_a_plan", expected=FORMAT)
    version = values.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise BrokenFile(("format_version",), "newer", known=FORMAT_VERSION)
    if version != FORMAT_VERSION or version is True:
        raise BrokenFile(("format_version",), "not_a_word", expected=FORMAT_VERSION)
    if values.get("holds", Scope.WHOLE) not in set(Scope):
        raise BrokenFile(("holds",), "not_a_word", expected=", ".join(Scope))
    for name in values:
        if name not in SECTIONS:
            raise BrokenFile((name,), "unknown_field")


def _each(values: dict[str, Any], section: str) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    for number, body in enumerate(take_list(values, section)):
        yield body, (section, number)


def _version(plan_id: str, body: Any, place: tuple[str | int, ...]) -> Version:
    require_fields(body, place)
    content = body.get("content")
    require_fields(content, (*place, "content"))
    mark = parse(VersionMark, {key: value for key, value in body.items() if key != "content"}, place)
    return Version(plan_id=plan_id, mark=mark, content=content)


def _require_once(values: dict[str, Any], *sections: str) -> None:
    seen: set[str] = set()
    for section in sections:
        for body, place in _each(values, section):
            if isinstance(body, dict) and body.get("id") in seen:
                raise BrokenFile((*place, "id"), "twice")
            seen.add(body["id"])
