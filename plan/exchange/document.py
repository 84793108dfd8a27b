"""What a file of a plan holds: all of it, so that the plan that is read back is the plan that was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.versions import Version
from plan.model.views import only_shared, open_content
from plan.services.ports import Practitioner, UnitOfWork
from plan.services.reading import is_open_event, plan_timeline, read_plan
from plan.services.sharing import read_shared


class Scope(StrEnum):
    """How much of the plan a document holds: all of it, or what one practitioner may see."""

    WHOLE = "whole"
    SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class Sharer:
    """A practitioner with whom the plan is shared: enough to know them by, and no account."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """The plan with its statements, its frozen versions with their content, and its history."""

    plan: Plan
    scope: Scope = Scope.WHOLE
    versions: tuple[Version, ...] = ()
    history: tuple[Event, ...] = ()
    shared_with: tuple[Sharer, ...] = ()

    @property
    def is_shared(self) -> bool:
        """True for a practitioner's copy."""
        return self.scope is Scope.SHARED


def gather_plan(uow: UnitOfWork, plan_id: str) -> PlanDocument:
    """Everything that is kept of a plan, private lines among it. Raises NoSuchPlan."""
    plan = read_plan(uow, plan_id)
    return PlanDocument(
        plan=plan,
        versions=_versions(uow, plan),
        history=tuple(plan_timeline(uow, plan_id)),
        shared_with=tuple(_sharer(found) for found in uow.access.practitioners_of(plan_id)),
    )


def gather_shared(uow: UnitOfWork, practitioner_id: str, plan_id: str) -> PlanDocument:
    """What a practitioner may see of a plan. Raises NotShared."""
    plan = read_shared(uow, practitioner_id, plan_id)
    sharers = uow.access.practitioners_of(plan_id)
    plan, versions = _only_open(plan, _versions(uow, plan))
    return PlanDocument(
        plan=plan,
        scope=Scope.SHARED,
        versions=versions,
        history=tuple(plan_timeline(uow, plan_id, practitioner_id)),
        shared_with=tuple(_sharer(found) for found in sharers if found.id == practitioner_id),
    )


def only_what_is_shared(document: PlanDocument) -> PlanDocument:
    """A document without the lines and statements that are the person's alone, and without how these came about."""
    plan, versions = _only_open(only_shared(document.plan), document.versions)
    history = tuple(event for event in document.history if is_open_event(event, plan.shared))
    return replace(document, plan=plan, versions=versions, scope=Scope.SHARED, history=history)


def _versions(uow: UnitOfWork, plan: Plan) -> tuple[Version, ...]:
    return tuple(uow.plans.version(plan.id, mark.number) for mark in plan.versions)


def _only_open(plan: Plan, versions: tuple[Version, ...]) -> tuple[Plan, tuple[Version, ...]]:
    """Without the versions, and the signatures on them, that hold what was taken back: of a part there is no hash."""
    kept = tuple(
        version
        for version in versions
        if open_content(plan, version.mark.number, version.thawed_content) == version.thawed_content
    )
    numbers = {version.mark.number for version in kept}
    signatures = tuple(signature for signature in plan.signatures if signature.version in numbers)
    marks = tuple(mark for mark in plan.versions if mark.number in numbers)
    return replace(plan, versions=marks, signatures=signatures), kept


def _sharer(practitioner: Practitioner) -> Sharer:
    return Sharer(id=practitioner.id, name=practitioner.name, role=practitioner.role)
