"""Which revision a store is at, and which is the newest.

Told without Alembic, which only a store that is new or older needs: reading it takes a twentieth of a start.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, Engine, column, inspect, select, table

from plan.store.connecting import READING
from plan.store.keys import StoreRefused

_VERSIONS = table("alembic_version", column("version_num"))
_MIGRATION = re.compile(r"m(\d{4})_\w+\.py")


@cache
def newest() -> str:
    """The number of the last migration, four digits in the name of its file, which are its revision too."""
    folder = files("plan.store").joinpath("migrations", "versions")
    return max(found[1] for each in folder.iterdir() if (found := _MIGRATION.fullmatch(each.name)))


def revision_of(connection: Connection) -> str | None:
    """The revision of a store; None where nothing was stored yet."""
    if not inspect(connection).has_table(_VERSIONS.name):
        return None
    return connection.execute(select(_VERSIONS.c.version_num)).scalar()


class StoreNewer(StoreRefused):
    """The store was brought up to date by a newer release."""


def is_up_to_date(engine: Engine) -> bool:
    """Whether the tables are those of this release. Raises StoreNewer where they are those of a later one."""
    with engine.execution_options(**{READING: True}).connect() as connection:
        revision = revision_of(connection)
    if revision is not None and revision > newest():
        raise StoreNewer
    return revision == newest()
