"""A person's rights: to see all that is held, to take it away, to have it deleted; and how long it is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from bot.command.main import main
from plan import services
from plan.model.refusals import NoSuchPlan
from plan.model.statement import Said
from plan.services.holding import everything_held, see_holding
from plan.services.retaining import erase_everything, find_due, load_retention
from plan.services.staying import begin_stay
from plan.store.database import conversation_event_table, conversation_table, metadata
from tests.integration.plan.conftest import PHRASE

NOW = datetime.now(UTC)
SAID = "i never told anybody about the letters"


def talk(store, plan_id, at=NOW, said=SAID):
    with store.session() as session:
        values = {"id": plan_id, "created_at": at, "updated_at": at, "snapshot": {"slots": {"mood": said}}}
        session.execute(conversation_table.insert().values(**values, turn_count=1 if said else 0))
        if said:
            row = {"conversation_id": plan_id, "position": 0, "kind": "person", "turn": 1, "happened_at": 1.5}
            session.execute(conversation_event_table.insert().values(body={"text": said}, **row))
        session.commit()


def rows_of(store, plan_id):
    """How many rows of each table name this plan, the audit trail aside."""
    found = {}
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for column in ("plan_id", "conversation_id", "id"):
                if column in table.c and table.name != "trail":
                    query = text(f'SELECT count(*) FROM "{table.name}" WHERE {column} = :id')
                    if count := connection.scalar(query, {"id": plan_id}):
                        found[table.name] = count
    return found


def test_file_holds_every_word_and_no_key(store, filled):
    talk(store, "p1")
    with store.unit_of_work() as uow:
        code = services.issue_resume_code(uow, "p1")
        begin_stay(uow, NOW, plan_id="p1")
        uow.commit()
        content = everything_held(uow, "p1", "person")
        uow.commit()
    held = json.loads(content)
    for words in (PHRASE, SAID, "Tell nobody about the letters", "I will not use a stick", "Ailsa Reid", "Clearer"):
        assert words in content
    assert held["conversation"]["events"][0]["body"]["text"] == SAID
    assert {act["what"] for act in held["audit_trail"]} >= {"plan_begun", "line_shared", "resume_code_issued"}
    assert code not in content and "seal" not in content and "password" not in content
    with store.unit_of_work(reading=True) as uow:
        assert uow.trail.latest(1)[0][1].what == "everything_exported"


def test_page_counts_what_is_held(store, filled):
    talk(store, "p1")
    with store.unit_of_work(reading=True) as uow:
        holding = see_holding(uow, "p1")
    assert (holding.messages, holding.statements, holding.versions) == (1, 1, 1)
    assert holding.given_to == [("Ailsa Reid", "Social worker")]
    assert any(consent.text == f"Walk {PHRASE} again" for consent in holding.consents)
    assert holding.leaves_record


def test_everything_of_a_plan_that_was_never_agreed_is_deleted(store):
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p2", "adult")
        services.record_statements(uow, "p2", 1, [Said(text=SAID)])
        services.issue_resume_code(uow, "p2")
        begin_stay(uow, NOW, plan_id="p2")
        uow.commit()
    talk(store, "p2")
    with store.unit_of_work() as uow:
        assert erase_everything(uow, "p2", "person") is False
        uow.commit()
    assert rows_of(store, "p2") == {}
    with store.unit_of_work(reading=True) as uow:
        assert [act.what for _, act in uow.trail.of_plan("p2")][-1] == "plan_erased"
        with pytest.raises(NoSuchPlan):
            services.read_plan(uow, "p2")


def test_agreed_plan_leaves_the_signed_version_and_nothing_else(store, filled):
    talk(store, "p1")
    with store.unit_of_work() as uow:
        code = services.issue_resume_code(uow, "p1")
        services.correct_line(uow, "p1", filled.private, "Tell nobody at all", "person")
        assert erase_everything(uow, "p1", "person") is True
        uow.commit()
    left = rows_of(store, "p1")
    assert left == {"plan": 1, "plan_version": 1, "signature": 2, "sharing": 1, "plan_event": 1}
    with store.unit_of_work(reading=True) as uow:
        assert services.find_plan_by_resume_code(uow, code) is None
        assert services.read_version(uow, "p1", 1).is_intact
        [event] = services.plan_timeline(uow, "p1", filled.ailsa)
        plan = services.read_shared(uow, filled.ailsa, "p1")
    assert (event.what, event.old, event.new) == ("draft_erased", None, None)
    assert plan.state == "closed" and plan.lines[filled.outcome].text == f"Walk {PHRASE} again"
    assert filled.private not in plan.lines and plan.is_agreed(1)


def test_record_goes_too_when_it_is_told_to(store, filled):
    with store.unit_of_work() as uow:
        assert erase_everything(uow, "p1", "operator", record_too=True) is False
        uow.commit()
    assert rows_of(store, "p1") == {}


@pytest.mark.parametrize(
    ("period", "given", "said"), [("nothing_said", False, ""), ("draft", False, SAID), ("given", True, SAID)]
)
def test_what_was_never_agreed_is_due_after_its_period_and_not_a_day_before(store, filled, period, given, said):
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p2", "adult")
        if given:
            services.share_with(uow, "p2", filled.ailsa)
        uow.commit()
    talk(store, "p2", said=said)
    days = getattr(load_retention(), period)
    now = datetime.now(UTC)  # the draft is younger than NOW by as long as the tests before this one took
    with store.unit_of_work(reading=True) as uow:
        assert find_due(uow, now + timedelta(days=days - 1)) == []
        [due] = find_due(uow, now + timedelta(days=days, minutes=1))
    assert (due.plan_id, due.period) == ("p2", period)


def test_talking_counts_as_touching(store):
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p2", "adult")
        uow.commit()
    days = timedelta(days=load_retention().draft)
    now = datetime.now(UTC)
    talk(store, "p2", at=now + timedelta(days=100))
    with store.unit_of_work(reading=True) as uow:
        assert find_due(uow, now + days + timedelta(days=1)) == []


def test_line_taken_back_is_gone_for_the_practitioner_and_history_says_so_without_its_words(store, filled):
    with store.unit_of_work() as uow:
        services.choose_sharing(uow, "p1", {filled.outcome: False})
        uow.commit()
    with store.unit_of_work(reading=True) as uow:
        plan = services.read_shared(uow, filled.ailsa, "p1")
        events = services.plan_timeline(uow, "p1", filled.ailsa)
    assert filled.outcome not in plan.lines
    assert all(proposal.line_id != filled.outcome for proposal in plan.proposals.values())
    taken_back = [event for event in events if event.line_id == filled.outcome]
    assert [(event.what, event.old, event.new) for event in taken_back] == [("line_unshared", None, None)]
    assert f"Walk {PHRASE}" not in str([(event.old, event.new) for event in events])


@pytest.fixture
def run(url, key, monkeypatch):
    monkeypatch.setenv("WHAT_MATTERS_DATABASE_URL", url)
    monkeypatch.setenv("WHAT_MATTERS_KEY", key)
    return lambda *args: CliRunner().invoke(main, args)


def test_commands_export_and_erase_by_code(store, filled, run, tmp_path):
    with store.unit_of_work() as uow:
        code = services.issue_resume_code(uow, "p1")
        uow.commit()
    file = tmp_path / "held.json"
    assert run("export", "--code", code, "--to", str(file)).exit_code == 0
    assert PHRASE in file.read_text() and file.stat().st_mode & 0o077 == 0
    again = run("export", "--code", code, "--to", str(file))
    assert again.exit_code == 1 and "nothing was overwritten" in again.output
    assert run("erase", "--code", "no such code here", "--yes").exit_code == 1
    assert rows_of(store, "p1")["plan_line"]
    assert "record of what both sides agreed stays" in run("erase", "--code", code, "--yes").output
    assert "plan_line" not in rows_of(store, "p1")
    assert run("erase", "--plan", "p1", "--record", "--yes").exit_code == 0
    assert rows_of(store, "p1") == {}


def test_retention_says_before_it_deletes(store, run):
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p2", "adult")
        uow.commit()
    tell = run("retention", "--dry-run", "--on", "2100-01-01")
    assert "p2" in tell.output and "1 would be deleted" in tell.output
    assert rows_of(store, "p2")
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE plan SET changed_at = '2020-01-01 00:00:00.000000'"))
    assert "1 were deleted" in run("retention").output
    assert rows_of(store, "p2") == {}
