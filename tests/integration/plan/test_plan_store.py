"""The store on disk: a plan comes back as it went in, encrypted, whole or not at all."""

from __future__ import annotations

import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event, select, text

from plan import services
from plan.bootstrap import open_store
from plan.model.refusals import EmailTaken, LineChanged, NoSuchPlan
from plan.model.statement import Said
from plan.store.database import (
    conversation_event_table,
    conversation_table,
    metadata,
    plan_table,
)
from plan.store.keys import KeyMissing, Keyring, KeyUnusable, WrongKey
from tests.integration.plan.conftest import on_both

PHRASE = "the shore road every morning with Bess"


def read(store, plan_id="p1"):
    with store.unit_of_work(reading=True) as uow:
        return services.read_plan(uow, plan_id), services.plan_timeline(uow, plan_id)


def count_of(store, query):
    with store.engine.connect() as connection:
        return connection.scalar(text(query))


def count(store, table):
    with store.engine.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}"))


@on_both
def test_plan_comes_back_as_it_went_in(url, key, store, filled):
    plan, events = read(store)
    outcome = plan.lines[filled.outcome]
    assert (outcome.text, outcome.earlier[0].text) == (f"Walk {PHRASE} again", f"Walk {PHRASE}")
    assert plan.lines[filled.action].helped_by == ("Col", "Jo")
    assert plan.rating(filled.outcome, "now").number == 0
    assert plan.state == "agreed_with_disagreement"
    assert [signature.version for signature in plan.signatures] == [1, 1]
    again = open_store(url, key)
    assert read(again) == (plan, events)
    again.close()


@on_both
def test_frozen_version_comes_back_intact(store, filled):
    with store.unit_of_work(reading=True) as uow:
        version = services.read_version(uow, "p1", 1)
    assert version.is_intact
    assert "letters" not in str(version.content)


@on_both
def test_change_writes_only_the_rows_that_differ(store, filled):
    written = []
    with store.unit_of_work() as uow:
        uow.plans.get("p1")
        event.listen(store.engine, "before_cursor_execute", lambda *a: written.append(a[2]))
        services.update_action(uow, "p1", filled.action, 9, confidence=8)
        uow.commit()
    changes = [sql.split()[:3] for sql in written if not sql.startswith(("SELECT", "BEGIN"))]
    assert [" ".join(sql).replace('"', "") for sql in changes] == [
        "UPDATE plan_line SET",
        "UPDATE plan SET",
        "UPDATE standing SET",
        "INSERT INTO plan_event",
        "INSERT INTO trail",
        "UPDATE trail_head SET",
    ]


@on_both
def test_recording_statements_reads_no_line(store, filled):
    touched = []
    with store.unit_of_work() as uow:
        event.listen(store.engine, "before_cursor_execute", lambda *a: touched.append(a[2]))
        services.record_statements(uow, "p1", 9, [Said(text="more")])
        uow.commit()
    assert not [sql for sql in touched if "plan_line" in sql or "FROM statement" in sql]


def test_nothing_readable_reaches_the_disk(tmp_path, store, filled):
    with store.unit_of_work() as uow:
        services.issue_resume_code(uow, "p1")
        uow.commit()
    on_disk = b"".join(file.read_bytes() for file in tmp_path.iterdir() if "plans.db" in file.name)
    assert (tmp_path / "plans.db-wal").exists()
    for words in (PHRASE, "neighbour", "letters", "Ailsa Reid", "ailsa@example.org", "stick"):
        assert words.encode() not in on_disk


def test_wrong_key_is_refused_before_anything_is_changed(tmp_path, url, store, filled):
    store.close()
    before = (tmp_path / "plans.db").read_bytes()
    with pytest.raises(WrongKey, match="encrypted with another key"):
        open_store(url, Fernet.generate_key().decode())
    assert (tmp_path / "plans.db").read_bytes() == before


