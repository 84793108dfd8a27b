"""Writes the rows of a plan that differ from what was read; rows that are the same stay
untouched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from plan.model.lines import PlanLine
from plan.model.plan import Plan
from plan.model.proposals import Proposal
from plan.model.refusals import LineChanged
from plan.model.versions import Signature
from plan.services.codec import to_body
from plan.store.database import (
    line_table,
    plan_table,
    proposal_table,
    shared_line_table,
    signature_table,
)
from plan.store.standings import write_standing


@dataclass(frozen=True)
class PlanAsRead:
    """What `get` gave. Lines and proposals are immutable, so a changed one is another object."""

    revision: int
    lines: Mapping[str, PlanLine]
    shared: Mapping[str, datetime]
    proposals: Mapping[str, Proposal]
    signatures: int


def as_read(plan: Plan) -> PlanAsRead:
    """A plan as it is now, to compare with later."""
    return PlanAsRead(
        revision=plan.revision,
        lines=dict(plan.lines),
        shared=dict(plan.shared),
        proposals=dict(plan.proposals),
        signatures=len(plan.signatures),
    )


def write_changes(session: Session, plan: Plan, read: PlanAsRead) -> None:
    """Write what differs from `read`. Raises LineChanged when somebody was faster."""
    for line in plan.lines.values():
        before = read.lines.get(line.id)
        if before is None:
            _add_line(session, plan.id, line)
        elif before is not line:
            _change_line(session, line, before.revision)
    _save_shared(session, plan, read)
    _save_proposals(session, plan, read)
    for signature in plan.signatures[read.signatures :]:
        _add_signature(session, plan.id, signature)
    _save_head(session, plan, read)
    write_standing(session, plan)


def _add_line(session: Session, plan_id: str, line: PlanLine) -> None:
    values = {"id": line.id, "plan_id": plan_id, "part": line.part, **_columns(line)}
    session.execute(insert(line_table).values(values))


def _change_line(session: Session, line: PlanLine, revision: int) -> None:
    changed = session.execute(
        update(line_table).where(line_table.c.id == line.id, line_table.c.revision == revision).values(_columns(line))
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise LineChanged(line_id=line.id, yours={line.main: line.text})


def _save_shared(session: Session, plan: Plan, read: PlanAsRead) -> None:
    table = shared_line_table
    gone = [key for key, at in read.shared.items() if plan.shared.get(key) != at]
    new = [key for key, at in plan.shared.items() if read.shared.get(key) != at]
    if gone:
        chosen = (table.c.plan_id == plan.id, table.c.line_id.in_(gone))
        session.execute(delete(table).where(*chosen))
    if new:
        rows = [{"plan_id": plan.id, "line_id": line_id, "shared_at": plan.shared[line_id]} for line_id in new]
        session.execute(insert(table), rows)


def _save_proposals(session: Session, plan: Plan, read: PlanAsRead) -> None:
    for proposal in plan.proposals.values():
        before = read.proposals.get(proposal.id)
        values = {"answer": proposal.answer, "body": to_body(proposal)}
        if before is None:
            keys = {"id": proposal.id, "plan_id": plan.id, "line_id": proposal.line_id}
            session.execute(insert(proposal_table).values(keys | values))
        elif before is not proposal:
            table = proposal_table
            session.execute(update(table).where(table.c.id == proposal.id).values(values))


def _add_signature(session: Session, plan_id: str, signature: Signature) -> None:
    session.execute(
        insert(signature_table).values(
            plan_id=plan_id,
            version=signature.version,
            content_hash=signature.content_hash,
            signed_at=signature.signed_at,
            body=to_body(signature),
        )
    )


def _save_head(session: Session, plan: Plan, read: PlanAsRead) -> None:
    plan.revision = read.revision + 1
    changed = session.execute(
        update(plan_table)
        .where(plan_table.c.id == plan.id, plan_table.c.revision == read.revision)
        .values(
            framework=plan.framework,
            state=plan.state,
            revision=plan.revision,
            changed_at=plan.events[-1].at if plan.events else datetime.now(UTC),
        )
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise LineChanged(plan_id=plan.id)


def _columns(line: PlanLine) -> dict[str, Any]:
    return {
        "outcome_id": line.outcome_id,
        "revision": line.revision,
        "removed": line.removed is not None,
        "deadline": None if line.removed else line.deadline,
        "body": to_body(line),
    }
