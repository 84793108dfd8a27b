"""A practitioner rehearses in a real browser, without scripts: a talk, another way from a turn, the report, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import EMAIL, PASSWORD, TalksSite
from tests.browser.readers import Reader

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(params=[1280, 360], ids=["wide", "narrow"])
def practising(request: pytest.FixtureRequest, browser: Browser, talks: TalksSite, pictures: Path) -> Iterator[Reader]:
    reader = Reader(browser, talks.address, pictures, width=request.param, scripts=False, name=f"una-{request.param}")
    reader.go("/practitioner/sign-in")
    reader.write("E-mail address", EMAIL)
    reader.write("Password", PASSWORD)
    reader.press("Sign in")
    yield reader
    reader.context.close()


def say(reader: Reader, words: str) -> None:
    reader.page.locator("#message").fill(words)
    reader.press("Say it")


def test_a_rehearsal_with_another_way_and_its_report(practising: Reader) -> None:
    una, page = practising, practising.page
    page.set_default_timeout(60_000)  # the model is read at the first rehearsal
    una.go("/practitioner/rehearsing")
    una.look("people")
    page.get_by_role("button", name="Begin with Mrs Laing").click()
    una.look("begun")
    say(una, "What was it like at the orchard?")
    say(una, "You have to wear the alarm from now on.")
    expect(page.get_by_role("log")).to_contain_text("You have to wear the alarm from now on.")
    una.look("talk")
    page.locator("details.again").last.locator("summary").click()
    page.get_by_role("button", name="Go back to turn 2").click()
    expect(page.locator("main")).to_contain_text("You said before:")
    say(una, "What was it like up the ladder?")
    una.look("other-way")
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator("main")).to_contain_text("You have to wear the alarm from now on.")
    expect(page.locator("main")).to_contain_text("What was it like up the ladder?")
    una.look("side-by-side")
    page.get_by_role("link", name="Way 2", exact=True).first.click()
    una.press("End the talk and see the report")
    expect(page.locator("h1")).to_have_text("A practice aid, not fidelity coding")
    expect(page.get_by_role("img")).to_have_count(1)
    una.look("report")
    page.get_by_label("Outcome 1").fill("I am asked before anything is settled about me")
    una.press("Show me what mattered")
    expect(page.locator("#mattered")).to_contain_text("It was never the falling")
    una.look("mattered")
    una.go("/practitioner/rehearsing")
    una.look("history")
    page.get_by_role("button", name="Delete the talk with Mrs Laing").first.click()
    expect(page.get_by_role("status")).to_have_text("It is deleted.")
