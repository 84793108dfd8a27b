"""The real application, with the trained guide, in a real browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from cryptography.fernet import Fernet
from playwright.sync_api import Browser, StorageState, sync_playwright
from starlette.applications import Starlette

from plan import services
from plan.bootstrap import Store, open_store
from tests.integration.web.guide_for_pages import FixedGuide

EMAIL, PASSWORD = "una@example.org", "a long password of hers"


@dataclass(frozen=True)
class Site:
    """A running application."""

    address: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    from bot.engine import running

    running.prepare()
    from bot.engine.guide import Guide
    from bot.engine.training import PREPARATION, ensure_trained
    from bot.web.app import create_app
    from bot.web.settings import Settings

    folder = tmp_path_factory.mktemp("site")
    key = Fernet.generate_key().decode()
    store = open_store(f"sqlite:///{folder}/plans.db", key=key, key_file=folder / "key")
    with store.unit_of_work() as uow:
        services.add_practitioner(uow, "Una Reid", "social worker", EMAIL, PASSWORD)
        uow.commit()
    model, _ = ensure_trained(PREPARATION)
    app = create_app(Guide.load(store, model), store, Settings(secret="a secret for browsers"))
    with serving(app) as address:
        yield Site(address)
    store.close()


@dataclass(frozen=True)
class TalksSite(Site):
    """A running application whose guide is not needed, with its store, to write plans into."""

    store: Store
    practitioner: str


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TalksSite]:
    """Both sides' pages without the trained guide, and the rehearsal, whose model is read when somebody rehearses."""
    from bot.command.opening import load_partner
    from bot.engine.partner import LatePartner
    from bot.web.app import create_app
    from bot.web.settings import Settings

    folder = tmp_path_factory.mktemp("talks")
    key = Fernet.generate_key().decode()
    store = open_store(f"sqlite:///{folder}/plans.db", key=key, key_file=folder / "key")
    with store.unit_of_work() as uow:
        una = services.add_practitioner(uow, "Una Reid", "social worker", EMAIL, PASSWORD)
        uow.commit()
    partner = LatePartner(store, lambda: load_partner(store))
    app = create_app(FixedGuide(store), store, Settings(secret="a secret for browsers"), partner)
    with serving(app) as address:
        yield TalksSite(address, store, una)
    store.close()


@pytest.fixture(scope="session")
def una(talks: TalksSite, browser: Browser) -> StorageState:
    """The cookies of the practitioner, signed in once for all journeys."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{talks.address}/practitioner/sign-in")
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/practitioner")
        return context.storage_state()


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The address at which the application answers, as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """Where pictures of the pages go, to be looked at."""
    folder = Path("var/pictures") / request.node.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
