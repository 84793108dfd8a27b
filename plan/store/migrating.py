"""Brings the tables of a store up to date, or back, by the Alembic chain in
plan/store/migrations.
"""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from plan.store.connecting import connect

NEWEST = "head"


def migrate(url: str, revision: str = NEWEST) -> None:
    """Bring the store at `url` to a revision, upwards, or downwards to an earlier one or "base"."""
    engine = connect(url)
    try:
        migrate_engine(engine, revision)
    finally:
        engine.dispose()


def migrate_engine(engine: Engine, revision: str = NEWEST) -> None:
    """The same over an open engine, all in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(files("plan.store").joinpath("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if revision == NEWEST:
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)
