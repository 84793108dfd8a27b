"""Brings the tables of a store up to date, or back, by the Alembic chain in
plan/store/migrations.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
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
    _run(engine, command.upgrade if revision == NEWEST else command.downgrade, revision)


def build_at(engine: Engine, revision: str) -> None:
    """Make the tables of a revision in an empty database."""
    _run(engine, command.upgrade, revision)


def knows(revision: str) -> bool:
    """True when the revision is one of this release or of an earlier one."""
    script = ScriptDirectory.from_config(_config())
    return revision in {each.revision for each in script.walk_revisions()}


def _run(engine: Engine, step: Callable[[Config, str], None], revision: str) -> None:
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        step(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("plan.store").joinpath("migrations")))
    return config
