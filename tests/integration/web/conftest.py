from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher, profiles
from cryptography.fernet import Fernet

from bot.web.app import create_app
from bot.web.settings import Settings
from plan.bootstrap import Store, open_store
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


KEY = Fernet.generate_key().decode()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("empty")
    open_store(f"sqlite:///{folder}/plans.db", key=KEY, key_file=folder / "key").close()
    return folder / "plans.db"


@pytest.fixture
def store(tmp_path: Path, empty_database: Path) -> Iterator[Store]:
    shutil.copy(empty_database, tmp_path / "plans.db")
    opened = open_store(f"sqlite:///{tmp_path}/plans.db", key=KEY, key_file=tmp_path / "key")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def passwords_are_hashed_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher.from_parameters(profiles.CHEAPEST)
    monkeypatch.setattr("plan.services.access._hasher", lambda: hasher)


@pytest.fixture
def guide(store: Store) -> FixedGuide:
    return FixedGuide(store)


@pytest.fixture
def client(guide: FixedGuide, store: Store, clock: Clock) -> CheckedClient:
    settings = Settings(secret="a secret for tests", rest_token="a token", clock=clock)
    return CheckedClient(create_app(guide, store, settings), raise_server_exceptions=False)


@pytest.fixture
def person(client: CheckedClient) -> CheckedClient:
    """A browser with a conversation open."""
    client.submit("/start")
    return client
