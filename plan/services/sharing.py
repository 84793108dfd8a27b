"""Sharing: nothing is shared until the person chooses it, line by line, and names who may see
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from plan.model.plan import Plan
from plan.model.refusals import NoSuchLine, NoSuchPlan, NotShared
from plan.model.views import only_shared
from plan.model.vocabulary import Side, State
from plan.services.changing import changing
from plan.services.ports import SharedPlan, UnitOfWork
from plan.services.reading import read_plan_as_of


def choose_sharing(uow: UnitOfWork, plan_id: str, choice: Mapping[str, bool]) -> None:
    """Share lines and statements, or take them back; what is not named stays as it was.

    Raises NoSuchLine for an id that is neither a line nor a statement of this plan.
    """
    with changing(uow, plan_id) as plan:
        for line_id in choice:
            if line_id not in plan.lines and uow.statements.get(plan_id, line_id) is None:
                raise NoSuchLine(line_id=line_id)
        plan.share(dict(choice), Side.PERSON, _not_before_what_was(uow, plan_id))


def share_with(uow: UnitOfWork, plan_id: str, practitioner_id: str) -> None:
    """Let a practitioner see the lines that the person chose to share. Raises NotShared if
    unknown.
    """
    practitioner = uow.access.practitioner(practitioner_id)
    if practitioner is None:
        raise NotShared(practitioner_id=practitioner_id)
    with changing(uow, plan_id) as plan:
        if uow.access.is_shared(plan_id, practitioner_id):
            return
        now = _not_before_what_was(uow, plan_id)
        uow.access.share(plan_id, practitioner_id, now)
        plan.record(now, Side.PERSON, "plan_shared", new=practitioner.name)
        if plan.state is State.DRAFT:
            plan.move_to(State.SHARED, Side.PERSON, now)


def _not_before_what_was(uow: UnitOfWork, plan_id: str) -> datetime:
    """The time, but never one before anything that happened to the plan.

    A computer's clock may have been fast and then been set right. What was private before must stay before the
    moment of sharing, or the other side would see wordings that were replaced earlier.
    """
    after = timedelta(microseconds=1)
    return max([uow.now(), *(event.at + after for event in uow.history.of_plan(plan_id))])


def stop_sharing_with(uow: UnitOfWork, plan_id: str, practitioner_id: str) -> None:
    """Take the plan back from a practitioner; what was agreed and frozen stays as it is."""
    with changing(uow, plan_id) as plan:
        if not uow.access.is_shared(plan_id, practitioner_id):
            return
        practitioner = uow.access.practitioner(practitioner_id)
        uow.access.unshare(plan_id, practitioner_id)
        now = uow.now()
        name = practitioner.name if practitioner else None
        plan.record(now, Side.PERSON, "plan_unshared", old=name)
        if plan.state is State.SHARED and not uow.access.practitioners_of(plan_id):
            plan.move_to(State.DRAFT, Side.PERSON, now)


def shared_plans(uow: UnitOfWork, practitioner_id: str) -> list[SharedPlan]:
    """The plans that people share with this practitioner, latest change first, without their
    words.
    """
    return uow.access.shared_plans(practitioner_id)


def read_shared(uow: UnitOfWork, practitioner_id: str, plan_id: str) -> Plan:
    """The plan with its shared lines and statements only; the agreed version where the person deleted the rest.

    Raises NotShared for a plan that is not shared with this practitioner, and for one that does not
    exist: the two cannot be told apart.
    """
    if not uow.access.is_shared(plan_id, practitioner_id):
        raise NotShared(plan_id=plan_id)
    try:
        plan = uow.plans.get(plan_id)
    except NoSuchPlan as missing:
        raise NotShared(plan_id=plan_id) from missing
    if not plan.lines and plan.was_agreed:
        # The person deleted everything else: what is left is the record of what both sides agreed.
        record = max(mark.number for mark in plan.versions if plan.is_agreed(mark.number))
        return only_shared(read_plan_as_of(uow, plan_id, record))
    statements = tuple(s for s in uow.statements.of_plan(plan_id) if s.id in plan.shared)
    return only_shared(replace(plan, statements=statements))
