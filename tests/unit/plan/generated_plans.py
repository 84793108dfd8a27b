"""Documents with anything in them that a plan can hold, made by hypothesis from the model's own types."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from plan.exchange import PlanDocument, Sharer
from plan.model.events import Event
from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.proposals import Proposal, ProposalKind
from plan.model.statement import Statement
from plan.model.states import AGREED_STATES
from plan.model.versions import Signature, Version
from plan.model.views import content_of
from plan.model.vocabulary import State
from plan.services.codec import LINES

IDS = st.uuids(version=4).map(lambda made: made.hex)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["", " ", "\x0b", "a\x00b", "“Aye,” she said", "  both ends ", "e\u0301 \u202e", "line\nline\r\n\ttab"]
    ),
)
WORDS = TEXTS.filter(lambda text: text.strip())
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
DATES = st.dates(date(2020, 1, 1), date(2040, 1, 1))
PARTIES = st.sampled_from(["person", "carer", "a" * 32, "other:Dr Gray"])

BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "id": IDS,
    "turns": st.lists(st.integers(1, 900), min_size=1, max_size=3).map(tuple),
    "turn": st.integers(1, 900),
    "author": PARTIES,
    "by": PARTIES,
    "number": st.integers(1, 10),
    "confidence": st.none() | st.integers(0, 10),
    "revision": st.integers(1, 40),
    "held_by": st.dictionaries(st.sampled_from(["wording", "what"]), PARTIES, max_size=2),
    "reason": WORDS,
}
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS, int: st.integers(0, 9_999), bool: st.booleans(), date: DATES, datetime: TIMES,
}  # fmt: skip


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if kind in PLAIN:
        return PLAIN[kind]
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(st.none() if one is type(None) else of_type(one) for one in inside))
    if origin is tuple:
        return st.lists(of_type(inside[0]), max_size=2).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    assert is_dataclass(kind), kind
    return made(kind)


def made(kind: type[Any], /, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values of a dataclass, each field by its name or its type; its main words are never blank."""
    hints = typing.get_type_hints(kind)
    main = getattr(kind, "main", "")
    chosen = {}
    for field in fields(kind):
        known = field.name in BY_NAME and not (field.name == "by" and hints["by"] is not str)
        strategy = BY_NAME[field.name] if known else of_type(hints[field.name])
        if field.name == main and hints[main] is str:
            strategy = WORDS
        if field.default is not MISSING and field.name not in ("turns",):
            strategy = st.just(field.default) | strategy
        chosen[field.name] = given.get(field.name, strategy)
    return st.builds(kind, **chosen)


@st.composite
def documents(draw: st.DrawFn) -> PlanDocument:
    """A document that is true to itself: nothing in it leads nowhere, and signatures are on what was frozen."""
    statements = draw(st.lists(made(Statement, text=WORDS), max_size=3))
    outcomes = draw(st.lists(made(Outcome, outcome_id=st.none()), max_size=2))
    homes = st.sampled_from([None, *(outcome.id for outcome in outcomes)])
    kinds = [kind for kind in LINES.values() if kind is not Outcome]
    rest = draw(st.lists(st.sampled_from(kinds).flatmap(lambda kind: made(kind, outcome_id=homes)), max_size=6))
    lines = {line.id: line for line in [*outcomes, *rest]}
    known = [*lines, *(said.id for said in statements)]
    shared = draw(st.dictionaries(st.sampled_from(known), TIMES)) if known else {}
    about = st.sampled_from(list(lines)) if lines else IDS
    kind = st.sampled_from(list(ProposalKind)) if lines else st.just(ProposalKind.ADD)
    proposals = draw(st.lists(made(Proposal, line_id=about, kind=kind), max_size=2))
    plan = Plan(
        id=draw(IDS),
        began_at=draw(TIMES),
        framework=draw(st.sampled_from([None, "adult", "carer"])),
        lines=lines,
        shared=shared,
        proposals={proposal.id: proposal for proposal in proposals},
        statements=tuple(statements),
    )
    versions = [
        Version.freeze(plan.id, number, content_of(plan), draw(TIMES), draw(PARTIES), "presented")
        for number in range(1, draw(st.integers(1, 3)))
    ]
    plan.versions = tuple(version.mark for version in versions)
    signatures: list[Signature] = []
    for mark in plan.versions:
        on_it = {"version": st.just(mark.number), "content_hash": st.just(mark.content_hash)}
        signatures += draw(st.lists(made(Signature, **on_it), max_size=3))
    plan.signatures = tuple(signatures)
    states = [state for state in State if plan.was_agreed or state not in AGREED_STATES]
    return PlanDocument(
        plan=replace(plan, state=draw(st.sampled_from(states))),
        versions=tuple(versions),
        history=tuple(draw(st.lists(made(Event, who=PARTIES), max_size=3))),
        shared_with=tuple(draw(st.lists(made(Sharer), max_size=1, unique_by=lambda sharer: sharer.id))),
    )
