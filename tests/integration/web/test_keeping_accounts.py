"""An administrator keeps accounts on the pages; each step is in the trail, and no plan comes into sight."""

from __future__ import annotations

import re

import pytest

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from plan.services.access_ports import Practitioner, Rank
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.conftest import Clock
from tests.integration.web.guide_for_pages import FixedGuide

SIGN_IN, ACCOUNT, ACCOUNTS = "/practitioner/sign-in", "/practitioner/account", "/accounts"
PASSWORD = "a good one"
NEW = {"name": "Bo Lund", "role": "nurse", "email": "Bo@example.org", "rank": "team_lead", "team": "east"}


@pytest.fixture
def ids(store: Store) -> dict[str, str]:
    found = {}
    with store.unit_of_work() as uow:
        for name, rank in (("ada", Rank.ADMINISTRATOR), ("una", Rank.PRACTITIONER)):
            found[name] = services.add_practitioner(
                uow, name.title(), "nurse", f"{name}@example.org", PASSWORD, rank=rank, team="east"
            )
        uow.commit()
    return found


@pytest.fixture
def browser(guide: FixedGuide, store: Store, clock: Clock):  # type: ignore[no-untyped-def]
    app = create_app(guide, store, Settings(secret="a secret for tests", clock=clock))
    return lambda: CheckedClient(app, raise_server_exceptions=False)


