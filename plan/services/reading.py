"""Reading a plan: the whole of it, its draft as numbered lines, its timeline, and its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from plan.model.events import Event
from plan.model.fields import WORDED
from plan.model.lines import PlanLine, Wording
from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.refusals import NotShared
from plan.model.statement import Statement
from plan.model.versions import Version
from plan.model.views import open_content
from plan.model.vocabulary import Part
from plan.services.changing import require_plan
from plan.services.codec import from_body, line_from_body
from plan.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the draft as a person reads it: its number, its words, where they come from.

    `source` is the statement or plan line itself, for those who need more of it.
    """

    id: str
    number: int
    part: Part
    text: str
    turns: tuple[int, ...]
    shared: bool
    outcome_id: str | None
    revision: int
    removed: bool
    earlier: tuple[Wording, ...]
    source: PlanLine | Statement


def read_plan(uow: UnitOfWork, plan_id: str) -> Plan:
    """The whole plan with all statements, as the person may see it. Raises NoSuchPlan."""
    plan = uow.plans.get(plan_id)
    return replace(plan, statements=tuple(uow.statements.of_plan(plan_id)))


def read_version(uow: UnitOfWork, plan_id: str, number: int) -> Version:
    """A frozen version with its content and hash. Raises NoSuchPlan."""
    return uow.plans.version(plan_id, number)


def read_plan_as_of(uow: UnitOfWork, plan_id: str, number: int, *, only_open: bool = False) -> Plan:
    """The plan as one version froze it, with the signatures of that version; with `only_open`, what of it the other
    side may read now. Raises NoSuchPlan.
    """
    now, content = uow.plans.get(plan_id), uow.plans.version(plan_id, number).thawed_content
    if only_open:
        content = open_content(now, number, content)
    lines = [line_from_body(line["part"], line) for line in content["lines"]]
    return replace(
        now,
        framework=content["framework"],
        lines={line.id: line for line in lines},
        shared={item["id"]: now.began_at for item in (*content["lines"], *content["statements"])},
        proposals={},
        statements=tuple(from_body(Statement, said) for said in content["statements"]),
        versions=tuple(mark for mark in now.versions if mark.number == number),
        signatures=tuple(s for s in now.signatures if s.version == number),
    )


def draft_lines(uow: UnitOfWork, plan_id: str, with_removed: bool = False) -> list[Line]:
    """The draft in reading order: what was said, then each outcome with what hangs on it, then
    rest.

    Numbers count struck-out lines too, so that striking one out moves no other number.
    """
    plan = read_plan(uow, plan_id)
    lines = [_line(source, number, plan) for number, source in enumerate(_in_order(plan), start=1)]
    return [line for line in lines if with_removed or not line.removed]


def plan_timeline(uow: UnitOfWork, plan_id: str, practitioner_id: str | None = None) -> list[Event]:
    """What happened to the plan, in order; for a practitioner, only what concerns shared lines.

    Raises NotShared when the plan is not shared with that practitioner.
    """
    if practitioner_id is None:
        require_plan(uow, plan_id)
        return uow.history.of_plan(plan_id)
    if not uow.access.is_shared(plan_id, practitioner_id):
        raise NotShared(plan_id=plan_id)
    shared = uow.plans.get(plan_id).shared
    given = next((each.shared_at for each in uow.access.shared_plans(practitioner_id) if each.plan_id == plan_id), None)
    return [
        event
        for event in uow.history.of_plan(plan_id)
        if is_open_event(event, shared) and (event.what != "line_unshared" or (given and event.at >= given))
    ]


def is_open_event(event: Event, shared: Mapping[str, datetime]) -> bool:
    """True for an event that the other side may know of: about the plan, or about a line since it was shared.

    That a line was taken back is told of any line, without its words: whoever read it must not think that it is there.
    """
    if event.what == "line_unshared":
        return True
    if event.line_id is None:
        return event.what not in {"statements_recorded", "framework_chosen"}
    since = shared.get(event.line_id)
    return since is not None and event.at >= since


def _in_order(plan: Plan) -> Iterable[PlanLine | Statement]:
    lines = [line for line in plan.lines.values() if line.part in WORDED]
    outcomes = [line for line in lines if isinstance(line, Outcome)]
    known = {outcome.id for outcome in outcomes}
    yield from plan.statements
    for outcome in outcomes:
        yield outcome
        yield from (line for line in lines if line.outcome_id == outcome.id)
    yield from (line for line in lines if line.outcome_id not in known and not isinstance(line, Outcome))


def _line(source: PlanLine | Statement, number: int, plan: Plan) -> Line:
    if isinstance(source, Statement):
        return Line(
            id=source.id, number=number, part=Part.STATEMENT, text=source.text,
            turns=(source.turn,), shared=source.id in plan.shared, outcome_id=None, revision=1,
            removed=source.withdrawn_at is not None, earlier=(), source=source,
        )  # fmt: skip
    return Line(
        id=source.id, number=number, part=source.part, text=source.text, turns=source.turns,
        shared=source.id in plan.shared, outcome_id=source.outcome_id, revision=source.revision,
        removed=source.removed is not None, earlier=source.earlier, source=source,
    )  # fmt: skip
