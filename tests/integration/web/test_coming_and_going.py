"""Codes, leaving at once, and what other people at the same device can find."""

from __future__ import annotations

import re

from bot.web.app import create_app
from bot.web.settings import Settings
from plan.bootstrap import Store
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide


def take_code(person: CheckedClient) -> str:
    found = re.search(r'<p class="code">([a-z ]+)</p>', person.submit("/pause", "/pause").text)
    assert found
    return found.group(1)


def another_device(guide: FixedGuide, store: Store) -> CheckedClient:
    return CheckedClient(create_app(guide, store, Settings(secret="a secret for tests")))


def test_code_opens_the_conversation_on_another_device(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    person.submit("/chat", "/chat", message="the shore road")
    code = take_code(person)
    page = another_device(guide, store).submit("/come-back", code=f" {code.upper()} ")
    assert page.url.path == "/chat"
    assert "the shore road" in page.text and "Welcome back" in page.text


def test_new_code_replaces_the_old(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    old = take_code(person)
    take_code(person)
    assert another_device(guide, store).submit("/come-back", code=old).status_code == 422


def test_wrong_code_gives_nothing_away(client: CheckedClient) -> None:
    client.token()
    answers = [client.submit("/come-back", "/come-back", code=code) for code in ("a b c d", "", "x" * 500)]
    assert {answer.status_code for answer in answers} == {422}


def test_tries_at_codes_are_limited_and_time_passes(client: CheckedClient, clock) -> None:  # type: ignore[no-untyped-def]
    for _ in range(8):
        assert client.submit("/come-back", code="a b c d").status_code == 422
    assert client.submit("/come-back", code="a b c d").status_code == 429
    clock.now += 601
    assert client.submit("/come-back", code="a b c d").status_code == 422


def test_code_is_not_shown_again_after_going_on(person: CheckedClient) -> None:
    code = take_code(person)
    assert code in person.get("/pause").text
    person.get("/chat")
    assert code not in person.get("/pause").text


def test_leaving_goes_to_a_neutral_page_and_closes_the_way_back(person: CheckedClient) -> None:
    answer = person.get("/leave", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("https://www.bbc.co.uk/")
    assert person.get("/chat").status_code == 404


def test_going_back_after_leaving_leads_to_the_neutral_page_again(person: CheckedClient) -> None:
    person.get("/leave", follow_redirects=False)
    for path in ("/chat", "/draft", "/draft/sharing", "/held", "/pause", "/practitioner"):
        answer = person.get(path, follow_redirects=False)
        assert answer.headers["location"].startswith("https://www.bbc.co.uk/")
    assert person.get("/come-back").status_code == 200
    person.submit("/come-back", "/come-back", here="yes")
    assert person.get("/draft").status_code == 200


def test_leaving_clears_what_the_browser_kept_but_not_the_way_back(person: CheckedClient) -> None:
    answer = person.get("/leave", follow_redirects=False)
    assert answer.headers["clear-site-data"] == '"cache", "storage"'


def test_leaving_without_a_code_loses_nothing(person: CheckedClient) -> None:
    person.submit("/chat", "/chat", message="the shore road")
    person.get("/leave", follow_redirects=False)
    page = person.submit("/come-back", "/come-back", here="yes")
    assert "the shore road" in page.text


def test_after_leaving_with_a_code_only_the_code_opens(person: CheckedClient) -> None:
    code = take_code(person)
    person.get("/leave", follow_redirects=False)
    assert "left in a hurry" not in person.get("/come-back").text
    person.submit("/come-back", "/come-back", here="yes")
    assert person.get("/chat").status_code == 404
    assert person.submit("/come-back", code=code).url.path == "/chat"


def test_closing_on_this_device_forgets_the_conversation(person: CheckedClient) -> None:
    page = person.submit("/pause", "/pause", close="yes")
    assert page.url.path == "/" and "closed on this device" in page.text
    assert person.get("/chat").status_code == 404


def test_static_pages_are_there(client: CheckedClient) -> None:
    for path in ("/", "/privacy", "/accessibility", "/come-back"):
        assert client.get(path).status_code == 200
    assert client.get("/nowhere").status_code == 404
    assert client.get("/static/what-matters.css").headers["cache-control"].startswith("public")


def test_cookie_is_signed_and_kept_from_scripts(client: CheckedClient) -> None:
    cookie = client.get("/").headers["set-cookie"].casefold()
    assert "httponly" in cookie and "samesite=lax" in cookie and "secure" not in cookie
    client.cookies.set("what_matters", "eyJjb252ZXJzYXRpb24iOiAiYSJ9.forged")
    assert client.get("/chat").status_code == 404


def test_cookie_is_secure_under_https(guide: FixedGuide, store: Store) -> None:
    settings = Settings(secret="a secret for tests", secure_cookies=True)
    https = CheckedClient(create_app(guide, store, settings), base_url="https://testserver")
    answer = https.get("/")
    assert "secure" in answer.headers["set-cookie"].casefold()
    assert "strict-transport-security" in answer.headers