def test_missing_key_is_refused_and_no_new_one_made(tmp_path, url, store, monkeypatch):
    monkeypatch.delenv("WHAT_MATTERS_KEY", raising=False)
    with pytest.raises(KeyMissing, match="no key to read them"):
        open_store(url, key_file=tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_unusable_key_is_refused(url):
    with pytest.raises(KeyUnusable, match="Fernet"):
        open_store(url, "a password")


def test_key_file_is_made_for_its_owner_only(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/new.db"
    monkeypatch.delenv("WHAT_MATTERS_KEY", raising=False)
    key_file = tmp_path / "var" / "key"
    open_store(url, key_file=key_file).close()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    open_store(url, key_file=key_file).close()


@on_both
def test_keys_rotate_old_ones_read_and_the_first_one_encrypts(url, key, store, filled):
    with store.unit_of_work() as uow:
        code = services.issue_resume_code(uow, "p1")
        uow.commit()
    newer = Fernet.generate_key().decode()
    rotated = open_store(url, f"{newer},{key}")
    assert read(rotated)[0].statements[0].text == f"I walked {PHRASE}"
    with rotated.unit_of_work() as uow:
        assert services.find_plan_by_resume_code(uow, code) == "p1"
        services.record_statements(uow, "p1", 9, [Said(text="by the new key")])
        uow.commit()
        token = uow._session.scalar(text("SELECT body FROM statement ORDER BY position DESC"))
    assert "by the new key" in Keyring(newer).decrypt(token)
    rotated.close()


@on_both
def test_work_that_is_not_committed_is_dropped(store):
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "p2")
    with pytest.raises(NoSuchPlan):
        read(store, "p2")


@on_both
def test_joined_work_rolls_back_with_the_session_it_joined(store):
    with store.session() as session:
        with store.unit_of_work(session) as uow:
            services.begin_plan(uow, "p2")
            uow.commit()
        session.rollback()
    assert count(store, "plan") == 0


@on_both
def test_joined_work_left_without_commit_takes_only_itself_back(store):
    now = datetime.now(UTC)
    with store.session() as session:
        values = {"id": "p2", "created_at": now, "updated_at": now, "snapshot": {"slot": 1}}
        session.execute(conversation_table.insert().values(values))
        with store.unit_of_work(session) as uow:
            services.begin_plan(uow, "p2")
            uow.commit()
        with store.unit_of_work(session) as uow:
            services.record_statements(uow, "p2", 1, [Said(text="half a thought")])
        session.commit()
    assert read(store, "p2")[0].statements == ()
    assert count(store, "conversation") == 1


def test_conversation_tables_keep_encrypted_bodies(store, tmp_path):
    now = datetime.now(UTC)
    body = {"event": "user", "text": f"I miss {PHRASE}"}
    with store.session() as session:
        session.execute(conversation_table.insert().values(id="p2", created_at=now, updated_at=now))
        row = {"conversation_id": "p2", "position": 0, "kind": "user", "turn": 1, "happened_at": 1.5}
        session.execute(conversation_event_table.insert().values(body=body, **row))
        session.commit()
        assert session.scalar(select(conversation_event_table.c.body)) == body
    on_disk = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert PHRASE.encode() not in on_disk


@on_both
def test_two_editors_at_once_the_second_is_told_and_nothing_is_lost(store, filled):
    with store.unit_of_work(reading=True) as uow:
        seen = services.read_plan(uow, "p1").lines[filled.col].revision
    with store.unit_of_work() as uow:
        services.correct_line(uow, "p1", filled.col, "Colin", "person", seen_revision=seen)
        uow.commit()
    with store.unit_of_work() as uow, pytest.raises(LineChanged) as shown:
        services.correct_line(uow, "p1", filled.col, "Old Col", "person", seen_revision=seen)
    assert shown.value.details["yours"] == {"name": "Old Col"}
    assert shown.value.details["now"] == {"name": "Colin"}


@on_both
def test_row_that_changed_underneath_is_not_overwritten(store, filled):
    with store.unit_of_work() as uow:
        plan = uow.plans.get("p1")
        line = plan.lines[filled.col]
        uow._session.execute(text("UPDATE plan_line SET revision = 99 WHERE id = :id"), {"id": line.id})
        plan.lines[line.id] = replace(line, name="Colin", revision=line.revision + 1)
        with pytest.raises(LineChanged):
            uow.plans.save(plan)


@on_both
def test_writers_wait_for_each_other_and_none_is_lost(store, filled):
    failures = []

    def talk(who):
        try:
            for number in range(10):
                with store.unit_of_work() as uow:
                    services.add_outcome(uow, "p1", f"{who} {number}", [10 + number])
                    uow.commit()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=talk, args=(who,)) for who in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    texts = {line.text for line in read(store)[0].lines.values()}
    assert {f"{who} {number}" for who in ("one", "two") for number in range(10)} <= texts


