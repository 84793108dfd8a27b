"""Plain text, large print and the calendar: complete, readable aloud, and with nothing private for the practitioner."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from plan import export, services


@pytest.fixture
def plan(agreed):
    services.add_outcome(agreed.uow, "p1", "Tell nobody about the letters", [5])
    return services.read_plan(agreed.uow, "p1")


def test_text_holds_all_of_it_in_short_lines_under_headings(plan):
    text = export.plan_text(plan)
    assert text.startswith("My Personal Outcomes Plan\n=========================\n")
    assert "\nWhat I want\n-----------\n" in text
    flowing = " ".join(text.split())
    for words in ("Get to the wall on my own with Bess", "im turning into a grumpy old sod", "1 February 2027"):
        assert words in flowing
    assert max(map(len, text.splitlines())) <= 76


def test_text_reads_a_table_row_by_row_under_its_headings(plan):
    text = export.plan_text(plan)
    assert "- What: “Ask Col about the van” (turn 3) By: myself.\n  Who: me\n  When: 1 March 2027\n" in text


def test_large_print_tells_the_same_as_the_page_without_a_table(plan):
    large = export.plan_large_html(plan)
    assert "<table" not in large
    assert "font-size: 18pt" in large
    for words in ("Ask Col about the van", "1 March 2027", "nothing needed"):
        assert words in large


@pytest.mark.parametrize("write", [export.plan_text, export.plan_large_html])
def test_shared_papers_hold_nothing_private(plan, write):
    assert "letters" in write(plan)
    assert "letters" not in write(plan, shared_only=True)
    assert "grumpy" not in write(plan, shared_only=True)


def entries(plan, shared_only=False):
    return list(Calendar.from_ical(export.plan_calendar(plan, shared_only)).walk("VEVENT"))


def test_calendar_holds_the_review_and_every_open_deadline(plan):
    assert [(entry["dtstart"].dt, str(entry["summary"])) for entry in entries(plan)] == [
        (date(2027, 2, 1), "We look at my plan again"),
        (date(2027, 3, 1), "To be done by today: Ask Col about the van"),
        (date(2027, 4, 30), "How it should be by today: We are at the wall twice a week"),
    ]
    assert {str(entry["class"]) for entry in entries(plan)} == {"PRIVATE"}


def test_calendar_leaves_out_what_is_done(agreed):
    services.report_progress(agreed.uow, "p1", "person", agreed.action, "done")
    assert not [entry for entry in entries(agreed.plan()) if "Col" in entry["summary"]]


def test_entry_that_moved_keeps_its_identity_and_is_newer(agreed):
    [before] = [entry for entry in entries(agreed.plan()) if "again" in entry["summary"]]
    services.correct_line(agreed.uow, "p1", agreed.review, "2027-01-20", "ailsa")
    [after] = [entry for entry in entries(agreed.plan()) if "again" in entry["summary"]]
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == date(2027, 1, 20)


def test_words_cannot_break_out_of_a_calendar_entry(agreed):
    services.schedule_review(agreed.uow, "p1", "ailsa", date(2027, 1, 5), "a fall\r\nEND:VEVENT\r\n\x0bX;Y,Z\\")
    [entry] = [entry for entry in entries(agreed.plan()) if "fall" in entry["summary"]]
    assert str(entry["summary"]).startswith("We look at my plan again: a fall\nEND:VEVENT\nX;Y,Z\\")
    assert len(entries(agreed.plan())) == 4
