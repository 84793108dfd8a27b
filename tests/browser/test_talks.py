"""Both sides of the talks in a browser: negotiating, disagreeing, re-circulating, reviewing, renegotiating."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, StorageState

from tests.browser.conftest import TalksSite
from tests.browser.plans import WALL, Told, agree, tell
from tests.browser.readers import Reader

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [1280, 360])]

SHORE = "Get to the shore wall with Bess, on my own when I can"


@dataclass
class Both:
    """A person and a practitioner, each at a browser of their own, and the plan between them."""

    person: Reader
    worker: Reader
    told: Told
    plan: str


@contextmanager
def both(
    talks: TalksSite,
    una: StorageState,
    browser: Browser,
    pictures: Path,
    width: int,
    *,
    agreed: bool = False,
    scripts: bool = True,
) -> Iterator[Both]:
    told = tell(talks.store, talks.practitioner, uuid4().hex)
    if agreed:
        agree(talks.store, told, talks.practitioner, date.today())
    person = Reader(browser, talks.address, pictures, width=width, scripts=scripts, name="person")
    worker = Reader(browser, talks.address, pictures, width=width, scripts=scripts, name="worker", state=una)
    person.go("/come-back")
    person.write("Your four words", told.code)
    person.press("Open")
    person.page.wait_for_url("**/chat")
    with talks.store.unit_of_work(reading=True) as uow:
        entries = uow.caseload.entries(talks.practitioner, date.today(), None, 0, 100)
    [key] = [entry.key for entry in entries if entry.plan_id == told.plan_id]
    yield Both(person, worker, told, f"/practitioner/plan/{key}")
    person.close()
    worker.close()


def open_and_fill(reader: Reader, summary: str, **boxes: str) -> None:
    """Open a part of the page that is folded away and fill in its boxes, by the label of each."""
    part = reader.page.locator("details", has=reader.page.get_by_text(summary, exact=True)).first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    for label, text in boxes.items():
        part.get_by_label(label.replace("_", " ")).first.fill(text)


def test_they_find_words_that_are_right_for_both(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int
) -> None:
    with both(talks, una, browser, pictures, width) as two:
        worker, person, outcome = two.worker, two.person, f"{two.plan}/line/{two.told.outcome}"
        worker.go(outcome)
        worker.write("The words you suggest", "Get to the shore wall on my own with Bess")
        worker.page.locator("#reason").fill("You spoke of the shore.")
        worker.press("Suggest it")
        worker.look("suggested")

        person.go("/draft/together")
        person.look("suggestion")
        open_and_fill(person, "Talk about it first", What_would_you_like="Which wall do you mean?")
        person.press("Say it")
        open_and_fill(person, "Say it another way", Your_words=SHORE)
        person.press("Suggest this instead")
        assert "Please say why" in person.text
        person.look("no-reason")
        assert person.page.get_by_label("Your words").input_value() == SHORE
        person.page.get_by_label("Why? They will read this.").last.fill("Some days Col comes too")
        person.press("Suggest this instead")

        worker.go(two.plan)
        worker.look("counter")
        assert "Some days Col comes too" in worker.text
        worker.press("Yes, take the new words")
        assert SHORE in worker.text


def test_person_suggests_a_line_and_reads_what_happened(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int
) -> None:
    with both(talks, una, browser, pictures, width) as two:
        person, worker = two.person, two.worker
        person.go("/draft/together/add")
        person.look("adding")
        person.page.get_by_label("In your words").fill("A lift home")
        person.page.get_by_label("Why? They will read this.").fill("I tire")
        person.press("Suggest it")
        assert "A lift home" in person.text
        worker.go(two.plan)
        worker.press("Yes, take the new words")
        assert "A lift home" in worker.text
        person.go("/draft/history")
        person.look("history")


def test_the_second_to_write_sees_what_changed_and_loses_nothing(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int
) -> None:
    with both(talks, una, browser, pictures, width) as two:
        worker, person, outcome = two.worker, two.person, f"{two.plan}/line/{two.told.outcome}"
        worker.go(outcome)
        worker.write("The words you suggest", SHORE)
        worker.page.locator("#reason").fill("You spoke of the shore.")
        person.go(f"/draft/line/{two.told.outcome}")
        person.page.locator("#text").fill("Walk the shore road with Bess")
        person.press("Keep these words")
        worker.press("Suggest it")
        worker.look("conflict")
        assert "Walk the shore road with Bess" in worker.text
        assert worker.page.get_by_label("The words you suggest").input_value() == SHORE
        worker.press("Suggest it")
        assert "with the person now" in worker.text
        person.go(f"/draft/line/{two.told.action}")
        person.press("Take this line out")
        person.page.get_by_text("What I took out").click()
        person.look("taken-out")
        person.page.get_by_role("button", name="Put it back").click()
        assert "The line is back" in person.text


def test_questions_one_by_one_lead_to_an_agreement_with_something_seen_differently(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int
) -> None:
    with both(talks, una, browser, pictures, width) as two:
        worker, person, year = two.worker, two.person, date.today().year + 2
        person.go("/draft/together")
        for box in person.page.locator("form.confirm").get_by_role("checkbox").all():
            box.check()
        person.page.get_by_role("button", name="Keep my answer").click()
        worker.go(f"{two.plan}/ask")
        worker.look("first-question")
        answers = {"when": f"{year}-05-01", "by": f"{year}-06-01", "review-due": f"{year}-04-01"}
        for step in range(6):
            if not worker.page.locator(".question").count():
                break
            for name, value in answers.items():
                if worker.page.locator(f"#{name}").count():
                    worker.page.locator(f"#{name}").fill(value)
            for tick in worker.page.get_by_role("checkbox").all():
                tick.check()
            if worker.page.locator("#resource").count():
                worker.page.locator("#resource").select_option("own")
            if step == 1:
                worker.look("question")
            worker.press("Keep this, and on")
        assert "Everything that should be talked about has been" in worker.text
        worker.follow("Back to the plan")
        worker.press("Present this plan")
        worker.press("I agree to this plan")
        person.go("/draft/together")
        open_and_fill(person, "I agree, but I see one thing differently", What_do_you_see="I will not use a stick")
        person.page.get_by_label("What is it about?").select_option(WALL)
        person.look("agreeing")
        person.press("I agree to this plan")
        assert "I will not use a stick" in person.text
        worker.go(f"{two.plan}/agreement")
        worker.look("disagreement")
        worker.page.get_by_label("The plan can go on.").check()
        worker.page.get_by_label("Why? Everybody reads this.").fill("He walks well without one")
        worker.press("Keep the decision")
        worker.look("decided")
        assert "He walks well without one" in worker.text


def test_somebody_else_adds_their_view_and_all_who_are_named_get_a_copy(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int
) -> None:
    with both(talks, una, browser, pictures, width, agreed=True) as two:
        worker, person = two.worker, two.person
        worker.go(f"{two.plan}/agreement")
        open_and_fill(
            worker, "Add what somebody else sees differently",
            Who_is_it="Dr Gray", In_which_role="GP", What_do_they_say="The hip needs rest first",
        )  # fmt: skip
        worker.press("Add it as a new version")
        worker.look("qualified")
        open_and_fill(worker, "Dr Gray has no copy of version 2 yet")
        worker.page.get_by_label("by post").check()
        worker.press("Note it")
        worker.look("copies")
        assert "has no copy" not in worker.text
        person.go("/draft/together")
        assert "The hip needs rest first" in person.text
        person.look("new-version")
        person.go("/draft/history")
        person.look("compared")
        assert "The hip needs rest first" in person.text


def test_a_review_is_prepared_held_and_leads_to_new_talks(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int
) -> None:
    with both(talks, una, browser, pictures, width, agreed=True) as two:
        worker, person = two.worker, two.person
        when_the_person_says_that_something_changed_and_gets_ready(person)
        worker.go("/practitioner")
        worker.look("home")
        assert "Col is moving away" in worker.text
        worker.go(f"{two.plan}/reviews")
        worker.look("raised")
        open_and_fill(worker, "Before the usual time", The_day=f"{date.today().year + 2}-01-10")
        worker.press("Set the early day")
        assert "Please look at this now" not in worker.text
        worker.page.get_by_label("How did things go so far?").fill("At the gate twice")
        worker.page.get_by_label("Who was in touch with whom?").fill("Rang Col")
        worker.press("Keep this")
        worker.look("prepared")
        worker.press("Open the review")
        worker.page.get_by_label("It changes.").check()
        worker.page.get_by_label("Why?").first.fill("Without Col it needs another way")
        worker.look("open")
        worker.press("Keep this")
        worker.page.get_by_label("There are new talks.").check()
        worker.page.get_by_label("Why?").last.fill("Without Col it needs another way")
        worker.press("End the review")
        worker.look("held")
        assert "You are talking about it again" in worker.text
        person.go("/draft/reviews")
        assert "Without Col it needs another way" in person.text


def when_the_person_says_that_something_changed_and_gets_ready(person: Reader) -> None:
    person.go("/draft/reviews")
    person.look("reviews")
    open_and_fill(person, "Something has changed, and it should not wait", What_happened="Col is moving away")
    person.press("Tell them")
    person.follow("Get ready for it")
    person.page.get_by_label("Yes, it is.").check()
    person.look("still-matters")
    person.press("Keep this, and on")
    person.write("What has changed since last time?", "I miss the van")
    person.press("Keep this, and on")
    person.page.locator("#number").fill("5")
    person.page.locator("#story").fill("At the gate twice")
    person.look("number")
    person.press("Keep this, and on")
    person.look("said")
    person.press("Share it with Una Reid")
    person.look("numbers-over-time")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_person_says_what_to_do_if_things_go_wrong_and_the_practitioner_answers(
    talks: TalksSite, una: StorageState, browser: Browser, pictures: Path, width: int, scripts: bool
) -> None:
    with both(talks, una, browser, pictures, width, scripts=scripts) as two:
        person, worker = two.person, two.worker
        when_the_person_says_what_could_go_wrong_one_question_at_a_time(person)
        worker.go(two.plan)
        assert "I might fall on the steps" not in worker.text
        when_the_person_shares_it(person)
        worker.go(two.plan)
        assert "I might fall on the steps" in worker.text and "I go very quiet" in worker.text
        worker.look("shared")


def when_the_person_says_what_could_go_wrong_one_question_at_a_time(person: Reader) -> None:
    person.go("/draft/together")
    person.follow("If things go wrong")
    person.look("if-things-go-wrong")
    person.press("Keep this, and on")
    assert "Nothing was written" in person.text
    person.look("nothing-written")
    person.write("What could go wrong?", "I might fall on the steps")
    person.press("Keep this, and on")
    person.look("first-question")
    person.page.locator("#answer").fill("I go very quiet")
    person.press("Keep this, and on")
    person.follow("Skip this question")
    person.page.locator("#answer").fill("Ring Morag first")
    person.look("a-question-later")
    person.press("Keep this, and on")
    person.follow("Stop for now")
    person.look("kept")
    for words in ("I might fall on the steps", "I go very quiet", "Ring Morag first", "Only you can see this"):
        assert words in person.text


def when_the_person_shares_it(person: Reader) -> None:
    person.follow("Choose what to share")
    person.page.get_by_label("I might fall on the steps").check()
    person.look("sharing")
    person.press("Keep this choice")
    person.go("/draft/if-things-go-wrong")
    assert "Only you can see this" not in person.text
