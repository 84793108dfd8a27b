from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
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


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/plans.db"
    opened = open_store(url, key=Fernet.generate_key().decode(), key_file=tmp_path / "key")
    yield opened
    opened.close()


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
