"""The draft, sharing, both sides' talks and the agreed plan, with plain forms only."""

from __future__ import annotations

import re

import pytest

from plan import services
from plan.bootstrap import Store
from plan.model.outcomes import Action, Indicator, Outcome
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide
from tests.integration.web.talks import SECRET_LINE, WALL, line_link, lines_of, plan_id_of, propose


def test_draft_quotes_every_line_with_its_source(drafted: CheckedClient) -> None:
    page = drafted.get("/draft")
    for words in (WALL, SECRET_LINE, "sunday col ran us down in the van", "Ask about a scooter"):
        assert words in page.text.replace("&#39;", "'")
    assert "you said this at message 2" in page.text
    assert "Having things to do" in page.text and "Only you can see this" in page.text


def test_empty_draft_says_so(person: CheckedClient) -> None:
    assert "nothing in it yet" in person.get("/draft").text


def test_corrected_line_keeps_its_old_words(drafted: CheckedClient) -> None:
    path = line_link(drafted.get("/draft").text, WALL)
    page = drafted.submit(path, path, text="Get to the shore wall by myself")
    assert "Get to the shore wall by myself" in page.text
    assert f"<del>{WALL}</del>" in page.text


def test_corrected_statement_keeps_its_old_words(drafted: CheckedClient) -> None:
    path = line_link(drafted.get("/draft").text, SECRET_LINE)
    page = drafted.submit(path, path, text="the doctor says wait")
    assert f"<del>{SECRET_LINE}</del>" in page.text


def test_blank_correction_changes_nothing(drafted: CheckedClient) -> None:
    path = line_link(drafted.get("/draft").text, WALL)
    page = drafted.submit(path, path, text="  ")
    assert page.status_code == 422 and "nothing was changed" in page.text
    assert WALL in drafted.get("/draft").text


def test_line_taken_out_stays_readable(drafted: CheckedClient) -> None:
    path = line_link(drafted.get("/draft").text, SECRET_LINE)
    page = drafted.submit(path, path, take_out="yes")
    assert "What I took out" in page.text and f"<del>{SECRET_LINE}</del>" in page.text


def test_sharing_all_and_none(drafted: CheckedClient, guide: FixedGuide, store: Store) -> None:
    def shared_count() -> int:
        with store.unit_of_work(reading=True) as uow:
            return sum(line.shared for line in services.draft_lines(uow, plan_id_of(guide)))

    offered = re.search(r'name="offered" value="([^"]+)"', drafted.get("/draft/sharing").text)
    assert offered and shared_count() == 0
    drafted.submit("/draft/sharing", "/draft/sharing", offered=offered.group(1), all="yes")
    assert shared_count() == 7
    drafted.submit("/draft/sharing", "/draft/sharing", offered=offered.group(1), none="yes")
    assert shared_count() == 0


def test_unknown_contact_code_names_nobody(drafted: CheckedClient) -> None:
    page = drafted.submit("/draft/sharing/find", "/draft/sharing", code="no such code")
    assert page.status_code == 422 and "Nobody has this code" in page.text


def test_practitioner_sees_only_what_was_shared(practitioner: CheckedClient, shared: str) -> None:
    page = practitioner.get(shared)
    assert WALL in page.text and SECRET_LINE not in page.text.replace("&#39;", "'")
    assert "What to ask next" in page.text


def test_plan_taken_back_is_gone_for_the_practitioner(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str
) -> None:
    page = drafted.get("/draft/sharing").text
    found = re.search(r'name="practitioner" value="([0-9a-f]+)"', page)
    assert found
    drafted.submit("/draft/sharing/take-back", "/draft/sharing", practitioner=found.group(1))
    assert practitioner.get(shared).status_code == 404


def test_plan_pages_are_closed_to_others(drafted: CheckedClient, practitioner: CheckedClient, shared: str) -> None:
    assert drafted.get(shared).status_code == 403
    assert practitioner.get(shared[:-4] + "0000").status_code == 404
    assert practitioner.get("/draft").status_code == 404


