"""Encrypts everything anew with the first key of a ring, in small pieces, so that it can be broken off and taken up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Table, column, select, table, tuple_, update

from plan.store.database import metadata
from plan.store.keys import Keyring
from plan.store.types import EncryptedJson, EncryptedText

BATCH = 200


@dataclass(frozen=True)
class Progress:
    """A piece that is on the disk: so many rows of a table were read, so many were encrypted anew."""

    table: str
    rows: int
    rotated: int


def encrypted_columns(of: Table) -> list[str]:
    """The columns of a table that lie encrypted, by their type: so no table that comes later is forgotten."""
    return [each.name for each in of.columns if isinstance(each.type, EncryptedText | EncryptedJson)]


def rotate_rows(engine: Engine, keyring: Keyring) -> Iterator[Progress]:
    """Encrypt with the ring's first key what another of its keys encrypted; each piece is committed by itself.

    Raises WrongKey for a row that no key of the ring can read; what was done before stays, and does no harm.
    """
    for each in metadata.sorted_tables:
        names = encrypted_columns(each)
        if names:
            yield from _rotate_table(engine, keyring, each, names)
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            # So that nothing that the old key could read is left in free pages or in the log.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
            cursor.close()


def _rotate_table(engine: Engine, keyring: Keyring, whole: Table, names: Sequence[str]) -> Iterator[Progress]:
    keys = [each.name for each in whole.primary_key.columns]
    # A bare copy of the table: its columns give and take what lies on the disk.
    bare = table(whole.name, *(column(name) for name in (*keys, *names)))
    key = tuple_(*(bare.c[name] for name in keys))
    last: Any = None
    while True:
        with engine.begin() as connection:
            query = select(bare).order_by(*(bare.c[name] for name in keys)).limit(BATCH)
            rows = connection.execute(query if last is None else query.where(key > last)).mappings().all()
            rotated = 0
            for row in rows:
                fresh = {name: keyring.rotate(row[name]) for name in names if row[name] is not None}
                if any(fresh[name] != row[name] for name in fresh):
                    this_row = [bare.c[name] == row[name] for name in keys]
                    connection.execute(update(bare).where(*this_row).values(fresh))
                    rotated += 1
        if not rows:
            return
        last = tuple(rows[-1][name] for name in keys)
        yield Progress(whole.name, len(rows), rotated)
