"""The conversation page, as a person without JavaScript meets it."""

from __future__ import annotations

import re

import pytest

from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide


def test_start_opens_a_conversation_with_the_guides_question(client: CheckedClient) -> None:
    page = client.submit("/start")
    assert page.url.path == "/chat"
    assert "Who is this for?" in page.text
    assert 'value="I look after someone"' in page.text


def test_conversation_keeps_its_id_out_of_addresses_and_pages(person: CheckedClient, guide: FixedGuide) -> None:
    (conversation_id,) = guide.lines
    page = person.get("/chat")
    assert conversation_id not in page.text and conversation_id not in str(page.url)


def test_message_is_answered_and_reading_again_sends_nothing(person: CheckedClient, guide: FixedGuide) -> None:
    page = person.submit("/chat", "/chat", message="getting out with Bess")
    assert [answer.status_code for answer in page.history] == [303]
    assert "getting out with Bess" in page.text
    person.get("/chat")
    (lines,) = guide.lines.values()
    assert sum(line.who == "person" for line in lines) == 1


def test_double_click_sends_once(person: CheckedClient, guide: FixedGuide) -> None:
    form = re.search(r'name="message_id" value="([0-9a-f]+)"', person.get("/chat").text)
    assert form
    for _ in range(2):
        person.submit("/chat", "/chat", message="once", message_id=form.group(1))
    (lines,) = guide.lines.values()
    assert sum(line.who == "person" for line in lines) == 1


def test_button_leaves_what_was_typed_in_the_box(person: CheckedClient) -> None:
    page = person.submit("/chat", "/chat", message="half a thought", choice="skip")
    assert re.search(r"<textarea[^>]*>half a thought</textarea>", page.text)


def test_failure_keeps_the_words_in_the_box(person: CheckedClient, guide: FixedGuide) -> None:
    guide.fails = True
    page = person.submit("/chat", "/chat", message="my hip is gone")
    assert page.status_code == 503
    assert re.search(r"<textarea[^>]*>my hip is gone</textarea>", page.text)
    assert "disk full" not in page.text


def test_expired_form_keeps_the_words(person: CheckedClient) -> None:
    page = person.post("/chat", data={"csrf_token": "old", "message": "all I typed"})
    assert page.status_code == 403
    assert re.search(r"<textarea[^>]*>all I typed</textarea>", page.text)


def test_message_without_conversation_gives_the_words_back(client: CheckedClient) -> None:
    page = client.submit("/chat", "/", message="are you there")
    assert page.status_code == 404
    assert "are you there" in page.text and "Come back with your code" in page.text


def test_long_message_is_taken(person: CheckedClient, guide: FixedGuide) -> None:
    flood = "słowa 🌹 " * 2500
    assert len(flood) == 20_000
    page = person.submit("/chat", "/chat", message=flood)
    assert page.status_code == 200 and page.url.path == "/chat"
    (lines,) = guide.lines.values()
    assert any(line.text == flood.strip() for line in lines)


def test_body_of_a_megabyte_is_refused(person: CheckedClient) -> None:
    page = person.submit("/chat", "/chat", message="x" * 1_000_000)
    assert page.status_code == 413
    assert "too long" in page.text


def test_long_transcript_shows_the_latest_lines_and_a_way_to_the_rest(person: CheckedClient, guide: FixedGuide) -> None:
    for number in range(20):
        person.submit("/chat", "/chat", message=f"thing {number}.")
    page = person.get("/chat")
    assert page.text.count('<li class="line') == 30
    assert "thing 0." not in page.text
    assert "thing 0." in person.get("/chat?show=all").text


def test_helplines_stay_once_they_were_shown(person: CheckedClient) -> None:
    person.submit("/chat", "/chat", message="i could do away with it all")
    page = person.submit("/chat", "/chat", message="im fine")
    assert '<a href="tel:116123">116 123</a>' in page.text
    assert 'text <a href="sms:85258">85258</a>' in page.text
    assert 'NHS 111, in Wales: <a href="tel:111">111</a>' in page.text


def test_words_are_escaped(person: CheckedClient) -> None:
    page = person.submit("/chat", "/chat", message="<script>alert(1)</script> & <b>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page.text


def test_erased_conversation_closes_here(person: CheckedClient) -> None:
    page = person.submit("/chat", "/chat", message="erase me")
    assert page.url.path == "/"
    assert "has been deleted" in page.text
    assert person.get("/chat").status_code == 404


def test_unforeseen_error_shows_a_calm_page_and_logs_no_words(
    person: CheckedClient, guide: FixedGuide, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    words = "my hip is gone"

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr("bot.web.pages.chat.present_chat", fail)
    page = person.get("/chat")
    assert page.status_code == 500 and "not your fault" in page.text
    assert "RuntimeError" in caplog.text
    assert "my hip" not in caplog.text and "my hip" not in page.text


def test_guide_that_cannot_be_read_says_so(person: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(FixedGuide, "transcript", fail)
    assert person.get("/chat").status_code == 503
