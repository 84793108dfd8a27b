"""A store in memory, and a plan that is ready to be presented, for tests that need no database."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from plan import services
from plan.model.events import Event
from plan.model.plan import Plan
from plan.model.refusals import EmailTaken, NoSuchPlan
from plan.model.statement import Said, Statement
from plan.model.versions import Version
from plan.services.ports import Act, PlanHead, Practitioner, SharedPlan


@dataclass
class FakeState:
    """What a store holds."""

    plans: dict[str, Plan] = field(default_factory=dict)
    versions: dict[tuple[str, int], Version] = field(default_factory=dict)
    statements: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    events: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[str, str] = field(default_factory=dict)
    practitioners: dict[str, Practitioner] = field(default_factory=dict)
    sharing: dict[tuple[str, str], datetime] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    clock: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class FakePlans:
    def __init__(self, state: FakeState) -> None:
        self.state = state
        self.loaded = 0

    def exists(self, plan_id: str) -> bool:
        return plan_id in self.state.plans

    def heads(self) -> list[PlanHead]:
        return [
            PlanHead(plan_id=p.id, state=p.state, framework=p.framework, began_at=p.began_at, changed_at=p.began_at)
            for p in self.state.plans.values()
        ]

    def begin(self, plan: Plan) -> None:
        self.state.plans[plan.id] = plan

    def get(self, plan_id: str) -> Plan:
        self.loaded += 1
        if plan_id not in self.state.plans:
            raise NoSuchPlan(plan_id=plan_id)
        kept = self.state.plans[plan_id]
        copies = {name: dict(getattr(kept, name)) for name in ("lines", "shared", "proposals")}
        return replace(kept, events=[], **copies)

    def save(self, plan: Plan) -> None:
        self.state.plans[plan.id] = replace(plan, events=[])

    def add_version(self, version: Version) -> None:
        assert (version.plan_id, version.mark.number) not in self.state.versions
        self.state.versions[version.plan_id, version.mark.number] = version

    def version(self, plan_id: str, number: int) -> Version:
        return self.state.versions[plan_id, number]

    def erase(self, plan_id: str) -> None:
        del self.state.plans[plan_id]
        self.state.statements.pop(plan_id, None)
        self.state.events.pop(plan_id, None)


class FakeStatements:
    def __init__(self, state: FakeState) -> None:
        self.state = state

    def append(self, plan_id: str, statements: Sequence[Statement]) -> None:
        self.state.statements[plan_id].extend(statements)

    def withdraw(self, plan_id: str, statement_id: str, at: datetime | None) -> None:
        self.state.statements[plan_id] = [
            replace(said, withdrawn_at=at) if said.id == statement_id else said
            for said in self.state.statements[plan_id]
        ]

    def get(self, plan_id: str, statement_id: str) -> Statement | None:
        return next((s for s in self.of_plan(plan_id) if s.id == statement_id), None)

    def of_plan(self, plan_id: str) -> list[Statement]:
        return list(self.state.statements[plan_id])


class FakeHistory:
    def __init__(self, state: FakeState) -> None:
        self.state = state

    def append(self, plan_id: str, events: Sequence[Event]) -> None:
        self.state.events[plan_id].extend(events)

    def of_plan(self, plan_id: str) -> list[Event]:
        return list(self.state.events[plan_id])


class FakeTrail:
    def __init__(self, state: FakeState) -> None:
        self.state = state

    def append(self, act: Act) -> None:
        self.state.acts.append(act)


class FakeAccess:
    def __init__(self, state: FakeState) -> None:
        self.state = state

    def keep_resume_code(self, plan_id: str, code: str, at: datetime) -> None:
        self.state.codes = {c: p for c, p in self.state.codes.items() if p != plan_id}
        self.state.codes[code] = plan_id

    def plan_by_resume_code(self, code: str) -> str | None:
        return self.state.codes.get(code)

    def add_practitioner(self, practitioner: Practitioner) -> None:
        if self.practitioner_by_email(practitioner.email):
            raise EmailTaken()
        self.state.practitioners[practitioner.id] = practitioner

    def practitioner(self, practitioner_id: str) -> Practitioner | None:
        return self.state.practitioners.get(practitioner_id)

    def practitioner_by_email(self, email: str) -> Practitioner | None:
        return next((p for p in self.state.practitioners.values() if p.email == email), None)

    def practitioner_by_contact_code(self, code: str) -> Practitioner | None:
        return next((p for p in self.state.practitioners.values() if p.contact_code == code), None)

    def share(self, plan_id: str, practitioner_id: str, at: datetime) -> None:
        self.state.sharing[plan_id, practitioner_id] = at

    def unshare(self, plan_id: str, practitioner_id: str) -> None:
        del self.state.sharing[plan_id, practitioner_id]

    def is_shared(self, plan_id: str, practitioner_id: str) -> bool:
        return (plan_id, practitioner_id) in self.state.sharing

    def practitioners_of(self, plan_id: str) -> list[Practitioner]:
        return [self.state.practitioners[who] for p, who in self.state.sharing if p == plan_id]

    def shared_plans(self, practitioner_id: str) -> list[SharedPlan]:
        return [
            SharedPlan(
                plan_id=plan_id,
                state=self.state.plans[plan_id].state,
                framework=self.state.plans[plan_id].framework,
                shared_at=at,
                changed_at=at,
                next_review=None,
            )
            for (plan_id, who), at in self.state.sharing.items()
            if who == practitioner_id
        ]


class FakeUnitOfWork:
    """Rolls back unless committed, as the real one does; its clock moves on at each look."""

    def __init__(self, state: FakeState) -> None:
        self.state = state
        self.kept = self._copied()
        self.plans = FakePlans(state)
        self.statements = FakeStatements(state)
        self.history = FakeHistory(state)
        self.access = FakeAccess(state)
        self.trail = FakeTrail(state)

    def now(self) -> datetime:
        self.state.clock += timedelta(seconds=1)
        return self.state.clock

    def commit(self) -> None:
        self.kept = self._copied()

    def rollback(self) -> None:
        self.state.__dict__.update(copy.deepcopy(self.kept, {id(v): v for v in self.kept["versions"].values()}))

    def _copied(self) -> dict[str, Any]:
        frozen = {id(version): version for version in self.state.versions.values()}
        return copy.deepcopy(self.state.__dict__, frozen)

    def __enter__(self) -> FakeUnitOfWork:
        return self

    def __exit__(self, *_: object) -> None:
        self.rollback()


@pytest.fixture
def new_uow() -> Callable[[], FakeUnitOfWork]:
    """Makes a unit of work over an empty store."""
    return lambda: FakeUnitOfWork(FakeState())


@pytest.fixture
def uow(new_uow: Callable[[], FakeUnitOfWork]) -> FakeUnitOfWork:
    return new_uow()


def add_ailsa(uow: Any) -> str:
    """A practitioner, without the cost of a password."""
    ailsa = Practitioner(
        id="ailsa",
        name="Ailsa Reid",
        role="social worker",
        email="ailsa@example.org",
        contact_code="dish-line-wok",
        password_hash="",
    )
    uow.access.add_practitioner(ailsa)
    return ailsa.id


def make_ready(uow: Any) -> SimpleNamespace:
    """The plan of the man and his dog: told, shared, talked through, and ready to be presented."""
    services.begin_plan(uow, "p1", "adult")
    said = services.record_statements(
        uow,
        "p1",
        1,
        [
            Said(text="Get to the wall on my own with her", kinds=("aspiration",)),
            Said(text="im turning into a grumpy old sod", kinds=("concern",)),
        ],
    )
    outcome = services.add_outcome(
        uow, "p1", "Get to the wall on my own with Bess", [1], "mobility", statements=said[:1]
    )
    rating = services.rate_outcome(uow, "p1", outcome, "now", 3, "Col runs us down", 2)
    indicator = services.add_indicator(
        uow, "p1", outcome, "We are at the wall twice a week", 3, date(2027, 4, 30), "by the spring"
    )
    action = services.add_action(uow, "p1", outcome, "Ask Col about the van", 3, "me", date(2027, 3, 1), support="self")
    shared = [said[0], outcome, rating, indicator, action]
    services.choose_sharing(uow, "p1", dict.fromkeys(shared, True))
    ailsa = add_ailsa(uow)
    services.share_with(uow, "p1", ailsa)
    services.confirm_outcome(uow, "p1", outcome, True, True, True)
    services.confirm_indicator(uow, "p1", ailsa, indicator, observable=True)
    services.complete_action(uow, "p1", ailsa, action, resource="none_needed")
    review = services.schedule_review(uow, "p1", ailsa, date(2027, 2, 1))
    return SimpleNamespace(
        uow=uow,
        plan_id="p1",
        said=said,
        outcome=outcome,
        rating=rating,
        indicator=indicator,
        action=action,
        review=review,
        ailsa=ailsa,
        plan=lambda: services.read_plan(uow, "p1"),
    )


@pytest.fixture
def ready(uow: FakeUnitOfWork) -> SimpleNamespace:
    return make_ready(uow)


@pytest.fixture
def make_ready_plan(
    new_uow: Callable[[], FakeUnitOfWork],
) -> Callable[[], SimpleNamespace]:
    """Makes a ready plan in a new store: for property tests, which need one for each example."""
    return lambda: make_ready(new_uow())


@pytest.fixture
def agreed(ready: SimpleNamespace) -> SimpleNamespace:
    services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", "person", "myself")
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    return ready
