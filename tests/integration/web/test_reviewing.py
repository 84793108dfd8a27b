"""Reviews on both sides' pages: prepared by a short talk, raised early, opened, each outcome looked at, ended."""

from __future__ import annotations

import re

from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.talks import WALL, hidden

PREPARE = "/draft/reviews/prepare"


def answer(person: CheckedClient, step: int, **fields: str) -> str:
    done = person.submit(PREPARE, f"{PREPARE}?step={step}", step=str(step), form="look", **fields)
    return str(done.text)


def test_person_gets_ready_one_question_at_a_time_and_shares_it(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    first = drafted.get(PREPARE).text
    assert "Is this still what matters to you?" in first and WALL in first and "Question 1 of 3" in first
    blank = drafted.submit(PREPARE, PREPARE, step="0", form="look")
    assert blank.status_code == 422
    second = answer(drafted, 0, still_matters="different")
    assert "What has changed since last time?" in second
    third = answer(drafted, 1, what_changed="Bess is older now")
    assert "Last time you said 3" in third
    end = answer(drafted, 2, number="5", story="We got to the gate")
    assert "Bess is older now" in end and "It is different now." in end and "<b>5</b> of 10" in end
    assert "Bess is older now" not in practitioner.get(f"{shared}/reviews").text
    drafted.submit("/draft/reviews/share", PREPARE + "?step=3", share="yes")
    page = practitioner.get(f"{shared}/reviews").text
    assert "Bess is older now" in page and "It is different for them now." in page and "We got to the gate" in page


def test_answers_stand_in_their_boxes_when_gone_back_to(drafted: CheckedClient, agreed: dict[str, str]) -> None:
    answer(drafted, 0, still_matters="no")
    answer(drafted, 1, what_changed="I would rather have a garden")
    assert re.search(r'value="no" checked', drafted.get(f"{PREPARE}?step=0").text)
    assert ">I would rather have a garden</textarea>" in drafted.get(f"{PREPARE}?step=1").text


def test_number_outside_the_scale_is_refused_and_its_story_kept(drafted: CheckedClient, agreed: dict[str, str]) -> None:
    page = drafted.submit(PREPARE, f"{PREPARE}?step=2", step="2", form="look", number="11", story="Better than ever")
    assert page.status_code == 422 and ">Better than ever</textarea>" in page.text


def test_what_is_kept_to_oneself_stays_there(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    answer(drafted, 1, what_changed="I fell, and told nobody")
    drafted.submit("/draft/reviews/share", f"{PREPARE}?step=3", keep="yes")
    for page in ("", "/reviews", "/agreement"):
        assert "told nobody" not in practitioner.get(shared + page).text


def test_review_goes_from_preparing_to_its_end(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    reviews = f"{shared}/reviews"

    def submit(step: str, **fields: str):  # type: ignore[no-untyped-def]
        return practitioner.submit(f"{shared}/{step}", reviews, page="reviews", form=step, **fields)

    assert "Open the review" not in practitioner.get(reviews).text
    assert submit("open-review").status_code == 422
    review = hidden(practitioner.get(reviews).text, "review")
    submit("contact", on="2027-01-03", with_whom="Col", about="The van is mended")
    refused = submit("prepare", review=review, progress="At the wall once", contacts="")
    assert refused.status_code == 422 and ">At the wall once</textarea>" in refused.text
    submit("prepare", review=review, progress="At the wall once", contacts="Rang Col")
    assert "The van is mended" in drafted.get("/draft/reviews").text
    submit("open-review")
    assert "You are looking at your plan together now" in drafted.get("/draft/reviews").text
    early = submit("hold", result="goes_on", why="It works")
    assert early.status_code == 422 and ">It works</textarea>" in early.text
    submit("settle", outcome=agreed["outcome"], course="goes_on", why="He is at the gate already")
    assert "He is at the gate already" in practitioner.get(reviews).text
    done = submit("hold", result="goes_on", why="It works").text
    assert "Reviews so far" in done and "The plan goes on as agreed." in done
    assert "Which day before the first date" in done
    assert "He is at the gate already" in drafted.get("/draft/reviews").text


def test_review_can_lead_to_new_talks_and_a_new_version(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    reviews = f"{shared}/reviews"
    review = hidden(practitioner.get(reviews).text, "review")
    form = {"page": "reviews"}
    practitioner.submit(f"{shared}/prepare", reviews, **form, review=review, progress="So so", contacts="Col")
    practitioner.submit(f"{shared}/open-review", reviews, **form)
    settle = {"outcome": agreed["outcome"], "course": "changes", "why": "The hip"}
    practitioner.submit(f"{shared}/settle", reviews, **form, **settle)
    practitioner.submit(f"{shared}/hold", reviews, **form, result="renegotiate", why="The hip comes first")
    assert "talking about it again" in practitioner.get(shared).text
    assert "Present the plan" in practitioner.get(shared).text


def test_change_the_person_tells_is_raised_until_a_day_is_set(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    change = {"form": "change", "kind": "circumstances"}
    blank = drafted.submit("/draft/reviews/change", "/draft/reviews", **change, what=" ")
    assert blank.status_code == 422
    drafted.submit("/draft/reviews/change", "/draft/reviews", **change, what="Col is moving away")
    page = practitioner.get(shared).text
    assert "Please look at this now" in page and "Col is moving away" in page
    early = {"page": "reviews", "due": "2099-01-10", "raised_why": "Col is moving away"}
    practitioner.submit(f"{shared}/early-review", f"{shared}/reviews", **early)
    assert "Please look at this now" not in practitioner.get(shared).text
    assert "sooner than planned, because: Col is moving away" in drafted.get("/draft/reviews").text


def test_numbers_over_time_are_drawn_with_their_table(drafted: CheckedClient, agreed: dict[str, str]) -> None:
    assert "<svg" not in drafted.get("/draft/reviews").text
    answer(drafted, 2, number="5", story="We got to the gate")
    answer(drafted, 2, number="4", story="It rained")
    page = drafted.get("/draft/reviews").text
    assert "A line that goes from 3 to 4 on a scale from 0 to 10" in page
    assert page.count("<circle") == 3
    assert re.findall(r"<td>(\d+)</td>", page) == ["3", "5", "4"]


def test_what_was_said_is_there_for_a_review_that_is_raised_afterwards(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    answer(drafted, 1, what_changed="Bess is older now")
    drafted.submit("/draft/reviews/share", f"{PREPARE}?step=3", share="yes")
    early = {"page": "reviews", "due": "2099-01-10", "raised_why": "Col is moving away"}
    practitioner.submit(f"{shared}/early-review", f"{shared}/reviews", **early)
    assert "Bess is older now" in practitioner.get(f"{shared}/reviews").text


def test_person_says_between_reviews_that_they_got_there_and_the_outcome_waits_for_the_talk(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, agreed: dict[str, str]
) -> None:
    page = drafted.get("/draft/reviews").text
    assert "I got there, or I no longer want it" in page
    form = {"form": "end", "about": agreed["outcome"], "kind": "reached"}
    refused = drafted.submit("/draft/reviews/change", "/draft/reviews", **form, what=" ")
    assert refused.status_code == 422 and re.search(r'value="reached" checked', refused.text)
    told = drafted.submit("/draft/reviews/change", "/draft/reviews", **form, what="Bess and me, at the wall, on Sunday")
    assert "You said that you got there:" in told.text
    theirs = practitioner.get(f"{shared}/reviews").text
    assert "The person says that they got there:" in theirs and "Bess and me, at the wall, on Sunday" in theirs
    assert "Please look at this now" in theirs
    assert WALL in drafted.get(PREPARE).text, "only a review settles it"


def test_practitioner_cannot_say_it_for_them(practitioner: CheckedClient, shared: str, agreed: dict[str, str]) -> None:
    form = {"form": "development", "kind": "reached", "about": agreed["outcome"], "what": "I think he did"}
    refused = practitioner.submit(f"{shared}/development", f"{shared}/reviews", **form)
    assert refused.status_code in (404, 422)
    assert "I think he did" not in practitioner.get(f"{shared}/reviews").text
