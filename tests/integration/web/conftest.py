from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher, profiles
from cryptography.fernet import Fernet

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store, open_store
from plan.model.statement import Said
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide
from tests.integration.web.talks import (
    SECRET_LINE,
    WALL,
    agree_on_both_sides,
    contact_code,
    ids_of,
    plan_id_of,
    share_all_but,
    talk_it_through,
)


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


KEY = Fernet.generate_key().decode()


@pytest.fixture
def key() -> str:
    """What the store is encrypted with."""
    return KEY


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


@pytest.fixture
def drafted(person: CheckedClient, guide: FixedGuide, store: Store) -> CheckedClient:
    """A person with a whole draft."""
    plan_id = plan_id_of(guide)
    with store.unit_of_work() as uow:
        services.record_statements(
            uow,
            plan_id,
            1,
            [
                Said(text="sunday col ran us down in the van", kinds=("strength",)),
                Said(text=SECRET_LINE, kinds=("concern",)),
            ],
        )
        outcome = services.add_outcome(uow, plan_id, WALL, [2], theme="things_to_do")
        services.rate_outcome(uow, plan_id, outcome, "now", 3, "Col's van, once", 3)
        services.add_indicator(uow, plan_id, outcome, "I say good morning to folk", 4)
        services.add_action(uow, plan_id, outcome, "Ask about a scooter", 5, who="Col")
        services.add_person(uow, plan_id, "Col", "neighbour", 1, involve=True)
        uow.commit()
    return person


@pytest.fixture
def practitioner(guide: FixedGuide, store: Store, clock) -> CheckedClient:  # type: ignore[no-untyped-def]
    """Another browser, with a practitioner signed in."""
    with store.unit_of_work() as uow:
        services.add_practitioner(uow, "Una Reid", "social worker", "una@example.org", "a good one")
        uow.commit()
    app = create_app(guide, store, Settings(secret="a secret for tests", clock=clock))
    client = CheckedClient(app, raise_server_exceptions=False)
    sign_in = client.submit(
        "/practitioner/sign-in",
        "/practitioner/sign-in",
        email="Una@example.org",
        password="a good one",
    )
    assert sign_in.url.path == "/practitioner"
    return client


@pytest.fixture
def shared(drafted: CheckedClient, practitioner: CheckedClient, guide: FixedGuide, store: Store) -> str:
    """All but one line, given to the practitioner; the path of the plan on their side."""
    share_all_but(drafted, store, plan_id_of(guide), SECRET_LINE)
    code = contact_code(practitioner)
    page = drafted.submit("/draft/sharing/find", "/draft/sharing", code=code)
    assert "Una Reid" in page.text and "social worker" in page.text
    drafted.submit("/draft/sharing/give", "/draft/sharing", code=code)
    home = practitioner.get("/practitioner").text
    found = re.search(r'href="(/practitioner/plan/[0-9a-f]{32})"', home)
    assert found
    return found.group(1)


@pytest.fixture
def agreed(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, guide: FixedGuide, store: Store
) -> dict[str, str]:
    """The plan, talked through and agreed on both sides; the ids of its lines."""
    ids = ids_of(store, guide)
    talk_it_through(drafted, practitioner, shared, ids)
    agree_on_both_sides(drafted, practitioner, shared)
    return ids
