"""Reads the rows of one plan, each table by itself, in the order in which they were written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plan.model.lines import PlanLine
from plan.model.proposals import Proposal
from plan.model.versions import Signature, VersionMark
from plan.services.codec import from_body, line_from_body
from plan.store.database import (
    line_table,
    proposal_table,
    shared_line_table,
    signature_table,
    version_table,
)

MARK = (
    version_table.c.number,
    version_table.c.content_hash,
    version_table.c.made_at,
    version_table.c.made_by,
    version_table.c.why,
)


def read_lines(session: Session, plan_id: str) -> dict[str, PlanLine]:
    """The lines of a plan by id."""
    rows = session.execute(
        select(line_table.c.id, line_table.c.part, line_table.c.body)
        .where(line_table.c.plan_id == plan_id)
        .order_by(line_table.c.position)
    )
    return {row.id: line_from_body(row.part, row.body) for row in rows}


def read_shared(session: Session, plan_id: str) -> dict[str, datetime]:
    """What is shared, and since when."""
    rows = session.execute(
        select(shared_line_table.c.line_id, shared_line_table.c.shared_at).where(shared_line_table.c.plan_id == plan_id)
    )
    return {row.line_id: row.shared_at for row in rows}


def read_proposals(session: Session, plan_id: str) -> dict[str, Proposal]:
    """The proposals by id."""
    bodies = session.scalars(
        select(proposal_table.c.body).where(proposal_table.c.plan_id == plan_id).order_by(proposal_table.c.position)
    )
    return {body["id"]: from_body(Proposal, body) for body in bodies}


def read_marks(session: Session, plan_id: str) -> tuple[VersionMark, ...]:
    """The versions, without their content."""
    rows = session.execute(select(*MARK).where(version_table.c.plan_id == plan_id).order_by(version_table.c.number))
    return tuple(mark_of(row) for row in rows)


def read_signatures(session: Session, plan_id: str) -> tuple[Signature, ...]:
    """The signatures."""
    bodies = session.scalars(
        select(signature_table.c.body).where(signature_table.c.plan_id == plan_id).order_by(signature_table.c.position)
    )
    return tuple(from_body(Signature, body) for body in bodies)


def mark_of(row: Any) -> VersionMark:
    """A version without its content."""
    return VersionMark(
        number=row.number,
        content_hash=row.content_hash,
        made_at=row.made_at,
        made_by=row.made_by,
        why=row.why,
    )
