"""The audit trail on SQLAlchemy: each entry's seal is a keyed hash over the seal before it and its own facts.

Who may write to the database but has not the key can make no seal. Acts are gathered while the work
lasts and sealed right before it is committed, so that replicas wait for each other only then.
"""

from __future__ import annotations

import hmac
import json
from datetime import UTC
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction

from plan.model.vocabulary import Side
from plan.services.access_ports import Act, Verdict
from plan.store.database import trail_head_table, trail_table
from plan.store.keys import Keyring

PENDING = "acts to seal"
BEGUN_ANEW = "trail_begun_anew"
NOTHING_YET = "0" * 64
HEAD = "head"
BATCH = 1000


def gather_acts(session: Session, keyring: Keyring) -> Session:
    """Make a session that seals the acts of its work right before it commits them."""
    session.info[PENDING] = []

    def seal_pending(committing: Session) -> None:
        # Also called for savepoints, whose work may still be taken back.
        if committing.get_nested_transaction() is None and committing.info[PENDING]:
            acts, committing.info[PENDING] = committing.info[PENDING], []
            _seal_all(committing, keyring, acts)

    def drop_pending(rolled_back: Session, ended: SessionTransaction) -> None:
        # A savepoint's own acts are dropped by the work that began it.
        if not ended.nested:
            rolled_back.info[PENDING].clear()

    event.listen(session, "before_commit", seal_pending)
    event.listen(session, "after_soft_rollback", drop_pending)
    return session


def begin_trail(session: Session, keyring: Keyring) -> None:
    """Place the head of a trail that has no entry yet; a head that was taken away is not replaced here."""
    if (
        session.scalar(select(trail_head_table.c.name)) is None
        and session.scalar(select(trail_table.c.position)) is None
    ):
        session.execute(insert(trail_head_table).values(_head(keyring, 0, NOTHING_YET)))


class StoredTrail:
    """The audit trail as one unit of work sees it."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session = session
        self._keyring = keyring

    @property
    def pending(self) -> int:
        """How many acts wait to be sealed."""
        return len(self._session.info[PENDING])

    def drop_since(self, count: int) -> None:
        """Forget the acts of work that was taken back."""
        del self._session.info[PENDING][count:]

    def append(self, act: Act) -> None:
        """Add an entry; it is sealed when the session commits, and dropped with it otherwise."""
        self._session.info[PENDING].append(act)

    def of_plan(self, plan_id: str) -> list[tuple[int, Act]]:
        """What was done to one plan, in order, with the positions of the entries."""
        query = select(trail_table).where(trail_table.c.plan_id == plan_id).order_by(trail_table.c.position)
        return [(row.position, _act(row)) for row in self._session.execute(query)]

    def latest(self, count: int) -> list[tuple[int, Act]]:
        """The latest entries with their positions, oldest first."""
        query = select(trail_table).order_by(trail_table.c.position.desc()).limit(count)
        return [(row.position, _act(row)) for row in reversed(self._session.execute(query).all())]

    def verify(self, anchor: str | None = None) -> Verdict:
        """Check every seal from the first on, then that nothing was cut off at the end."""
        count, last = 0, NOTHING_YET
        anchored, _, wanted = (anchor or "").partition(":")
        query = select(trail_table).order_by(trail_table.c.position).execution_options(yield_per=BATCH)
        for row in self._session.execute(query):
            reason = _fault(self._keyring, row, count + 1, last)
            if reason is None and anchored == str(row.position) and wanted != row.seal:
                reason = "not_the_anchor"
            if reason is not None:
                return Verdict(entries=count, anchor=f"{count}:{last}", broken_at=count + 1, reason=reason)
            count, last = row.position, row.seal
        head = self._session.execute(select(trail_head_table)).one_or_none()
        expected = _head(self._keyring, count, last)
        if head is None or head._asdict() != expected:
            cut = head is None or head.entries > count
            reason = "cut_off" if cut else "head_changed"
            return Verdict(entries=count, anchor=f"{count}:{last}", broken_at=count + 1, reason=reason)
        if anchored.isdecimal() and int(anchored) > count:
            return Verdict(entries=count, anchor=f"{count}:{last}", broken_at=count + 1, reason="cut_off")
        return Verdict(entries=count, anchor=f"{count}:{last}")


def as_known(who: str) -> str:
    """Who did something as the trail names them: a side or an id, never the name of somebody else."""
    return Side.OTHER if who.startswith("other:") else who


def _seal_all(session: Session, keyring: Keyring, acts: list[Act]) -> None:
    head = session.execute(select(trail_head_table).with_for_update()).one_or_none()
    if head is not None and head._asdict() == _head(keyring, head.entries, head.last_seal):
        count, last = head.entries, head.last_seal
    else:
        # The work goes on, and what was done to the trail can be read in it for ever.
        final = session.execute(select(trail_table).order_by(trail_table.c.position.desc()).limit(1)).one_or_none()
        count, last = (final.position, final.seal) if final else (0, NOTHING_YET)
        acts = [Act(at=acts[0].at, who="operator", what=BEGUN_ANEW), *acts]
        session.execute(trail_head_table.delete())
        session.execute(insert(trail_head_table).values(_head(keyring, count, last)))
    rows = []
    for position, act in enumerate(acts, start=count + 1):
        last = _seal(keyring, last, position, act)
        rows.append({"position": position, **vars(act), "seal": last})
    session.execute(insert(trail_table), rows)
    session.execute(update(trail_head_table).values(_head(keyring, count + len(rows), last)))


def _fault(keyring: Keyring, row: Row[Any], position: int, before: str) -> str | None:
    if row.position != position:
        return "missing"
    act = _act(row)
    if not hmac.compare_digest(row.seal.encode(), _seal(keyring, before, position, act).encode()):
        return "changed"
    return "begun_anew" if act.what == BEGUN_ANEW else None


def _seal(keyring: Keyring, before: str, position: int, act: Act) -> str:
    at = act.at.astimezone(UTC).isoformat(timespec="microseconds")
    facts = json.dumps([before, position, at, act.who, act.what, act.plan_id, act.about])
    return hmac.new(keyring.seal_key, facts.encode(), sha256).hexdigest()


def _head(keyring: Keyring, entries: int, last: str) -> dict[str, Any]:
    seal = hmac.new(keyring.seal_key, f"{HEAD} {entries} {last}".encode(), sha256).hexdigest()
    return {"name": HEAD, "entries": entries, "last_seal": last, "seal": seal}


def _act(row: Row[Any]) -> Act:
    return Act(at=row.at, who=row.who, what=row.what, plan_id=row.plan_id, about=row.about)
