"""The chain of migrations with data in, step by step up and down, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from plan import services
from plan.bootstrap import open_store
from plan.exchange import gather_plan, write_json
from plan.store.database import metadata
from plan.store.migrating import migrate
from plan.store.revisions import StoreNewer, newest
from tests.integration.plan.conftest import on_both

pytestmark = pytest.mark.usefixtures("cheap_passwords")


def revisions():
    """The revisions, the newest one first."""
    config = Config()
    config.set_main_option("script_location", "plan/store/migrations")
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def test_newest_revision_is_the_one_that_alembic_ends_at():
    assert newest() == revisions()[0]


def written(store):
    with store.unit_of_work(reading=True) as uow:
        return write_json(gather_plan(uow, "p1"))


def tables(url):
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


@on_both
def test_plan_survives_each_step_down_and_up_again(url, key, store, filled):
    before = written(store)
    store.close()
    for revision in revisions()[1:]:
        migrate(url, revision)
        again = open_store(url, key)
        assert written(again) == before, f"after going back to {revision}"
        with again.unit_of_work() as uow:
            services.record_statements(uow, "p1", 99, [])
            uow.commit()
        again.close()
    assert tables(url) == set(metadata.tables)


@on_both
def test_chain_goes_down_to_nothing_with_data_in_and_up_again(url, key, store, filled):
    store.close()
    for revision in [*revisions()[1:], "base"]:
        migrate(url, revision)
    assert tables(url) == set()
    migrate(url)
    assert tables(url) == set(metadata.tables)


@on_both
def test_step_that_fails_half_way_leaves_everything_as_it_was(url, key, store, filled, monkeypatch):
    before = written(store)
    store.close()
    newest, earlier = revisions()[:2]
    migrate(url, earlier)
    there = tables(url)

    def broken(*_args, **_kwargs):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", broken)
    with pytest.raises(RuntimeError):
        migrate(url)
    monkeypatch.undo()
    assert tables(url) == there
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == earlier
    engine.dispose()
    migrate(url)
    again = open_store(url, key)
    assert written(again) == before
    again.close()
    assert newest != earlier


@on_both
def test_store_of_a_newer_release_is_left_alone(url, key, store, filled):
    before = written(store)
    store.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match="newer release"):
        open_store(url, key)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest()})
    engine.dispose()
    again = open_store(url, key)
    assert written(again) == before
    again.close()
