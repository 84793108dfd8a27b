"""A practitioner rehearses on the pages: talks, goes back to a turn, reads the report, drafts, deletes; alone."""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from bot.web.app import create_app
from bot.web.settings import Settings
from plan import services
from plan.bootstrap import Store
from rehearsal.store.own import delete_all_of
from tests.integration.plan.test_plan_pdf_ua import check
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide
from tests.integration.web.partner_for_pages import PlainPartner

HOME = "/practitioner/rehearsing"


@pytest.fixture
def partner(store: Store) -> PlainPartner:
    return PlainPartner(store)


def sign_in(guide: FixedGuide, store: Store, partner: PlainPartner, name: str) -> CheckedClient:
    address = f"{name.split()[0].lower()}@example.org"
    with store.unit_of_work() as uow:
        services.add_practitioner(uow, name, "social worker", address, "a good one")
        uow.commit()
    app = create_app(guide, store, Settings(secret="a secret for tests"), partner)
    client = CheckedClient(app, raise_server_exceptions=False)
    client.submit("/practitioner/sign-in", "/practitioner/sign-in", email=address, password="a good one")
    return client


@pytest.fixture
def una(guide: FixedGuide, store: Store, partner: PlainPartner) -> CheckedClient:
    return sign_in(guide, store, partner, "Una Reid")


def begin(client: CheckedClient, feedback: str = "each_turn") -> str:
    page = client.submit(f"{HOME}/begin", HOME, person="laing", feedback=feedback)
    assert re.fullmatch(rf"{HOME}/[0-9a-f]{{32}}/way/1", page.url.path)
    return page.url.path


def say(client: CheckedClient, way: str, words: str, **fields: str) -> str:
    return client.submit(f"{way}/say", way, message=words, **fields).text


def test_everybody_can_be_chosen_and_the_way_there_stands_on_every_page(una: CheckedClient) -> None:
    page = una.get(HOME).text
    assert "Mrs Laing, 82" in page and "Nobody but you sees" in page
    assert f'href="{HOME}"' in una.get("/practitioner").text


def test_a_talk_shows_both_sides_and_the_feedback(una: CheckedClient) -> None:
    way = begin(una)
    page = say(una, way, "What was it like at the orchard?")
    assert "What was it like at the orchard?" in page
    assert "thon one behind the house" in page
    assert "Feedback on turn 1." in page and "open question" in page


@pytest.mark.parametrize(("feedback", "shown"), [("each_turn", 2), ("to_improve", 1), ("at_the_end", 0)])
def test_feedback_fades_as_chosen(una: CheckedClient, feedback: str, shown: int) -> None:
    way = begin(una, feedback)
    say(una, way, "What was it like at the orchard?")
    assert say(una, way, "Do you sleep well?").count("Feedback on turn") == shown


def test_feedback_can_be_changed_while_talking(una: CheckedClient) -> None:
    way = begin(una)
    say(una, way, "Do you sleep well?")
    page = una.submit(f"{way}/feedback", way, feedback="at_the_end").text
    assert "Feedback comes as you chose now." in page and "Feedback on turn" not in page


def test_a_turn_can_be_tried_another_way_and_both_ways_are_kept(una: CheckedClient) -> None:
    way = begin(una)
    say(una, way, "What happened with the falls?")
    say(una, way, "Do you wear the alarm?")
    page = una.submit(f"{way}/again", way, turn="2")
    other = page.url.path
    assert other.endswith("/way/2")
    assert "You said before:" in page.text and "Do you wear the alarm?" in page.text
    say(una, other, "What would you want them to know in the kitchen?")
    assert "Do you wear the alarm?" in una.get(way).text
    both = una.get(f"{other.rsplit('/way/', 1)[0]}/ways").text
    assert "Do you wear the alarm?" in both and "What would you want them to know in the kitchen?" in both


def test_a_turn_that_was_never_said_cannot_be_tried_again(una: CheckedClient) -> None:
    way = begin(una)
    for turn in ("1", "0", "-1", "x", "99999999999"):
        assert una.submit(f"{way}/again", way, turn=turn).status_code == 404


