"""An administrator and a team lead in a browser, with and without scripts, on a wide and a very narrow page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from plan import services
from plan.services.access_ports import Rank
from tests.browser.conftest import PASSWORD, TalksSite
from tests.browser.plans import tell
from tests.browser.readers import Reader

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, True), (320, False)]),
]


def signed_in(talks: TalksSite, browser: Browser, pictures: Path, width: int, scripts: bool, rank: Rank) -> Reader:
    """Somebody of a team of their own, at a browser."""
    name = f"{rank}-{uuid4().hex[:6]}"
    with talks.store.unit_of_work() as uow:
        services.add_practitioner(uow, name, "manager", f"{name}@example.org", PASSWORD, rank=rank, team=name)
        # All of these come from one address, more of them than one address may try.
        uow.tries.forget("from 127.0.0.1")
        uow.commit()
    reader = Reader(browser, talks.address, pictures, width=width, scripts=scripts, name=str(rank))
    reader.go("/practitioner/sign-in")
    reader.write("E-mail address", f"{name}@example.org")
    reader.write("Password", PASSWORD)
    reader.press("Sign in")
    reader.page.wait_for_url("**/accounts" if rank is Rank.ADMINISTRATOR else "**/practitioner")
    return reader


def test_administrator_adds_an_account_and_its_owner_chooses_a_password(
    talks: TalksSite, browser: Browser, pictures: Path, width: int, scripts: bool
) -> None:
    ada = signed_in(talks, browser, pictures, width, scripts, Rank.ADMINISTRATOR)
    ada.look("accounts")
    ada.follow("Add an account")
    ada.look("adding")
    email = f"bo.with.a.very.long.name.{uuid4().hex}@example.org"
    for label, text in (("Name", "Bo Lund"), ("Profession", "nurse"), ("E-mail address", email), ("Team", "East")):
        ada.page.get_by_label(label, exact=True).fill(text)
    ada.page.get_by_label("Team lead").check()
    ada.press("Add the account")
    ada.page.wait_for_selector(".code")
    password = ada.page.inner_text(".code")
    ada.look("password")
    bo = Reader(browser, talks.address, pictures, width=width, scripts=scripts, name="bo")
    bo.go("/practitioner/sign-in")
    bo.write("E-mail address", email)
    bo.write("Password", password)
    bo.press("Sign in")
    bo.page.wait_for_url("**/practitioner/account")
    bo.look("password-first")
    bo.write("The present one", password)
    bo.write("The new one", "three words of mine")
    bo.press("Change it")
    bo.page.wait_for_selector("text=Your password is changed")
    bo.follow("Team")
    bo.look("team-of-one")
    ada.press("Close this account")
    ada.page.wait_for_selector("text=This account is closed")
    ada.look("closed")
    ada.follow("Back to the accounts")
    assert "Bo Lund" in ada.text and "Closed." in ada.text
    bo.close()
    ada.close()


def test_team_lead_hands_the_plans_of_a_colleague_over(
    talks: TalksSite, browser: Browser, pictures: Path, width: int, scripts: bool
) -> None:
    mo = signed_in(talks, browser, pictures, width, scripts, Rank.TEAM_LEAD)
    with talks.store.unit_of_work() as uow:
        team = next(each.team for each in uow.access.practitioners() if each.name == mo_name(mo))
        gone, stays = (
            services.add_practitioner(uow, name, "nurse", f"{uuid4().hex}@example.org", PASSWORD, team=team)
            for name in ("Una Going", "Bo Staying")
        )
        uow.commit()
    told = tell(talks.store, gone, uuid4().hex)
    mo.follow("Team")
    mo.look("team")
    mo.follow("Una Going")
    mo.look("colleague")
    mo.page.get_by_label("Shared on").check()
    mo.page.get_by_label("Bo Staying").check()
    mo.write("Why", "Una works somewhere else from Monday")
    mo.press("Hand them over")
    mo.page.wait_for_selector("text=The plans are handed over")
    mo.look("handed-over")
    with talks.store.unit_of_work(reading=True) as uow:
        assert uow.access.is_shared(told.plan_id, stays) and not uow.access.is_shared(told.plan_id, gone)
        assert services.plan_timeline(uow, told.plan_id)[-1].at <= datetime.now(UTC)
    mo.close()


def mo_name(reader: Reader) -> str:
    reader.go("/practitioner/account")
    return reader.page.inner_text(".lead").partition(",")[0]