def sign_in(client: CheckedClient, email: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.submit(SIGN_IN, "/come-back", email=email, password=password)


@pytest.fixture
def ada(browser, ids) -> CheckedClient:  # type: ignore[no-untyped-def]
    client: CheckedClient = browser()
    assert sign_in(client, "ada@example.org").url.path == ACCOUNTS
    return client


def account_of(store: Store, email: str) -> Practitioner:
    with store.unit_of_work(reading=True) as uow:
        found = uow.access.practitioner_by_email(email)
    assert found is not None
    return found


def done(store: Store, about: str) -> list[tuple[str, str]]:
    with store.unit_of_work(reading=True) as uow:
        return [(act.who, act.what) for _, act in uow.trail.latest(100) if act.about == about]


def shown_password(page: str) -> str:
    found = re.search(r'class="code">([0-9a-f-]{19})<', page)
    assert found, "no password on the page"
    return found.group(1)


def test_list_tells_what_each_account_is_and_when_it_was_last_used(ada, browser, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    page = ada.get(ACCOUNTS).text
    assert "Has not signed in." in page and "One-time codes off" in page and "una@example.org" in page
    sign_in(browser(), "una@example.org")
    page = ada.get(ACCOUNTS).text
    assert "Has not signed in." not in page and page.count("Signed in now.") == 2 and "Last signed in" in page
    assert account_of(store, "una@example.org").contact_code not in page


def test_new_account_gets_a_password_that_is_shown_once_and_lets_in_to_choose_another(  # type: ignore[no-untyped-def]
    ada, browser, ids, store: Store
) -> None:
    page = ada.submit(f"{ACCOUNTS}/add", f"{ACCOUNTS}/add", **NEW)
    password = shown_password(page.text)
    made = account_of(store, "bo@example.org")
    assert (made.rank, made.team, made.given_password) == (Rank.TEAM_LEAD, "east", True)
    assert password not in ada.get(f"{ACCOUNTS}/{made.id}").text
    assert done(store, made.id)[0] == (ids["ada"], "account_added")
    bo = browser()
    assert sign_in(bo, "bo@example.org", password).url.path == ACCOUNT
    assert "Choose a password of your own" in bo.get(ACCOUNT).text
    for shut in ("/practitioner", "/team"):
        refused = bo.get(shut)
        assert refused.status_code == 403 and "Choose a password of your own first" in refused.text
    bo.submit(f"{ACCOUNT}/password", ACCOUNT, old=password, new="my own three words")
    assert bo.get("/practitioner").status_code == 200
    assert sign_in(browser(), "bo@example.org", password).status_code == 422


def test_pressing_add_twice_shows_the_same_password_and_makes_one_account(ada, browser, store: Store) -> None:  # type: ignore[no-untyped-def]
    sent = {**NEW, "page_id": "0" * 32}
    first, second = (shown_password(ada.submit(f"{ACCOUNTS}/add", f"{ACCOUNTS}/add", **sent).text) for _ in range(2))
    assert first == second
    assert sign_in(browser(), "bo@example.org", first).url.path == ACCOUNT
    other = ada.submit(f"{ACCOUNTS}/add", f"{ACCOUNTS}/add", **{**NEW, "name": "Someone Else", "page_id": "1" * 32})
    assert other.status_code == 422 and "account with this address already" in other.text
    assert "Someone Else" in other.text


@pytest.mark.parametrize("field", ["name", "email", "rank"])
def test_account_without_what_it_needs_is_refused_with_what_was_typed(ada, field: str) -> None:  # type: ignore[no-untyped-def]
    page = ada.submit(f"{ACCOUNTS}/add", f"{ACCOUNTS}/add", **{**NEW, field: " "})
    assert page.status_code == 422 and "nurse" in page.text


def test_role_and_team_are_changed_and_signed_out_with_it(ada, browser, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    una, path = browser(), f"{ACCOUNTS}/{ids['una']}"
    sign_in(una, "una@example.org")
    page = ada.submit(f"{path}/change", path, rank="team_lead", team=" west ")
    assert page.status_code == 200 and "have to sign in again" in page.text
    assert una.get("/practitioner").status_code == 403
    changed = account_of(store, "una@example.org")
    assert (changed.rank, changed.team) == (Rank.TEAM_LEAD, "west")
    assert {what for _, what in done(store, ids["una"])} >= {"account_rank_changed", "account_team_changed"}
    assert ada.submit(f"{path}/change", path, rank="queen", team="west").status_code == 422


def test_account_is_closed_opened_signed_out_and_given_a_password(ada, browser, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    una, path = browser(), f"{ACCOUNTS}/{ids['una']}"
    sign_in(una, "una@example.org")
    ada.submit(f"{path}/sign-out", path)
    assert una.get("/practitioner").status_code == 403
    assert "This account is closed." in ada.submit(f"{path}/close", path).text
    assert sign_in(browser(), "una@example.org").status_code == 422
    ada.submit(f"{path}/open", path)
    assert sign_in(browser(), "una@example.org").url.path == "/practitioner"
    password = shown_password(ada.submit(f"{path}/password", path).text)
    assert sign_in(browser(), "una@example.org").status_code == 422
    assert sign_in(browser(), "una@example.org", password).url.path == ACCOUNT
    acts = [what for who, what in done(store, ids["una"]) if who == ids["ada"]]
    assert [each for each in acts if each != "stays_ended"] == ["account_closed", "account_opened", "account_reset"]


def test_lost_one_time_codes_are_switched_off_and_the_password_stays(ada, browser, ids, store: Store) -> None:  # type: ignore[no-untyped-def]
    with store.unit_of_work() as uow:
        account = uow.access.practitioner(ids["una"])
        uow.access.save_practitioner(Practitioner(**{**vars(account), "totp_secret": "JBSWY3DPEHPK3PXP" * 2}))
        uow.commit()
    path = f"{ACCOUNTS}/{ids['una']}"
    assert "One-time codes are on" in ada.get(path).text
    assert sign_in(browser(), "una@example.org").status_code == 422
    ada.submit(f"{path}/codes-off", path)
    assert sign_in(browser(), "una@example.org").url.path == "/practitioner"


@pytest.mark.parametrize("step", ["change", "close", "open", "sign-out", "codes-off", "password"])
def test_nobody_does_it_to_their_own_account(ada, ids, store: Store, step: str) -> None:  # type: ignore[no-untyped-def]
    path = f"{ACCOUNTS}/{ids['ada']}"
    before = account_of(store, "ada@example.org")
    assert "<form" not in re.search(r"<main.*</main>", ada.get(path).text, re.S).group()  # type: ignore[union-attr]
    assert ada.submit(f"{path}/{step}", "/accounts/add", rank="practitioner", team="x").status_code == 422
    assert account_of(store, "ada@example.org") == before


def test_account_that_is_not_there_is_nothing(ada) -> None:  # type: ignore[no-untyped-def]
    path = f"{ACCOUNTS}/{'0' * 32}"
    assert ada.get(path).status_code == 404
    for step in ("change", "close", "password"):
        sent = ada.submit(f"{path}/{step}", "/accounts/add", rank="practitioner", team="x")
        assert sent.status_code == 404
