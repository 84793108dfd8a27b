"""What the services need from a store, as protocols; a real one is in plan.store, fakes are in
tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self

from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.statement import Statement
from plan.model.versions import Version
from plan.model.vocabulary import State


@dataclass(frozen=True, kw_only=True)
class Practitioner:
    """Somebody who works with people on their plans; `contact_code` is what they give to people."""

    id: str
    name: str
    role: str
    email: str
    contact_code: str
    password_hash: str


@dataclass(frozen=True, kw_only=True)
class SharedPlan:
    """A plan in a practitioner's list: no words of the person, only where things stand."""

    plan_id: str
    state: State
    framework: str | None
    shared_at: datetime
    changed_at: datetime
    next_review: date | None


class Plans(Protocol):
    """Plans with their lines, proposals, versions and signatures."""

    def exists(self, plan_id: str) -> bool:
        """True when the plan is there; reads no line."""
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


class Access(Protocol):
    """Who may open what; codes are kept as keyed hashes, or encrypted where they must be shown
    again.
    """

    def keep_resume_code(self, plan_id: str, code: str, at: datetime) -> None:
        """Keep the only code that opens this plan, replacing an older one."""
        ...

    def plan_by_resume_code(self, code: str) -> str | None:
        """The plan that this code opens, or None."""
        ...

    def add_practitioner(self, practitioner: Practitioner) -> None:
        """Keep a practitioner. Raises EmailTaken."""
        ...

    def practitioner(self, practitioner_id: str) -> Practitioner | None:
        """The practitioner with this id, or None."""
        ...

    def practitioner_by_email(self, email: str) -> Practitioner | None:
        """The practitioner with this address, or None."""
        ...

    def practitioner_by_contact_code(self, code: str) -> Practitioner | None:
        """The practitioner who gave out this code, or None."""
        ...

    def share(self, plan_id: str, practitioner_id: str, at: datetime) -> None:
        """Let a practitioner see what the plan shares."""
        ...

    def unshare(self, plan_id: str, practitioner_id: str) -> None:
        """Take that back."""
        ...

    def is_shared(self, plan_id: str, practitioner_id: str) -> bool:
        """True when the practitioner may see what the plan shares."""
        ...

    def practitioners_of(self, plan_id: str) -> list[Practitioner]:
        """The practitioners with whom the plan is shared."""
        ...

    def shared_plans(self, practitioner_id: str) -> list[SharedPlan]:
        """The plans shared with a practitioner, latest change first."""
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
