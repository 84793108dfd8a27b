"""Keeps where each plan stands beside the plan, so that a list of plans is read without reading plans."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from plan.model.plan import Plan
from plan.model.vocabulary import Side
from plan.services.standing import Standing, standing_of
from plan.store.database import sharing_table, standing_table


def write_standing(session: Session, plan: Plan) -> None:
    """Keep where the plan stands now."""
    values = _columns(standing_of(plan))
    table = standing_table
    changed = session.execute(update(table).where(table.c.plan_id == plan.id).values(values))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(table).values(plan_id=plan.id, **values))


def plans_without_standing(session: Session) -> list[str]:
    """The shared plans from before standings were kept."""
    known = select(standing_table.c.plan_id)
    query = select(sharing_table.c.plan_id).where(sharing_table.c.plan_id.not_in(known)).distinct()
    return list(session.scalars(query))


def read_standing(row: Any) -> Standing | None:
    """The standing in a row that has the columns of `standing`, or None where nothing was kept."""
    if row.words is None:
        return None
    return Standing(
        waits_for=Side(row.waits_for) if row.waits_for else None,
        runs=row.runs,
        next_review=row.next_review,
        prepared=row.prepared,
        next_deadline=row.next_deadline,
        deadline_of=row.words["deadline_of"],
        wants=tuple(row.words["wants"]),
        raised=tuple((rule, about) for rule, about in row.words["raised"]),
    )


def _columns(standing: Standing) -> dict[str, Any]:
    return {
        "waits_for": standing.waits_for,
        "runs": standing.runs,
        "raised": bool(standing.raised),
        "prepared": standing.prepared,
        "next_review": standing.next_review,
        "next_deadline": standing.next_deadline,
        "words": {"wants": standing.wants, "raised": standing.raised, "deadline_of": standing.deadline_of},
    }