def test_suggestion_stands_beside_the_old_words_until_accepted(
    drafted: CheckedClient,
    practitioner: CheckedClient,
    shared: str,
    guide: FixedGuide,
    store: Store,
) -> None:
    propose(practitioner, shared, lines_of(store, guide, Outcome), "Be at the wall with Bess")
    assert "suggestion that waits" in drafted.get("/draft").text
    page = drafted.get("/draft/together").text
    assert WALL in page and "Be at the wall with Bess" in page and "how you said it today" in page
    proposal = re.search(r'name="proposal" value="([0-9a-f]+)"', page)
    assert proposal
    refused = drafted.submit("/draft/together/answer", "/draft/together", proposal=proposal.group(1), decline="yes")
    assert refused.status_code == 422 and "owed a reason" in refused.text
    drafted.submit("/draft/together/answer", "/draft/together", proposal=proposal.group(1), accept="yes")
    assert f"<del>{WALL}</del>" in drafted.get("/draft").text


def test_suggestion_without_reason_keeps_what_was_typed(
    practitioner: CheckedClient, shared: str, guide: FixedGuide, store: Store
) -> None:
    line = lines_of(store, guide, Outcome)
    page = practitioner.submit(f"{shared}/propose", shared, line=line, text="Some words", reason="")
    assert page.status_code == 422 and "Some words" in page.text


def test_both_sides_agree_once_everything_was_talked_about(
    drafted: CheckedClient,
    practitioner: CheckedClient,
    shared: str,
    guide: FixedGuide,
    store: Store,
) -> None:
    early = practitioner.submit(f"{shared}/present", shared)
    assert early.status_code == 422 and "talked about first" in early.text

    outcome, indicator, action = (lines_of(store, guide, kind) for kind in (Outcome, Indicator, Action))
    drafted.submit(
        "/draft/together/confirm",
        "/draft/together",
        outcome=outcome,
        theirs="yes",
        meaningful="yes",
        achievable="yes",
    )
    practitioner.submit(
        f"{shared}/sign",
        shared,
        line=indicator,
        by="2099-06-01",
        observable="yes",
        discussed="yes",
    )
    practitioner.submit(
        f"{shared}/complete",
        shared,
        line=action,
        when="2099-05-01",
        support="natural",
        resource="none_needed",
    )
    practitioner.submit(f"{shared}/review", shared, due="2099-04-01")
    page = practitioner.get(shared)
    assert "What to ask next" not in page.text, re.findall(r'class="ask">([^<]+)', page.text)
    practitioner.submit(f"{shared}/present", shared)
    version = re.search(r'name="version" value="([0-9a-f]+)"', drafted.get("/draft/together").text)
    assert version
    drafted.submit("/draft/together/agree", "/draft/together", version=version.group(1))
    done = practitioner.submit(f"{shared}/agree", shared, version=version.group(1))
    assert "You both agreed" in done.text
    assert "You both agreed" in drafted.get("/draft/together").text


def test_not_yet_is_read_by_the_other_side(drafted: CheckedClient, practitioner: CheckedClient, shared: str) -> None:
    drafted.submit("/draft/together/not-yet", "/draft/together", because="I want Col to hear it")
    assert "I want Col to hear it" in practitioner.get(shared).text


BEGINNINGS = {
    "plan.pdf": b"%PDF-", "plan.large.pdf": b"%PDF-", "sheet.pdf": b"%PDF-", "plan.docx": b"PK",
    "plan.json": b"{", "plan.fhir.json": b"{", "plan.ics": b"BEGIN:VCALENDAR", "plan.txt": b"My Personal Outcomes Plan",
    "plan.html": b"<!DOCTYPE html>", "plan.large.html": b"<!DOCTYPE html>",
}  # fmt: skip


def test_documents_come_in_every_form_for_both_sides(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str
) -> None:
    assert WALL in drafted.get("/draft/sheet").text
    for client, base in ((drafted, "/draft"), (practitioner, shared)):
        for name, beginning in BEGINNINGS.items():
            given = client.get(f"{base}/{name}")
            assert given.content.startswith(beginning), name
            assert given.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert client.get(f"{base}/version/7/plan.pdf").status_code == 404


