"""Plans on SQLAlchemy: a plan is read as a whole, and only the rows that differ are written
back.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from plan.model.plan import Plan
from plan.model.refusals import NoSuchPlan
from plan.model.versions import Version
from plan.model.vocabulary import State
from plan.services.ports import PlanHead
from plan.store.database import plan_table, version_table
from plan.store.reading_rows import (
    MARK,
    mark_of,
    read_lines,
    read_marks,
    read_proposals,
    read_shared,
    read_signatures,
)
from plan.store.writing_rows import PlanAsRead, as_read, write_changes


class StoredPlans:
    """Plans with their lines, proposals, versions and signatures."""

    def __init__(self, session: Session, locking: bool = True) -> None:
        self._session = session
        self._locking = locking
        self._read: dict[str, PlanAsRead] = {}

    def exists(self, plan_id: str) -> bool:
        """True when the plan is there; reads no line."""
        found = self._session.scalar(select(plan_table.c.id).where(plan_table.c.id == plan_id))
        return found is not None

    def heads(self) -> list[PlanHead]:
        """All plans, latest change first; reads no line and needs no key."""
        rows = self._session.execute(select(plan_table).order_by(plan_table.c.changed_at.desc(), plan_table.c.id))
        return [
            PlanHead(
                plan_id=row.id,
                state=State(row.state),
                framework=row.framework,
                began_at=row.began_at,
                changed_at=row.changed_at,
            )
            for row in rows
        ]

    def begin(self, plan: Plan) -> None:
        """Keep a new plan."""
        self._session.execute(
            insert(plan_table).values(
                id=plan.id,
                framework=plan.framework,
                state=plan.state,
                revision=plan.revision,
                began_at=plan.began_at,
                changed_at=plan.began_at,
            )
        )

    def get(self, plan_id: str) -> Plan:
        """The plan without its statements. Writers of one plan wait for each other."""
        query = select(plan_table).where(plan_table.c.id == plan_id)
        row = self._session.execute(query.with_for_update() if self._locking else query).one_or_none()
        if row is None:
            raise NoSuchPlan(plan_id=plan_id)
        plan = Plan(
            id=plan_id,
            began_at=row.began_at,
            framework=row.framework,
            state=State(row.state),
            revision=row.revision,
            lines=read_lines(self._session, plan_id),
            shared=read_shared(self._session, plan_id),
            proposals=read_proposals(self._session, plan_id),
            versions=read_marks(self._session, plan_id),
            signatures=read_signatures(self._session, plan_id),
        )
        self._read[plan_id] = as_read(plan)
        return plan

    def save(self, plan: Plan) -> None:
        """Keep what differs from what `get` gave. Raises LineChanged when somebody was faster."""
        read = self._read[plan.id]
        write_changes(self._session, plan, read)
        self._read[plan.id] = as_read(plan)

    def add_version(self, version: Version) -> None:
        """Keep a frozen version; there is no way to change one."""
        mark = version.mark
        self._session.execute(
            insert(version_table).values(
                plan_id=version.plan_id,
                number=mark.number,
                content_hash=mark.content_hash,
                made_at=mark.made_at,
                made_by=mark.made_by,
                why=mark.why,
                content=version.thawed_content,
            )
        )

    def version(self, plan_id: str, number: int) -> Version:
        """A frozen version with its content. Raises NoSuchPlan."""
        row = self._session.execute(
            select(*MARK, version_table.c.content).where(
                version_table.c.plan_id == plan_id, version_table.c.number == number
            )
        ).one_or_none()
        if row is None:
            raise NoSuchPlan(plan_id=plan_id, number=number)
        return Version(plan_id=plan_id, mark=mark_of(row), content=row.content)

    def erase(self, plan_id: str) -> None:
        """Delete the plan; what hangs on it goes with it by the foreign keys."""
        self._session.execute(delete(plan_table).where(plan_table.c.id == plan_id))
        self._read.pop(plan_id, None)