@on_both
def test_writer_of_a_plan_waits_for_the_one_before_and_sees_what_they_wrote(store, filled):
    began, told, failures = threading.Event(), [], []

    def second():
        try:
            with store.unit_of_work() as uow:
                began.set()
                told.append(uow.plans.get("p1").lines[filled.col].text)
        except Exception as error:
            failures.append(error)

    with store.unit_of_work() as uow:
        services.correct_line(uow, "p1", filled.col, "Colin", "person")
        thread = threading.Thread(target=second)
        if store.engine.dialect.name == "postgresql":
            thread.start()
            began.wait(5)
            waiting = (
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE%'"
            )
            for _ in range(100):
                if count_of(store, waiting):
                    break
                threading.Event().wait(0.05)
            assert count_of(store, waiting) == 1
        else:
            thread.start()
        assert told == []
        uow.commit()
    thread.join()
    assert (told, failures) == (["Colin"], [])


@on_both
def test_readers_wait_for_nobody(store, filled):
    with store.unit_of_work() as writing:
        services.correct_line(writing, "p1", filled.col, "Colin", "person")
        assert read(store)[0].lines[filled.col].text == "Col"
        writing.commit()
    assert read(store)[0].lines[filled.col].text == "Colin"


@on_both
def test_erased_plan_leaves_no_row_behind(store, filled):
    with store.unit_of_work() as uow:
        services.issue_resume_code(uow, "p1")
        services.erase_plan(uow, "p1", record_too=True)
        uow.commit()
    kept = {table.name for table in metadata.sorted_tables if count(store, table.name)}
    assert kept == {"practitioner", "sentinel", "trail", "trail_head"}


@on_both
def test_resume_code_opens_its_plan_and_a_new_one_replaces_it(store, filled):
    with store.unit_of_work() as uow:
        old = services.issue_resume_code(uow, "p1")
        assert len(old.split()) == 4
        assert services.find_plan_by_resume_code(uow, f" {old.upper().replace(' ', '-')} ") == "p1"
        new = services.issue_resume_code(uow, "p1")
        assert services.find_plan_by_resume_code(uow, old) is None
        assert services.find_plan_by_resume_code(uow, new) == "p1"
        assert services.find_plan_by_resume_code(uow, "") is None


@on_both
def test_practitioner_signs_in_with_address_and_password_only(store, filled):
    with store.unit_of_work() as uow:
        found = services.check_sign_in(uow, " Ailsa@Example.org", "long enough")
        assert found is not None
        assert (found.id, found.name) == (filled.ailsa, "Ailsa Reid")
        assert services.check_sign_in(uow, "ailsa@example.org", "wrong") is None
        assert services.check_sign_in(uow, "nobody@example.org", "long enough") is None
        given = services.practitioner_by_contact_code(uow, found.contact_code.upper())
        assert given == found
        with pytest.raises(EmailTaken):
            services.add_practitioner(uow, "Ailsa", "Nurse", "AILSA@example.org", "another one")


@on_both
def test_practitioners_list_shows_where_things_stand(store, filled):
    with store.unit_of_work(reading=True) as uow:
        [entry] = services.shared_plans(uow, filled.ailsa)
    assert (entry.plan_id, entry.state, entry.next_review.isoformat()) == (
        "p1",
        "agreed_with_disagreement",
        "2027-02-01",
    )


@on_both
def test_migrated_tables_are_those_of_the_code(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_store_opens_twice_without_harm(url, key, store, filled):
    again = open_store(url, key)
    assert count(again, plan_table.name) == 1
    again.close()
    assert Path(url.removeprefix("sqlite:///")).exists()
