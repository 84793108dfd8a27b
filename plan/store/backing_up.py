"""Backs a store up while it is used, and restores it in one transaction; the rows are copied as they lie there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, delete, func, insert, select, text

from plan.store.backup_file import (
    BackupBroken,
    BackupNewer,
    Header,
    Row,
    Sums,
    check_backup,
    read_header,
    read_rows,
    write_backup,
)
from plan.store.connecting import READING, connect
from plan.store.database import metadata, sentinel_table
from plan.store.keys import Keyring, StoreRefused, give_keyring
from plan.store.migrating import build_at, knows, migrate_engine
from plan.store.revisions import newest, revision_of

BATCH = 500
EMPTY = ("sentinel", "trail_head")
"""Tables that hold a row in a store that nobody has used."""


class StoreInUse(StoreRefused):
    """There are plans in the store, and nobody said that they may be replaced."""


class RestoreUnequal(StoreRefused):
    """What was written is not what was read."""


def back_up(engine: Engine, path: Path, key: str | None = None) -> Sums:
    """Write what the store holds at this moment to a new file; people go on using it meanwhile.

    Raises FileExistsError, OSError, and BackupBroken when the file does not read back as it was written.
    """
    with _one_moment(engine) as connection:
        revision = revision_of(connection) or ""
        header = Header(revision=revision, made_at=datetime.now(UTC).isoformat(timespec="seconds"), key=key)
        sums = write_backup(path, header, _rows(connection, _plain_tables(connection)))
    if check_backup(path) != sums:
        raise BackupBroken
    return sums


def restore(engine: Engine, path: Path, keyring: Keyring, *, replace: bool = False) -> Sums:
    """Put the content of a backup in the place of what the store holds, all of it or nothing.

    The file is read to its end and the copy compared with it before anything is kept. Raises BackupForeign,
    BackupNewer, BackupBroken, WrongKey, StoreInUse without `replace`, RestoreUnequal; then nothing was changed.
    """
    sums = check_backup(path)
    revision = read_header(path).revision
    if not knows(revision):
        raise BackupNewer
    _check_key(path, keyring)
    with _at_newest_revision(path, revision, keyring) as (file, sums_now), engine.begin() as connection:
        _keep_others_out(connection)
        tables = _plain_tables(connection)
        if not replace and _is_used(connection, tables):
            raise StoreInUse
        _fill(connection, tables, read_rows(file))
        if _sums_of(connection, tables) != sums_now:
            raise RestoreUnequal
    return sums


def _check_key(path: Path, keyring: Keyring) -> None:
    """Raises WrongKey unless the backup's sentinel opens with a key of the ring."""
    words = sorted(sentinel_table.c.keys()).index("words")
    tokens = [row[words] for table, row in read_rows(path) if table == sentinel_table.name]
    for token in tokens:
        keyring.decrypt(token)
    if not tokens:
        raise BackupBroken


@contextmanager
def _at_newest_revision(path: Path, revision: str, keyring: Keyring) -> Iterator[tuple[Path, Sums]]:
    """The same backup with the tables of this release; an older one goes through the migrations, aside."""
    if revision == newest():
        yield path, check_backup(path)
        return
    with tempfile.TemporaryDirectory(prefix="what-matters-restore-") as folder:
        engine = connect(f"sqlite:///{folder}/between.db")
        give_keyring(engine.dialect, keyring)
        try:
            build_at(engine, revision)
            with engine.begin() as connection:
                _fill(connection, _plain_tables(connection, every=True), read_rows(path))
            migrate_engine(engine)
            lifted = Path(folder) / "lifted"
            yield lifted, back_up(engine, lifted)
        finally:
            engine.dispose()


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the store as it is now, whatever others write meanwhile."""
    reading = engine.execution_options(**{READING: True})
    if engine.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reading.connect() as connection:
        yield connection


def _keep_others_out(connection: Connection) -> None:
    """SQLite's writers are alone anyway; on PostgreSQL nobody may read half an old store and half a new one."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        connection.execute(text(f"lock table {names} in access exclusive mode"))


def _plain_tables(connection: Connection, every: bool = False) -> list[Table]:
    """Our tables as this database describes them, parents first; such columns neither encrypt nor decrypt.

    With `every`, all but the migrations' own: an earlier release may have had tables that we have no more.
    """
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name != "alembic_version" if every else name in metadata.tables)
    return found.sorted_tables


def _rows(connection: Connection, tables: list[Table]) -> Iterator[tuple[str, Row]]:
    for table in tables:
        names = sorted(table.c.keys())
        query = select(*(table.c[name] for name in names)).execution_options(yield_per=BATCH)
        for row in connection.execute(query):
            yield table.name, [_as_json(value) for value in row]


def _sums_of(connection: Connection, tables: list[Table]) -> Sums:
    sums = Sums()
    for table, row in _rows(connection, tables):
        sums.add(table, row)
    return sums


def _is_used(connection: Connection, tables: list[Table]) -> bool:
    return any(
        connection.scalar(select(func.count()).select_from(table)) for table in tables if table.name not in EMPTY
    )


def _fill(connection: Connection, tables: list[Table], rows: Iterator[tuple[str, Row]]) -> None:
    for table in reversed(tables):
        connection.execute(delete(table))
    known = {table.name: table for table in tables}
    for name, group in groupby(rows, key=itemgetter(0)):
        table = known[name]
        columns = [table.c[column] for column in sorted(table.c.keys())]
        values = (
            {
                column.name: _from_json(value, column.type.python_type)
                for column, value in zip(columns, row, strict=True)
            }
            for _, row in group
        )
        while batch := list(islice(values, BATCH)):
            connection.execute(insert(table), batch)
    if connection.dialect.name == "postgresql":
        for table in tables:
            _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let the table number new rows after those that were written with their numbers."""
    if table.autoincrement_column is None:
        return
    column = table.autoincrement_column
    sequence = select(func.pg_get_serial_sequence(table.name, column.name)).scalar_subquery()
    highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    connection.execute(select(func.setval(sequence, highest, text("false"))))


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _from_json(value: Any, kind: type) -> Any:
    return kind.fromisoformat(value) if kind in (date, datetime) and value is not None else value
