"""How long things are kept, and what is deleted: by the person, by the operator, or because its time is over.

The periods are data (plan/retention.yml); docs/retention.md explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from plan.explanations import read_yaml
from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.vocabulary import Side
from plan.services.access_ports import Act
from plan.services.keeping_ports import LastTouched
from plan.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Retention:
    """The policy: periods in days after the last change, and whether an agreed plan outlives a deletion."""

    nothing_said: int
    draft: int
    given: int
    record: int
    keeps_record: bool


@dataclass(frozen=True, kw_only=True)
class Due:
    """A plan whose time is over; `period` is the word for the period of plan/retention.yml that it fell under."""

    plan_id: str
    period: str
    last_changed_at: datetime


@cache
def load_retention() -> Retention:
    """The policy as it stands in plan/retention.yml. Raises KeyError or ValueError where it cannot be read."""
    data = read_yaml(files("plan").joinpath("retention.yml").read_text(encoding="utf-8"))
    periods = {name: int(data["periods"][name]) for name in ("nothing_said", "draft", "given", "record")}
    if min(periods.values()) < 1:
        raise ValueError("a period is at least one day")
    return Retention(
        **periods, keeps_record={"kept": True, "erased": False}[data["agreed_plan_when_the_person_deletes"]]
    )


def leaves_record(plan: Plan) -> bool:
    """True when a record of what both sides agreed stays although the person deletes everything."""
    return plan.was_agreed and load_retention().keeps_record


def erase_plan(uow: UnitOfWork, plan_id: str, by: str = Side.PERSON, *, record_too: bool = False) -> bool:
    """Delete all that hangs on a plan, for good; gives True where the agreed record stays.

    The record is the versions that both sides signed, their signatures, and who may read them. `record_too` deletes
    it as well. The conversation is not touched here. Raises NoSuchPlan.
    """
    plan = uow.plans.get(plan_id)
    kept = leaves_record(plan) and not record_too
    uow.trail.append(
        Act(at=uow.now(), who=by, what="all_but_record_erased" if kept else "plan_erased", plan_id=plan_id)
    )
    if not kept:
        uow.plans.erase(plan_id)
        return False
    agreed = [mark.number for mark in plan.versions if plan.is_agreed(mark.number)]
    uow.keeping.erase_all_but(plan_id, agreed)
    uow.history.append(plan_id, [Event(at=uow.now(), who=by, what="draft_erased")])
    return True


def erase_everything(uow: UnitOfWork, plan_id: str, by: str, *, record_too: bool = False) -> bool:
    """Delete the conversation and the plan; gives True where the agreed record stays."""
    uow.keeping.erase_conversation(plan_id)
    return uow.plans.exists(plan_id) and erase_plan(uow, plan_id, by, record_too=record_too)


def find_due(uow: UnitOfWork, at: datetime) -> list[Due]:
    """The plans and conversations whose time is over, longest over first."""
    retention = load_retention()
    due = []
    for touched in uow.keeping.last_touched(at - timedelta(days=1)):
        period = _period(touched)
        if at - touched.at >= timedelta(days=getattr(retention, period)):
            due.append(Due(plan_id=touched.plan_id, period=period, last_changed_at=touched.at))
    return due


def erase_due(uow: UnitOfWork, due: Due) -> None:
    """Delete what is due, the record of what was agreed with it."""
    erase_everything(uow, due.plan_id, "operator", record_too=True)


def _period(touched: LastTouched) -> str:
    if touched.agreed:
        return "record"
    if touched.given:
        return "given"
    return "draft" if touched.said else "nothing_said"
