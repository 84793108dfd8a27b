"""What scripts add to the conversation page: nothing typed is lost, nothing is sent twice, leaving leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.readers import Reader, check

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture
def person(browser: Browser, site: Site, pictures: Path) -> Iterator[Reader]:
    reader = Reader(browser, site.address, pictures, width=320, scripts=True, name="person")
    reader.go("/")
    reader.press("Start")
    yield reader
    reader.context.close()


def box(page: Page) -> str:
    return page.get_by_label("Your answer").input_value()


def test_typed_words_survive_reading_the_page_anew(person: Reader) -> None:
    person.write("Your answer", "half a thought about Bess")
    person.page.reload()
    assert box(person.page) == "half a thought about Bess"


def test_acknowledged_words_leave_the_box_and_the_focus_stays(person: Reader) -> None:
    person.write("Your answer", "for myself")
    person.page.get_by_label("Your answer").press("Control+Enter")
    expect(person.page.locator("#lines > li.person")).to_have_count(1)
    expect(person.page.get_by_label("Your answer")).to_be_focused()
    assert box(person.page) == ""
    person.page.reload()
    assert box(person.page) == ""


def test_words_stay_in_the_box_when_they_do_not_get_through(person: Reader) -> None:
    person.context.set_offline(True)
    person.write("Your answer", "my hip is gone")
    person.press("Send")
    expect(person.page.get_by_role("alert")).to_contain_text("did not get through")
    assert box(person.page) == "my hip is gone"
    person.context.set_offline(False)
    person.press("Send")
    expect(person.page.locator("#lines > li.person")).to_have_count(1)


def test_double_click_sends_once(person: Reader) -> None:
    person.write("Your answer", "for myself")
    person.page.get_by_role("button", name="Send", exact=True).dblclick()
    person.page.wait_for_timeout(1500)
    expect(person.page.locator("#lines > li.person")).to_have_count(1)


def test_leaving_goes_elsewhere_and_going_back_shows_nothing(person: Reader) -> None:
    person.write("Your answer", "something private")
    person.press("Send")
    expect(person.page.locator("#lines > li.person")).to_have_count(1)
    person.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    person.follow("Leave this page")
    person.page.wait_for_url("https://www.bbc.co.uk/**")
    person.page.go_back()
    assert "something private" not in person.page.content()
    # Asked for again, the page only leads away from here; the browser cannot follow where there is no way out.
    again = person.context.request.get(f"{person.address}/chat", max_redirects=0)
    assert again.status == 303
    assert again.headers["location"].startswith("https://www.bbc.co.uk/")
    assert "something private" not in again.text()


def test_safety_keeps_the_numbers_in_sight(person: Reader) -> None:
    for words in ("for myself", "the short way", "i cant go on, i want to end my life"):
        count = person.page.locator("#lines > li.person").count()
        person.write("Your answer", words)
        person.press("Send")
        expect(person.page.locator("#lines > li.person")).to_have_count(count + 1)
    expect(person.page.locator("#helplines")).to_contain_text("116 123")
    person.look("safety")
    person.page.reload()
    expect(person.page.locator("#helplines")).to_contain_text("116 123")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_open_pages_read_well_in_light_and_dark(browser: Browser, site: Site, colours: str) -> None:
    size = {"width": 320, "height": 640}
    with browser.new_context(viewport=size, color_scheme=colours) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("/", "/come-back", "/privacy", "/accessibility", "/practitioner/sign-in", "/nowhere"):
            page.goto(site.address + path)
            check(page, f"{path} {colours}")
        page.goto(site.address + "/")
        page.get_by_role("button", name="Start").click()
        for path in ("/chat", "/draft", "/draft/sharing", "/draft/together", "/draft/delete", "/pause"):
            page.goto(site.address + path)
            check(page, f"{path} {colours}")
