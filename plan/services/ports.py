"""What the services need from a store, as protocols; a real one is in plan.store, fakes are in
tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.statement import Statement
from plan.model.versions import Version
from plan.services.access_ports import Access, Act, PlanHead, Practitioner, SharedPlan, Trail
from plan.services.caseload_ports import Caseload
from plan.services.keeping_ports import Keeping
from plan.services.stay_ports import Stays, Tries

__all__ = [
    "Access",
    "Act",
    "History",
    "PlanHead",
    "Plans",
    "Practitioner",
    "SharedPlan",
    "Statements",
    "Trail",
    "UnitOfWork",
]


class Plans(Protocol):
    """Plans with their lines, proposals, versions and signatures."""

    def exists(self, plan_id: str) -> bool:
        """True when the plan is there; reads no line."""
        ...

    def heads(self) -> list[PlanHead]:
        """All plans of the store, latest change first, without their words."""
        ...

    def begin(self, plan: Plan) -> None:
        """Keep a new plan."""
        ...

    def get(self, plan_id: str) -> Plan:
        """The plan without its statements. Raises NoSuchPlan."""
        ...

    def save(self, plan: Plan) -> None:
        """Keep what differs from what `get` gave, row by row. Raises LineChanged on a clash."""
        ...

    def add_version(self, version: Version) -> None:
        """Keep a frozen version; there is no way to change one."""
        ...

    def version(self, plan_id: str, number: int) -> Version:
        """A frozen version with its content. Raises NoSuchPlan."""
        ...

    def erase(self, plan_id: str) -> None:
        """Delete the plan and everything that hangs on it."""
        ...


class Statements(Protocol):
    """The person's own words, append-only and apart from the plan's lines."""

    def append(self, plan_id: str, statements: Sequence[Statement]) -> None:
        """Add statements at the end."""
        ...

    def withdraw(self, plan_id: str, statement_id: str, at: datetime | None) -> None:
        """Note that the person takes a statement back, or with None puts it back; its words stay."""
        ...

    def get(self, plan_id: str, statement_id: str) -> Statement | None:
        """One statement, or None."""
        ...

    def of_plan(self, plan_id: str) -> list[Statement]:
        """All statements in the order in which they were said."""
        ...


class History(Protocol):
    """The events of a plan, append-only."""

    def append(self, plan_id: str, events: Sequence[Event]) -> None:
        """Add events at the end."""
        ...

    def of_plan(self, plan_id: str) -> list[Event]:
        """All events in order."""
        ...


class UnitOfWork(Protocol):
    """One piece of work on the store: all of it is kept by `commit`, or none of it."""

    @property
    def plans(self) -> Plans: ...
    @property
    def statements(self) -> Statements: ...
    @property
    def history(self) -> History: ...
    @property
    def access(self) -> Access: ...
    @property
    def trail(self) -> Trail: ...
    @property
    def stays(self) -> Stays: ...
    @property
    def caseload(self) -> Caseload: ...
    @property
    def tries(self) -> Tries: ...
    @property
    def keeping(self) -> Keeping: ...

    def now(self) -> datetime:
        """The time, with its zone."""
        ...

    def commit(self) -> None:
        """Keep the work."""
        ...

    def rollback(self) -> None:
        """Drop the work."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
