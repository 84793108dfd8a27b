"""What we hold about you: seen, taken away, closed elsewhere, deleted with a plain word about what stays."""

from __future__ import annotations

import re

import pytest

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from plan.model.statement import Said
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide

PHRASE = "the shore road with Bess"


def other_device(guide: FixedGuide, store: Store, code: str) -> CheckedClient:
    client = CheckedClient(create_app(guide, store, Settings(secret="a secret for tests")))
    client.submit("/come-back", code=code)
    return client


def take_code(person: CheckedClient) -> str:
    found = re.search(r'<p class="code">([a-z ]+)</p>', person.submit("/pause", "/pause").text)
    assert found
    return found.group(1)


@pytest.fixture
def shared(person: CheckedClient, guide: FixedGuide, store: Store) -> str:
    """A plan with one line shared with a practitioner; gives the line's id."""
    (plan_id,) = guide.lines
    with store.unit_of_work() as uow:
        services.record_statements(uow, plan_id, 1, [Said(text=PHRASE)])
        line_id = services.add_outcome(uow, plan_id, f"Walk {PHRASE}", [1])
        services.choose_sharing(uow, plan_id, {line_id: True})
        una = services.add_practitioner(uow, "Una Reid", "nurse", "una@example.org", "a good one")
        services.share_with(uow, plan_id, una)
        uow.commit()
    return line_id


def test_page_tells_what_is_shared_with_whom(person: CheckedClient, shared: str) -> None:
    page = person.get("/held").text
    assert f"Walk {PHRASE}" in page and "<b>Una Reid</b>, nurse" in page
    assert "You have not taken one yet" in page


def test_page_tells_who_opened_it(person: CheckedClient, shared: str, guide: FixedGuide, store: Store) -> None:
    una = CheckedClient(create_app(guide, store, Settings(secret="a secret for tests")))
    una.submit("/practitioner/sign-in", "/practitioner/sign-in", email="una@example.org", password="a good one")
    assert "Una Reid, 1 page" in person.get("/held").text


def test_file_holds_the_persons_words(person: CheckedClient, shared: str) -> None:
    answer = person.get("/held/everything.json")
    assert PHRASE in answer.text and answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_conversation_is_closed_on_other_devices(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    elsewhere = other_device(guide, store, take_code(person))
    assert elsewhere.get("/chat").status_code == 200
    assert "On 2 devices" in person.get("/held").text
    assert "closed on every other device" in person.submit("/held/close-elsewhere", "/held").text
    assert elsewhere.get("/chat").status_code == 404
    assert person.get("/chat").status_code == 200


def test_deleting_closes_every_device(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    elsewhere = other_device(guide, store, take_code(person))
    person.submit("/draft/delete", "/draft/delete")
    assert elsewhere.get("/draft").status_code == 404


def test_delete_page_says_that_an_agreed_plan_stays(
    person: CheckedClient, shared: str, guide: FixedGuide, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "will no longer see your plan" in person.get("/draft/delete").text
    monkeypatch.setattr("plan.model.plan.Plan.was_agreed", property(lambda plan: True))
    page = person.get("/draft/delete").text
    assert "One thing stays" in page and "for 8 years" in page


def test_code_can_be_renewed_when_it_is_used(person: CheckedClient, guide: FixedGuide, store: Store) -> None:
    code = take_code(person)
    elsewhere = CheckedClient(create_app(guide, store, Settings(secret="a secret for tests")))
    page = elsewhere.submit("/come-back", code=code, renew="yes")
    found = re.search(r'<p class="code">([a-z ]+)</p>', page.text)
    assert page.url.path == "/pause" and found and found.group(1) != code
    assert other_device(guide, store, code).get("/chat").status_code == 404


def test_code_from_the_conversation_closes_the_way_back_as_one_from_the_page_does(
    person: CheckedClient, guide: FixedGuide, store: Store
) -> None:
    (plan_id,) = guide.lines
    with store.unit_of_work() as uow:
        services.issue_resume_code(uow, plan_id)
        uow.commit()
    person.get("/leave", follow_redirects=False)
    assert "left in a hurry" not in person.get("/come-back").text
    with store.unit_of_work(reading=True) as uow:
        assert uow.stays.of_plan(plan_id) == []


def test_leaving_works_whatever_happens_to_the_store(person: CheckedClient, store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE stay")
    assert person.get("/leave", follow_redirects=False).status_code == 303
