"""The whole way: a person talks, a draft comes out, both sides agree it, and it goes on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import EMAIL, PASSWORD, Site
from tests.browser.readers import Reader

pytestmark = [pytest.mark.browser, pytest.mark.model]

STORY = (
    "used to walk the shore road every morning with Bess but my hips gone so we sit. "
    "my neighbour Col takes her but its not the same. sunday was good, col ran us down in the van. "
    "i want to get to the wall on my own with her"
)
# What the person says when a question holds one of these words; "skip" to any other.
ANSWERS = (
    (r"who is this for", "For myself"),
    (r"short", "The short way"),
    (r"matters most", STORY),
    (r"0 to 10|number", "about a three"),
    (r"one step up", "getting as far as the bus stop"),
    (r"how would you know|would you see|notice", "i say good morning to folk at the wall by june"),
    (r"needs to happen|first step", "Col asks about a scooter in march"),
    (r"by when", "by june"),
    (r"have a part", "Col, and my sister Morag"),
    (r"say it as you would", "yes that is right"),
    (r"may the person|may they see", "all"),
)
NEW_WORDS = "I get to the wall by myself with Bess"


def answer_to(question: str) -> str:
    return next((said for words, said in ANSWERS if re.search(words, question, re.I)), "skip")


def talk(person: Reader, turns: int = 30) -> None:
    """Talk until the guide says that this is the draft."""
    for _ in range(turns):
        if "That is your draft" in person.text:
            return
        lines = person.page.locator("#lines > li.guide .said").all_inner_texts()
        said = answer_to(lines[-1])
        button = person.page.locator(f'button.choice[value="{said}"]')
        before = person.page.locator("#lines > li").last.get_attribute("data-key")
        if button.count():
            button.click()
        else:
            person.write("Your answer", said)
            person.press("Send")
        person.page.locator(f'#lines > li[data-key="{int(before or 0) + 2}"]').wait_for()
    raise AssertionError(person.text[-2000:])


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_person_and_practitioner_come_to_an_agreed_plan(
    browser: Browser, site: Site, pictures: Path, width: int, scripts: bool
) -> None:
    person = Reader(browser, site.address, pictures, width=width, scripts=scripts, name="person")
    worker = Reader(browser, site.address, pictures, width=width, scripts=scripts, name="worker")
    given_a_draft_in_the_persons_words(person)
    code = given_a_practitioner_who_gives_out_a_code(worker)
    when_the_person_shares_it(person, code)
    when_the_practitioner_suggests_other_words(worker)
    when_the_person_takes_them_and_calls_the_plan_theirs(person)
    when_the_practitioner_asks_what_is_missing_and_presents(worker)
    then_both_agree_and_it_goes_on_paper(person, worker)
    person.close()
    worker.close()


def given_a_draft_in_the_persons_words(person: Reader) -> None:
    person.go("/")
    person.look("start")
    person.press("Start")
    person.look("first-question")
    talk(person)
    person.look("talked")
    person.page.locator(".ways").get_by_role("link", name="Draft").click()
    assert "wall on my own" in person.text
    person.look("draft")
    person.page.locator(".outcome .change").first.click()
    person.look("line")
    person.follow("Leave it as it is")
    person.go("/draft/sheet")
    person.look("sheet")


def given_a_practitioner_who_gives_out_a_code(worker: Reader) -> str:
    worker.go("/practitioner/sign-in")
    worker.look("sign-in")
    worker.write("E-mail address", EMAIL)
    worker.write("Password", PASSWORD)
    worker.press("Sign in")
    worker.look("home")
    return worker.page.locator(".contact").inner_text()


def when_the_person_shares_it(person: Reader, code: str) -> None:
    person.page.locator(".ways").get_by_role("link", name="Share").click()
    person.press("Tick all")
    person.look("sharing")
    person.write("Their code", code)
    person.press("Show me who it is")
    assert "Una Reid" in person.text and "social worker" in person.text
    person.press("Yes, give it to them")
    person.look("shared")


def when_the_practitioner_suggests_other_words(worker: Reader) -> None:
    worker.go("/practitioner")
    worker.look("people")
    worker.page.locator(".people a").first.click()
    worker.look("plan")
    worker.page.locator(".outcome .work a").first.click()
    worker.look("line")
    worker.write("The words you suggest", NEW_WORDS)
    worker.page.locator("#reason").fill("You said today that you want to go by yourself.")
    worker.press("Suggest it")
    assert "with the person now" in worker.text
    suggest_what_an_outcome_lacks(worker)


def suggest_what_an_outcome_lacks(worker: Reader) -> None:
    plan = worker.page.url
    lacking = []
    for outcome in worker.page.locator(".outcome").all():
        path = outcome.locator(".work a").first.get_attribute("href") or ""
        text = outcome.inner_text()
        lacking += [(path, "indicator", "I say good morning to folk")] * ("How I will know" not in text)
        lacking += [(path, "action", "Look at the steps together")] * ("What needs to happen" not in text)
    for path, part, words in lacking:
        worker.go(path)
        form = worker.page.locator(f"details:has(#new-{part})")
        form.locator("summary").click()
        form.locator(f"#new-{part}").fill(words)
        form.locator(f"#reason-{part}").fill("We said it while we talked.")
        form.get_by_role("button").click()
    worker.page.goto(plan)


def when_the_person_takes_them_and_calls_the_plan_theirs(person: Reader) -> None:
    person.go("/draft")
    person.follow("Have a look")
    person.look("suggestion")
    assert NEW_WORDS in person.text
    while person.page.get_by_role("button", name="Yes, take the new words").count():
        person.press("Yes, take the new words")
    while person.page.locator("form.confirm").count():
        form = person.page.locator("form.confirm").first
        for box in form.get_by_role("checkbox").all():
            box.check()
        form.get_by_role("button").click()
    person.look("confirmed")


def when_the_practitioner_asks_what_is_missing_and_presents(worker: Reader) -> None:
    worker.go("/practitioner")
    worker.page.locator(".people a").first.click()
    plan = worker.page.url
    links = worker.page.locator(".work a").all()
    for path in [link.get_attribute("href") for link in links]:
        worker.go(path or "")
        if worker.page.get_by_role("button", name="Keep this").count():
            fill_in(worker)
    worker.page.goto(plan)
    worker.page.get_by_text("A day to look at it again").click()
    worker.page.locator("#due").fill("2027-01-15")
    worker.press("Set the day")
    worker.look("ready")
    assert "What to ask next" not in worker.text, worker.text
    worker.press("Present this plan")
    worker.look("presented")


def fill_in(worker: Reader) -> None:
    worker.look("fill-in")
    page = worker.page
    for name, value in (("who", "Col"), ("when", "2027-03-01"), ("by", "2027-06-01")):
        field = page.locator(f"#{name}")
        if field.count() and not field.input_value():
            field.fill(value)
    for name, choice in (("support", "natural"), ("resource", "none_needed")):
        if page.locator(f"select#{name}").count():
            page.locator(f"select#{name}").select_option(choice)
    for name in ("observable", "discussed"):
        if page.locator(f"[name={name}]").count():
            page.locator(f"[name={name}]").check()
    worker.press("Keep this")


def then_both_agree_and_it_goes_on_paper(person: Reader, worker: Reader) -> None:
    person.go("/draft/together")
    person.look("on-the-table")
    person.press("I agree to this plan")
    worker.page.reload()
    worker.press("I agree to this plan")
    assert "You both agreed" in worker.text
    worker.look("agreed")
    person.go("/draft/together")
    assert "You both agreed" in person.text
    person.look("agreed")
    for path in ("/draft/sheet.pdf", "/draft/plan.pdf"):
        paper = person.context.request.get(person.address + path)
        assert paper.ok and paper.body().startswith(b"%PDF-")