def test_the_report_tells_what_was_heard_and_keeps_the_story_until_outcomes_were_drafted(una: CheckedClient) -> None:
    way = begin(una)
    say(una, way, "What happened with the falls?")
    report = una.submit(f"{way}/end", way)
    assert report.url.path == f"{way}/report"
    assert "A practice aid, not fidelity coding" in report.text
    assert "Fell twice since October" in report.text
    assert "100 %" in report.text and "n/a" in report.text
    assert "It was never the falling" not in report.text and "Not told:" not in report.text
    drafted = una.submit(f"{way}/drafts", f"{way}/report", draft_1="I keep my own stairs", draft_2="").text
    assert "I keep my own stairs" in drafted
    assert "It was never the falling" in drafted and "I go up my own stairs" in drafted
    assert "Not told:" in drafted


def test_the_report_is_given_as_pdf_with_the_plot(una: CheckedClient) -> None:
    way = begin(una)
    say(una, way, "What happened with the falls?")
    answer = una.get(f"{way}/report.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "A practice aid, not fidelity coding" in words and "Trust after each turn" in words


def test_the_pdf_of_a_report_passes_the_check_of_pdf_ua(una: CheckedClient, tmp_path: Path) -> None:
    """With everything in it: the plot, the table of turns, the story, and words that are hard to set."""
    way = begin(una)
    for words in (
        "Hello. What happened with the falls?",
        "Do you wear the alarm?",
        "What about “Žofia” & <b>½</b> — عربى?",
    ):
        say(una, way, words)
    una.submit(f"{way}/drafts", f"{way}/report", draft_1="x" * 300, draft_2="I keep my own stairs 😀")
    una.submit(f"{way}/notes", f"{way}/report", notes="Wait longer.\nThen ask about the lamp.")
    (tmp_path / "told.pdf").write_bytes(una.get(f"{way}/report.pdf").content)
    (tmp_path / "nothing_said.pdf").write_bytes(una.get(f"{begin(una)}/report.pdf").content)
    assert check(tmp_path / "told.pdf", tmp_path / "nothing_said.pdf") == {"told.pdf": [], "nothing_said.pdf": []}


def test_a_report_without_a_single_turn_says_na(una: CheckedClient) -> None:
    page = una.get(f"{begin(una)}/report").text
    assert "n/a" in page and "You heard 0." in page


def test_notes_are_kept(una: CheckedClient) -> None:
    way = begin(una)
    page = una.submit(f"{way}/notes", f"{way}/report", notes="Wait longer.\nThen ask about the lamp.").text
    assert "Then ask about the lamp." in page


def test_when_the_person_ends_the_talk_nothing_more_can_be_said(una: CheckedClient) -> None:
    way = begin(una)
    for _ in range(6):
        page = say(una, way, "You have to wear the alarm, for your own good")
        if "They ended the talk." in page:
            break
    assert "They ended the talk." in page and 'name="message"' not in page


def test_silence_is_a_turn_and_leaves_what_was_typed(una: CheckedClient) -> None:
    way = begin(una)
    page = una.submit(f"{way}/say", way, message="half a thou", silence="yes").text
    assert "(looks at the stove)" in page and "half a thou" in page


@pytest.mark.parametrize(("words", "status"), [("   ", 422), ("x" * 2001, 413)])
def test_what_cannot_be_taken_is_explained(una: CheckedClient, words: str, status: int) -> None:
    way = begin(una)
    answer = una.submit(f"{way}/say", way, message=words)
    assert answer.status_code == status
    assert 'class="problem"' in answer.text


def test_a_turn_that_failed_keeps_the_words(una: CheckedClient, partner: PlainPartner) -> None:
    way = begin(una)
    partner.fails = True
    answer = una.submit(f"{way}/say", way, message="What matters to you?")
    assert answer.status_code == 503
    assert "What matters to you?" in answer.text and "disk full" not in answer.text


def test_a_turn_sent_twice_is_taken_once(una: CheckedClient) -> None:
    way = begin(una)
    for _ in range(2):
        page = say(una, way, "What is Catriona like?", message_id="a" * 32)
    assert page.count("What is Catriona like?") == 1


def test_history_shows_ones_own_measures_and_can_be_deleted(una: CheckedClient, store: Store) -> None:
    for _ in range(2):
        way = begin(una)
        say(una, way, "What happened with the falls?")
    page = una.get(HOME).text
    assert page.count(">Delete<") >= 2 and "100 %" in page and "<polyline" in page
    una.submit(f"{way.rsplit('/way/', 1)[0]}/delete", HOME)
    assert una.get(way).status_code == 404
    una.submit(f"{HOME}/delete-all", HOME)
    with store.session(reading=True) as session:
        for table in ("rehearsal", "rehearsal_path", "rehearsal_turn"):
            assert session.scalar(text(f"select count(*) from {table}")) == 0


def test_nobody_sees_anothers_rehearsal(
    una: CheckedClient, guide: FixedGuide, store: Store, partner: PlainPartner
) -> None:
    way = begin(una)
    say(una, way, "What happened with the falls?")
    ivor = sign_in(guide, store, partner, "Ivor Bell")
    assert "Mrs Laing</a>" not in ivor.get(HOME).text
    rehearsal = way.rsplit("/way/", 1)[0]
    for path in (way, f"{way}/report", f"{way}/report.pdf", f"{rehearsal}/ways"):
        assert ivor.get(path).status_code == 404
    for path in (f"{way}/say", f"{way}/again", f"{way}/end", f"{way}/notes", f"{way}/drafts", f"{rehearsal}/delete"):
        assert ivor.submit(path, HOME, message="x", turn="1").status_code == 404
    assert "What happened with the falls?" in una.get(way).text


def test_what_was_said_lies_encrypted(una: CheckedClient, tmp_path) -> None:  # type: ignore[no-untyped-def]
    way = begin(una)
    say(una, way, "What about the peculiarworduttered?")
    una.submit(f"{way}/notes", f"{way}/report", notes="anotherpeculiarnote")
    for file in tmp_path.glob("plans.db*"):
        held = file.read_bytes()
        assert b"peculiarworduttered" not in held and b"anotherpeculiarnote" not in held


def test_nobody_rehearses_without_signing_in(guide: FixedGuide, store: Store, partner: PlainPartner) -> None:
    stranger = CheckedClient(
        create_app(guide, store, Settings(secret="a secret for tests"), partner), raise_server_exceptions=False
    )
    assert stranger.get(HOME).status_code in (303, 403) or "sign-in" in stranger.get(HOME).url.path


def test_everything_practised_can_be_taken_away_by_its_owner_alone(
    una: CheckedClient, guide: FixedGuide, store: Store, partner: PlainPartner
) -> None:
    way = begin(una)
    say(una, way, "What happened with the falls?")
    una.submit(f"{way}/notes", f"{way}/report", notes="Wait longer.")
    una.submit(f"{way}/again", way, turn="1")
    say(una, way.replace("/way/1", "/way/2"), "Do you wear the alarm?")
    held = una.get("/practitioner/account/everything.json").json()
    (rehearsal,) = held["rehearsals"]
    assert held["account"]["email"] == "una@example.org" and rehearsal["notes"] == "Wait longer."
    said = [[turn["said"] for turn in path["turns"]] for path in rehearsal["paths"]]
    assert said == [["What happened with the falls?"], ["Do you wear the alarm?"]]
    assert rehearsal["paths"][0]["turns"][0]["reply"] in html.unescape(una.get(way).text)
    assert not {"password_hash", "totp_secret"} & set(held["account"])
    ivor = sign_in(guide, store, partner, "Ivor Bell")
    assert ivor.get("/practitioner/account/everything.json").json()["rehearsals"] == []


def test_rehearsals_are_deleted_with_the_account(una: CheckedClient, store: Store) -> None:
    way = begin(una)
    say(una, way, "What happened with the falls?")
    with store.unit_of_work() as uow:
        account = uow.access.practitioner_by_email("una@example.org")
        services.begin_plan(uow, "p1", "adult")
        services.share_with(uow, "p1", account.id)
        uow.commit()
    delete_all_of(store, "operator", account.id)
    with store.session(reading=True) as session:
        for table in ("rehearsal", "rehearsal_path", "rehearsal_turn", "practitioner", "sharing", "stay"):
            assert session.scalar(text(f"select count(*) from {table}")) == 0, table
    assert una.get(way).status_code == 403
    with store.unit_of_work(reading=True) as uow:
        assert services.plan_timeline(uow, "p1")[-2].what == "plan_unshared"
        assert [act.what for _, act in uow.trail.latest(1)] == ["account_deleted"]
