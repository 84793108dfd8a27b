"""Access on SQLAlchemy: codes and addresses are found by keyed hash, never by their words."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plan.model.refusals import EmailTaken
from plan.model.vocabulary import State
from plan.services.access_ports import Practitioner, Rank, SharedPlan
from plan.store.database import (
    line_table,
    plan_table,
    practitioner_table,
    resume_code_table,
    sharing_table,
)
from plan.store.keys import Keyring


class StoredAccess:
    """Who may open what."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session = session
        self._keyring = keyring

    def _hashes(self, kind: str, text: str) -> Sequence[str]:
        return self._keyring.hashes(f"{kind}:{text}")

    # a person's code

    def keep_resume_code(self, plan_id: str, code: str, at: datetime) -> None:
        """Keep the only code that opens this plan, replacing an older one."""
        table = resume_code_table
        self._session.execute(delete(table).where(table.c.plan_id == plan_id))
        self._session.execute(
            insert(table).values(plan_id=plan_id, code_hash=self._hashes("resume", code)[0], issued_at=at)
        )

    def plan_by_resume_code(self, code: str) -> str | None:
        """The plan that this code opens, or None."""
        table = resume_code_table
        return self._session.scalar(select(table.c.plan_id).where(table.c.code_hash.in_(self._hashes("resume", code))))

    def resume_code_issued_at(self, plan_id: str) -> datetime | None:
        """When the code that opens this plan was issued, or None when there is none."""
        table = resume_code_table
        return self._session.scalar(select(table.c.issued_at).where(table.c.plan_id == plan_id))

    # practitioners

    def add_practitioner(self, practitioner: Practitioner) -> None:
        """Keep a practitioner. Raises EmailTaken."""
        with self._only_once():
            self._session.execute(insert(practitioner_table).values(self._values(practitioner)))

    def save_practitioner(self, practitioner: Practitioner) -> None:
        """Keep an account that was changed. Raises EmailTaken."""
        known = practitioner_table.c.id == practitioner.id
        with self._only_once():
            self._session.execute(update(practitioner_table).where(known).values(self._values(practitioner)))

    def remove_practitioner(self, practitioner_id: str) -> None:
        """Remove an account, with what hangs on it."""
        self._session.execute(delete(practitioner_table).where(practitioner_table.c.id == practitioner_id))

    def _values(self, practitioner: Practitioner) -> dict[str, Any]:
        body = vars(practitioner).copy()
        if practitioner.signed_in_at is not None:
            body["signed_in_at"] = practitioner.signed_in_at.isoformat()
        return {
            "id": body.pop("id"),
            "email_hash": self._hashes("email", practitioner.email)[0],
            "contact_code_hash": self._hashes("contact", practitioner.contact_code)[0],
            "password_hash": body.pop("password_hash"),
            "body": body,
        }

    @contextmanager
    def _only_once(self) -> Iterator[None]:
        try:
            with self._session.begin_nested():
                yield
        except IntegrityError as error:
            raise EmailTaken from error

    def practitioners(self) -> list[Practitioner]:
        """All accounts, by name."""
        found = [_practitioner(row) for row in self._session.execute(select(practitioner_table))]
        return sorted(found, key=lambda each: each.name.casefold())

    def practitioner(self, practitioner_id: str) -> Practitioner | None:
        """The practitioner with this id, or None."""
        return self._one(practitioner_table.c.id == practitioner_id)

    def practitioner_by_email(self, email: str) -> Practitioner | None:
        """The practitioner with this address, or None."""
        return self._one(practitioner_table.c.email_hash.in_(self._hashes("email", email)))

    def practitioner_by_contact_code(self, code: str) -> Practitioner | None:
        """The practitioner who gave out this code, or None."""
        hashes = self._hashes("contact", code)
        return self._one(practitioner_table.c.contact_code_hash.in_(hashes))

    def _one(self, condition: ColumnElement[bool]) -> Practitioner | None:
        row = self._session.execute(select(practitioner_table).where(condition)).one_or_none()
        return None if row is None else _practitioner(row)

    # sharing

    def share(self, plan_id: str, practitioner_id: str, at: datetime) -> None:
        """Let a practitioner see what the plan shares."""
        key = secrets.token_hex(16)
        values = {"plan_id": plan_id, "practitioner_id": practitioner_id, "shared_at": at, "key": key}
        self._session.execute(insert(sharing_table).values(values))

    def unshare(self, plan_id: str, practitioner_id: str) -> None:
        """Take that back."""
        self._session.execute(delete(sharing_table).where(*_between(plan_id, practitioner_id)))

    def is_shared(self, plan_id: str, practitioner_id: str) -> bool:
        """True when the practitioner may see what the plan shares."""
        query = select(sharing_table.c.plan_id).where(*_between(plan_id, practitioner_id))
        return self._session.scalar(query) is not None

    def practitioners_of(self, plan_id: str) -> list[Practitioner]:
        """The practitioners with whom the plan is shared, the first one first."""
        rows = self._session.execute(
            select(practitioner_table)
            .join(sharing_table, sharing_table.c.practitioner_id == practitioner_table.c.id)
            .where(sharing_table.c.plan_id == plan_id)
            .order_by(sharing_table.c.shared_at)
        )
        return [_practitioner(row) for row in rows]

    def shared_plans(self, practitioner_id: str) -> list[SharedPlan]:
        """The plans shared with a practitioner, latest change first."""
        next_review = (
            select(func.min(line_table.c.deadline))
            .where(line_table.c.plan_id == plan_table.c.id, line_table.c.part == "review")
            .scalar_subquery()
        )
        rows = self._session.execute(
            select(
                plan_table.c.id,
                plan_table.c.state,
                plan_table.c.framework,
                sharing_table.c.shared_at,
                plan_table.c.changed_at,
                next_review.label("next_review"),
            )
            .join(sharing_table, sharing_table.c.plan_id == plan_table.c.id)
            .where(sharing_table.c.practitioner_id == practitioner_id)
            .order_by(plan_table.c.changed_at.desc())
        )
        return [
            SharedPlan(
                plan_id=row.id,
                state=State(row.state),
                framework=row.framework,
                shared_at=row.shared_at,
                changed_at=row.changed_at,
                next_review=row.next_review,
            )
            for row in rows
        ]


def _between(plan_id: str, practitioner_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        sharing_table.c.plan_id == plan_id,
        sharing_table.c.practitioner_id == practitioner_id,
    )


def _practitioner(row: Any) -> Practitioner:
    body = row.body | {"rank": Rank(row.body.get("rank", Rank.PRACTITIONER))}
    if body.get("signed_in_at"):
        body["signed_in_at"] = datetime.fromisoformat(body["signed_in_at"])
    return Practitioner(id=row.id, password_hash=row.password_hash, **body)
