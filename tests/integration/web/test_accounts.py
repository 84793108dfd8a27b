"""Accounts on the pages and by command: one-time codes, passwords, being signed out everywhere, handing over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner

from bot.command.main import main
from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from plan.services.access_ports import Rank
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.conftest import Clock
from tests.integration.web.guide_for_pages import FixedGuide

SIGN_IN = "/practitioner/sign-in"
ACCOUNT = "/practitioner/account"
PASSWORD = "a good one"


@pytest.fixture
def accounts(store: Store) -> dict[str, str]:
    """Una and Mo of one team, Ffion of another, an administrator; by name their ids."""
    ids = {}
    with store.unit_of_work() as uow:
        for name, team, rank in (
            ("una", "east", Rank.PRACTITIONER), ("mo", "east", Rank.TEAM_LEAD),
            ("ffion", "west", Rank.PRACTITIONER), ("ada", "east", Rank.ADMINISTRATOR),
        ):  # fmt: skip
            ids[name] = services.add_practitioner(
                uow, name.title(), "nurse", f"{name}@example.org", PASSWORD, rank=rank, team=team
            )
        uow.commit()
    return ids


@pytest.fixture
def browser(guide: FixedGuide, store: Store, clock: Clock):  # type: ignore[no-untyped-def]
    app = create_app(guide, store, Settings(secret="a secret for tests", clock=clock))
    return lambda: CheckedClient(app, raise_server_exceptions=False)


def sign_in(client: CheckedClient, name: str, password: str = PASSWORD, code: str = ""):  # type: ignore[no-untyped-def]
    return client.submit(SIGN_IN, "/privacy", email=f"{name}@example.org", password=password, one_time_code=code)


@pytest.fixture(autouse=True)
def token_from_a_page_with_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    token = CheckedClient.token
    monkeypatch.setattr(CheckedClient, "token", lambda self, path="/": token(self, "/come-back"))


def test_administrator_comes_to_their_account_and_sees_no_plan(browser, accounts) -> None:  # type: ignore[no-untyped-def]
    ada = browser()
    page = sign_in(ada, "ada")
    assert page.url.path == "/accounts" and "You see no plan" in page.text
    assert 'href="/practitioner"' not in page.text and 'href="/accounts"' in page.text
    assert ada.get("/practitioner").status_code == 404


def test_one_time_codes_are_asked_for_once_they_are_on(browser, accounts, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    una = browser()
    sign_in(una, "una")
    page = una.submit(f"{ACCOUNT}/codes")
    found = re.search(r'name="secret" value="([A-Z2-7]+)"', page.text)
    assert found and "<svg" in page.text
    app = pyotp.TOTP(found.group(1))
    wrong = una.submit(f"{ACCOUNT}/codes", secret=found.group(1), code="000000")
    assert wrong.status_code == 422 and found.group(1) in wrong.text
    assert "codes are on" in una.submit(f"{ACCOUNT}/codes", secret=found.group(1), code=app.at(clock.now)).text
    assert sign_in(browser(), "una").status_code == 422
    assert sign_in(browser(), "una", code=app.at(clock.now)).status_code == 422, "a code that was taken once"
    clock.now += 30
    right = app.at(clock.now)
    assert sign_in(browser(), "una", "wrong password", right).status_code == 422
    assert sign_in(browser(), "una", code=f"{right[:3]} {right[3:]}").url.path == "/practitioner"
    assert sign_in(browser(), "una", code=right).status_code == 422
    assert sign_in(browser(), "una", code="\uff11\uff12\u00e9\u0663").status_code == 422
    refused = una.submit(f"{ACCOUNT}/codes", off="yes", password="wrong")
    assert refused.status_code == 422
    una.submit(f"{ACCOUNT}/codes", off="yes", password=PASSWORD)
    assert sign_in(browser(), "una").url.path == "/practitioner"


@pytest.mark.parametrize("secret", ["abc", "JBSWY3DPEHPK3PXP", "!" * 32, "\u00e9" * 32])
def test_secret_that_nobody_proposed_is_refused(browser, accounts, secret: str) -> None:  # type: ignore[no-untyped-def]
    una = browser()
    sign_in(una, "una")
    assert una.submit(f"{ACCOUNT}/codes", secret=secret, code="000000").status_code == 400


def test_wrong_password_wrong_code_and_unknown_address_are_answered_alike(browser, accounts) -> None:  # type: ignore[no-untyped-def]
    answers = [sign_in(browser(), *tried) for tried in (("una", "wrong"), ("nobody", PASSWORD), ("", ""))]
    bare = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(bare) == 1 and {answer.status_code for answer in answers} == {422}


def test_refused_signing_in_is_in_the_trail_without_the_address(browser, accounts, store: Store) -> None:  # type: ignore[no-untyped-def]
    sign_in(browser(), "una", "wrong")
    sign_in(browser(), "nobody", "wrong")
    with store.unit_of_work(reading=True) as uow:
        acts = [act for _, act in uow.trail.latest(10) if act.what == "sign_in_refused"]
    assert [act.about for act in acts] == [accounts["una"], None]


def test_new_password_signs_every_other_browser_out(browser, accounts) -> None:  # type: ignore[no-untyped-def]
    here, there = browser(), browser()
    sign_in(here, "una")
    sign_in(there, "una")
    assert here.submit(f"{ACCOUNT}/password", old="wrong", new="long enough now").status_code == 422
    assert here.submit(f"{ACCOUNT}/password", old=PASSWORD, new="short").status_code == 422
    assert there.get("/practitioner").status_code == 200
    here.submit(f"{ACCOUNT}/password", old=PASSWORD, new="long enough now")
    assert here.get("/practitioner").status_code == 200
    assert there.get("/practitioner").status_code == 403
    assert sign_in(browser(), "una").status_code == 422
    assert sign_in(browser(), "una", "long enough now").url.path == "/practitioner"


def test_signing_out_everywhere_else(browser, accounts) -> None:  # type: ignore[no-untyped-def]
    here, there = browser(), browser()
    sign_in(here, "una")
    sign_in(there, "una")
    here.submit(f"{ACCOUNT}/sign-out-elsewhere")
    assert (here.get("/practitioner").status_code, there.get("/practitioner").status_code) == (200, 403)


def test_limit_holds_for_all_processes(browser, accounts, guide, store, clock) -> None:  # type: ignore[no-untyped-def]
    for _ in range(4):
        for app in (browser, browser):
            sign_in(app(), "una", "wrong")
    other = CheckedClient(create_app(guide, store, Settings(secret="a secret for tests", clock=clock)))
    assert sign_in(other, "una").status_code == 429


@pytest.fixture
def plan(accounts, store: Store) -> str:  # type: ignore[no-untyped-def]
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p1", "adult")
        services.share_with(uow, "p1", accounts["una"])
        uow.commit()
    return "p1"


def way_to_plan(client: CheckedClient) -> str:
    found = re.search(r'href="(/practitioner/plan/[0-9a-f]+)"', client.get("/practitioner").text)
    assert found
    return found.group(1)


def test_hand_over_moves_what_may_be_seen_and_the_person_sees_it(browser, accounts, plan: str, store: Store) -> None:  # type: ignore[no-untyped-def]
    una, mo = browser(), browser()
    sign_in(una, "una")
    sign_in(mo, "mo")
    path = way_to_plan(una)
    page = una.get(f"{path}/hand-over").text
    assert "Mo, nurse" in page and "Ffion" not in page and "Ada" not in page
    assert una.submit(f"{path}/hand-over", colleague=accounts["mo"], reason="").status_code == 422
    assert una.submit(f"{path}/hand-over", colleague=accounts["ffion"], reason="x").status_code == 422
    una.submit(f"{path}/hand-over", colleague=accounts["mo"], reason="I am on leave from Monday")
    assert una.get(path).status_code == 404
    assert mo.get(way_to_plan(mo)).status_code == 200
    with store.unit_of_work(reading=True) as uow:
        event = services.plan_timeline(uow, plan)[-1]
    assert (event.what, event.old, event.new, event.why) == (
        "plan_handed_over", "Una", "Mo", "I am on leave from Monday",
    )  # fmt: skip


def test_commands_keep_accounts(accounts, browser, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("WHAT_MATTERS_FOLDER", str(tmp_path))
    monkeypatch.setenv("WHAT_MATTERS_DATABASE_URL", f"sqlite:///{tmp_path}/plans.db")
    monkeypatch.setenv("WHAT_MATTERS_KEY", key)

    def account(*args: str, **kwargs: str) -> str:
        done = CliRunner().invoke(main, ["account", *args], **kwargs)
        assert done.exit_code == 0, done.output
        return str(done.output)

    una = browser()
    sign_in(una, "una")
    assert "1 signed in" in account("list")
    account("sign-out", "una@example.org")
    assert una.get("/practitioner").status_code == 403
    account("close", "UNA@example.org")
    assert sign_in(browser(), "una").status_code == 422
    account("open", "una@example.org")
    fresh = account("reset", "una@example.org").rsplit(" ", 1)[-1].strip()
    assert sign_in(browser(), "una").status_code == 422
    una = browser()
    assert sign_in(una, "una", fresh).url.path == ACCOUNT
    una.submit(f"{ACCOUNT}/password", old=fresh, new="one of my own")
    account("rank", "una@example.org", "administrator")
    assert sign_in(browser(), "una", "one of my own").url.path == "/accounts"
    account("add", "--name", "Bo", "--role", "nurse", "--email", "bo@example.org", input="long enough\nlong enough\n")
    short = CliRunner().invoke(main, ["account", "add", "--name", "B", "--role", "r", "--email", "b@x"], input="a\na\n")
    assert short.exit_code == 1 and "at least ten signs" in short.output
    taken = tmp_path / "taken.json"
    account("export", "una@example.org", "--to", str(taken))
    assert json.loads(taken.read_text())["account"]["name"] == "Una" and taken.stat().st_mode & 0o077 == 0
    assert CliRunner().invoke(main, ["account", "delete", "una@example.org"], input="n\n").exit_code == 1
    account("delete", "una@example.org", "--yes")
    assert "una@example.org" not in account("list")
    unknown = CliRunner().invoke(main, ["account", "close", "nobody@example.org"])
    assert unknown.exit_code == 1 and "no such account" in unknown.output
