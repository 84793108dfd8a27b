"""A store on disk for each test, and a plan with something of everything in it."""

from __future__ import annotations

import shutil
from datetime import date
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet

from plan import services
from plan.bootstrap import open_store
from plan.model.statement import Said
from tests.integration.plan.private_postgres import private_postgres

on_both = pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
PHRASE = "the shore road every morning with Bess"


@pytest.fixture(scope="session")
def key():
    return Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def postgres():
    with private_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_database(postgres, key):
    """A migrated database to copy."""
    name = postgres.new_database()
    open_store(postgres.url(name), key).close()
    return name


@pytest.fixture
def kind(request):
    """Which database a test runs on; `@on_both` runs it on SQLite and on PostgreSQL."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def url(kind, request, tmp_path, empty_store):
    """A migrated store."""
    if kind == "postgresql":
        server = request.getfixturevalue("postgres")
        return server.url(server.new_database(request.getfixturevalue("migrated_database")))
    shutil.copy(empty_store, tmp_path / "plans.db")
    return f"sqlite:///{tmp_path}/plans.db"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch):
    """Passwords that cost nothing to hash: what they cost is argon2's own affair."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("plan.services.access._hasher", lambda: hasher)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory, key):
    """A migrated store to copy, so that not every test migrates its own."""
    file = tmp_path_factory.mktemp("empty") / "plans.db"
    open_store(f"sqlite:///{file}", key).close()
    return file


@pytest.fixture
def store(url, key):
    opened = open_store(url, key)
    yield opened
    opened.close()


def fill(store):
    """A plan that went all the way to being agreed, and who took part in it."""
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p1", "adult")
        said = services.record_statements(
            uow, "p1", 1, [Said(text=f"I walked {PHRASE}", kinds=("strength",), themes=("mobility",))]
        )
        outcome = services.add_outcome(uow, "p1", f"Walk {PHRASE}", [1], "mobility", statements=said)
        services.rate_outcome(uow, "p1", outcome, "now", 0, "I sit <b>& wait</b>", 2)
        indicator = services.add_indicator(
            uow, "p1", outcome, "Out twice a week", 3, date(2027, 4, 30), "by the spring"
        )
        action = services.add_action(
            uow, "p1", outcome, "Ask Col about the van", 3, "me", date(2027, 3, 1), support="self"
        )
        services.update_action(uow, "p1", action, 4, helped_by=["Col", "Jo"], confidence=7)
        col = services.add_person(uow, "p1", "Col", "neighbour", 3, involve=True)
        private = services.add_outcome(uow, "p1", "Tell nobody about the letters", [5])
        shared = [said[0], outcome, indicator, action, col]
        services.choose_sharing(uow, "p1", dict.fromkeys(shared, True))
        ailsa = services.add_practitioner(uow, "Ailsa Reid", "Social worker", "ailsa@example.org", "long enough")
        services.share_with(uow, "p1", ailsa)
        proposal = services.propose_change(uow, "p1", ailsa, outcome, f"Walk {PHRASE} again", "Clearer")
        services.accept_proposal(uow, "p1", "person", proposal)
        services.confirm_outcome(uow, "p1", outcome, True, True, True)
        services.confirm_indicator(uow, "p1", ailsa, indicator, observable=True)
        services.complete_action(uow, "p1", ailsa, action, resource="none_needed")
        services.add_contingency(uow, "p1", ailsa, "A fall", trigger="Another fall", route="A visit", contact="Ailsa")
        services.name_agency(uow, "p1", ailsa, "The Hub", "Runs the walks")
        services.schedule_review(uow, "p1", ailsa, date(2027, 2, 1))
        services.present_plan(uow, "p1", ailsa)
        services.agree_plan(uow, "p1", ailsa, "Social worker")
        services.agree_plan(uow, "p1", "person", "Myself", "I will not use a stick")
        uow.commit()
    return SimpleNamespace(
        said=said, outcome=outcome, indicator=indicator, action=action, col=col, ailsa=ailsa, private=private
    )


@pytest.fixture
def filled(store):
    return fill(store)
