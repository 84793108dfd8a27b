"""Measures a practitioner's list with very many plans: a page of it, a search, opening one plan, writing one."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from plan import services
from plan.bootstrap import Store, open_store
from plan.model.following import Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator, Outcome
from plan.model.plan import Plan
from plan.model.vocabulary import State
from plan.services.caseload import search_caseload
from plan.services.caseload_ports import Heap
from plan.services.ports import Practitioner, UnitOfWork

PLANS = 10_000
PLANS_A_PAGE = 25
RUNS = 20
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
# Enough different words that a search finds some plans and not all.
THINGS = ("wall", "garden", "choir", "shop", "daughter", "boat", "kitchen", "stairs", "allotment", "library")


def measure_plans(plans: int = PLANS) -> dict[str, Any]:
    """Milliseconds, median and 95th percentile, on a store of its own with `plans` plans of one practitioner."""
    with _store() as store:
        began = time.perf_counter()
        _fill(store, plans)
        filled = time.perf_counter() - began
        return {
            "plans": plans,
            "write_ms": round(filled / plans * 1000, 2),
            "first_page": _timed(lambda uow: _page(uow, None, 0), store),
            "last_page": _timed(lambda uow: _page(uow, None, max(0, plans - PLANS_A_PAGE)), store),
            "heap": _timed(lambda uow: _page(uow, Heap.MINE, 0), store),
            "search": _timed(lambda uow: search_caseload(uow, "p", TODAY, "choir 77"), store),
            "open": _timed(lambda uow: services.read_shared(uow, "p", f"plan{plans // 2}"), store),
        }


def _page(uow: UnitOfWork, heap: Heap | None, start: int) -> None:
    uow.caseload.count("p", TODAY)
    uow.caseload.entries("p", TODAY, heap, start, PLANS_A_PAGE)


def _timed(work: Callable[[UnitOfWork], object], store: Store) -> dict[str, float]:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        with store.unit_of_work(reading=True) as uow:
            work(uow)
        times.append((time.perf_counter() - began) * 1000)
    return {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1)}


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="what-matters-bench-") as folder:
        store = open_store(f"sqlite:///{folder}/plans.db", Fernet.generate_key().decode(), Path(folder) / "key")
        yield store
        store.close()


def _fill(store: Store, plans: int) -> None:
    with store.unit_of_work() as uow:
        uow.access.add_practitioner(
            Practitioner(id="p", name="P", role="nurse", email="p@example.org", contact_code="p", password_hash="")
        )
        for number in range(plans):
            plan_id = f"plan{number}"
            uow.plans.begin(Plan(id=plan_id, began_at=NOW, framework="adult"))
            uow.access.share(plan_id, "p", NOW)
            plan = uow.plans.get(plan_id)
            for line in _lines(number):
                plan.lines[line.id] = line
                plan.shared[line.id] = NOW
            plan.move_to(State.SHARED, "person", NOW + timedelta(minutes=number))
            uow.plans.save(plan)
        uow.commit()


def _lines(number: int) -> list[PlanLine]:
    ids = (f"{number}-{place}" for place in count())
    outcome = f"o{number}"
    thing, day = THINGS[number % len(THINGS)], date(2026, 11, 1) + timedelta(days=number % 200)
    said = {"made_at": NOW, "turns": (1,)}
    return [
        Outcome(id=outcome, wording=f"Get to the {thing} on my own, as in {number}", **said),  # type: ignore[arg-type]
        *(
            Action(id=next(ids), outcome_id=outcome, what=f"Step {each}", who="me", when=day, **said)  # type: ignore[arg-type]
            for each in range(3)
        ),
        Indicator(id=next(ids), outcome_id=outcome, wording="I am there", by=day, **said),  # type: ignore[arg-type]
        Review(id=next(ids), due=day - timedelta(days=7), made_at=NOW, author="p"),
    ]
