"""How every service changes a plan: load it, change it, keep the rows and the events together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plan.model.lines import side_of
from plan.model.plan import Plan
from plan.model.refusals import NoSuchPlan, NotShared
from plan.model.vocabulary import Side
from plan.services.ports import UnitOfWork


@contextmanager
def changing(uow: UnitOfWork, plan_id: str) -> Iterator[Plan]:
    """The plan to change; on leaving without an error its rows are kept and its events appended."""
    plan = uow.plans.get(plan_id)
    yield plan
    uow.plans.save(plan)
    uow.history.append(plan_id, plan.events)
    plan.events.clear()


def require_plan(uow: UnitOfWork, plan_id: str) -> None:
    """Raise NoSuchPlan unless the plan is there, without loading it."""
    if not uow.plans.exists(plan_id):
        raise NoSuchPlan(plan_id=plan_id)


def require_access(uow: UnitOfWork, plan_id: str, who: str) -> None:
    """Raise NotShared when `who` is a practitioner with whom the plan is not shared."""
    if side_of(who) is Side.PRACTITIONER and not uow.access.is_shared(plan_id, who):
        raise NotShared(plan_id=plan_id)
