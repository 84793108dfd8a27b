"""Engines that behave alike on SQLite and PostgreSQL: writers wait their turn, nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
# On PostgreSQL: how long a replica waits to connect, how long for another one to let go of a row, and after how long
# work that was begun and never ended (a replica that hangs) is taken back, so that the others can go on.
POSTGRESQL_PATIENCE = {
    "connect_timeout": BUSY_SECONDS,
    "options": f"-c lock_timeout={BUSY_SECONDS}s -c idle_in_transaction_session_timeout=60s",
}
FILE = "what_matters_file"
READING = "what_matters_reading"


def connect(url: str) -> Engine:
    """An engine for the store at `url`. Opens no connection yet.

    SQLite: write-ahead log, foreign keys, full sync at commit, deleted words overwritten, ten
    seconds' patience (on PostgreSQL too); a transaction takes the write lock at once unless it was opened for reading,
    so that two writers queue instead of failing half-way.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, connect_args=POSTGRESQL_PATIENCE)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    if parsed.database not in (None, "", ":memory:"):
        _watch_for_replaced_file(engine, Path(str(parsed.database)))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _watch_for_replaced_file(engine: Engine, file: Path) -> None:
    """Raises OperationalError instead of writing to a file that was deleted or replaced while it was open.

    SQLite would go on writing to the old one, which nobody can reach any more, and everything would seem well.
    """

    def note(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[FILE] = _identity(file)

    def check(connection: Connection) -> None:
        if connection.connection.info.get(FILE) != _identity(file):
            connection.invalidate()
            raise OperationalError("begin", {}, OSError("the database file was replaced"))

    event.listen(engine, "connect", note)
    event.listen(engine, "begin", check)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling would begin too late and commit before some statements.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