def test_agreed_version_can_be_taken_along_by_both_sides(
    agreed: dict[str, str], drafted: CheckedClient, practitioner: CheckedClient, shared: str
) -> None:
    for client, base in ((drafted, "/draft"), (practitioner, shared)):
        for name in ("plan.txt", "plan.pdf", "plan.ics"):
            assert client.get(f"{base}/version/1/{name}").status_code == 200
        assert WALL in client.get(f"{base}/version/1/plan.txt").text.replace("\n", " ")
        assert client.get(f"{base}/version/1/plan.json").status_code == 404
        history = client.get(f"{base}/history").text
        assert f'href="{base}/version/1/plan.pdf"' in history
    assert 'href="/draft/version/1/plan.large.pdf"' in drafted.get("/draft/together").text


@pytest.mark.parametrize("side", ["person", "practitioner"])
def test_every_paper_that_a_page_offers_is_there(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, side: str
) -> None:
    client, page = (drafted, "/draft") if side == "person" else (practitioner, shared)
    offered = re.findall(r'href="([^"]+/(?:plan|sheet)\.[a-z.]+)"', client.get(page).text)
    assert len(offered) >= 7
    for path in offered:
        assert client.get(path).status_code == 200, path


def test_delete_removes_everything(drafted: CheckedClient, practitioner: CheckedClient, shared: str) -> None:
    page = drafted.submit("/draft/delete", "/draft/delete")
    assert page.url.path == "/" and "has been deleted" in page.text
    assert practitioner.get(shared).status_code == 404


def test_line_page_offers_what_can_be_filled_in(
    practitioner: CheckedClient, shared: str, guide: FixedGuide, store: Store
) -> None:
    for kind in (Outcome, Indicator, Action):
        page = practitioner.get(f"{shared}/line/{lines_of(store, guide, kind)}")
        assert page.status_code == 200 and "Suggest a change" in page.text


def test_sign_in_is_refused_and_limited(client: CheckedClient) -> None:
    for _ in range(8):
        answer = client.submit("/practitioner/sign-in", email="una@example.org", password="guess")
        assert answer.status_code == 422
    answer = client.submit("/practitioner/sign-in", email="una@example.org", password="guess")
    assert answer.status_code == 429


def test_practitioner_who_was_away_signs_in_again(practitioner: CheckedClient, clock) -> None:  # type: ignore[no-untyped-def]
    clock.now += 29 * 60
    assert practitioner.get("/practitioner").url.path == "/practitioner"
    clock.now += 31 * 60
    answer = practitioner.get("/practitioner")
    assert answer.status_code == 403 and 'href="/practitioner/sign-in"' in answer.text


def test_words_of_both_sides_get_a_suggestion_by_the_person(
    drafted: CheckedClient,
    practitioner: CheckedClient,
    shared: str,
    guide: FixedGuide,
    store: Store,
) -> None:
    line = lines_of(store, guide, Outcome)
    propose(practitioner, shared, line, "Be at the wall with Bess")
    page = drafted.get("/draft/together").text
    proposal = re.search(r'name="proposal" value="([0-9a-f]+)"', page)
    assert proposal
    drafted.submit("/draft/together/answer", "/draft/together", proposal=proposal.group(1), accept="yes")
    path = f"/draft/line/{line}"
    page = drafted.submit(path, path, text="Be at the wall by myself", reason="It matters that I go alone")
    assert "with the other side now" in page.text
    answered = practitioner.get(shared).text
    assert "Be at the wall by myself" in answered and "Yes, take the new words" in answered
    found = re.search(r'name="proposal" value="([0-9a-f]+)"', answered)
    assert found
    practitioner.submit(f"{shared}/answer", shared, proposal=found.group(1), accept="yes")
    assert "Be at the wall by myself" in drafted.get("/draft").text


def test_form_that_was_open_for_some_minutes_is_taken(
    drafted: CheckedClient,
    practitioner: CheckedClient,
    shared: str,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    token = practitioner.token(shared)
    clock.now += 5 * 60
    form = {"csrf_token": token, "because": "I want to ask my team lead"}
    answer = practitioner.post(f"{shared}/not-yet", data=form)
    assert answer.status_code == 200, answer.text
    assert "I want to ask my team lead" in drafted.get("/draft/together").text
