"""The audit trail: every act is in it, no word is, and whatever is done to it behind the program's back is named."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.command.main import main
from plan import services
from plan.bootstrap import open_store
from plan.model.statement import Said
from plan.services.access_ports import Act
from tests.integration.plan.conftest import PHRASE


def verify(store, anchor=None):
    with store.unit_of_work(reading=True) as uow:
        return uow.trail.verify(anchor)


def tamper(store, *statements, **values):
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def entries(store):
    with store.engine.connect() as connection:
        return connection.execute(text("SELECT * FROM trail ORDER BY position")).all()


def test_every_event_of_a_plan_is_an_entry_and_no_word_is(store, filled):
    with store.unit_of_work(reading=True) as uow:
        events = services.plan_timeline(uow, "p1")
        acts = [act for _, act in uow.trail.of_plan("p1")]
    assert [(act.what, act.at) for act in acts] == [(event.what, event.at) for event in events]
    everything = str(entries(store))
    for words in (PHRASE, "Ailsa", "neighbour", "stick", "The Hub"):
        assert words not in everything


def test_trail_is_sound_after_many_pieces_of_work(store, filled):
    for turn in range(10, 15):
        with store.unit_of_work() as uow:
            services.record_statements(uow, "p1", turn, [Said(text="more")])
            uow.commit()
    verdict = verify(store)
    assert verdict.broken_at is None
    assert verdict.entries == len(entries(store)) > 30


def test_work_that_is_dropped_leaves_no_entry(store, filled):
    before = verify(store)
    with store.unit_of_work() as uow:
        services.record_statements(uow, "p1", 9, [Said(text="dropped")])
    with store.unit_of_work() as uow:
        services.record_statements(uow, "p1", 9, [Said(text="dropped")])
        uow.rollback()
        uow.commit()
    assert verify(store) == before


def test_joined_work_that_is_taken_back_leaves_no_entry_beside_work_that_is_kept(store):
    with store.session() as session:
        with store.unit_of_work(session) as uow:
            services.begin_plan(uow, "p2")
            uow.commit()
        with store.unit_of_work(session) as uow:
            services.record_statements(uow, "p2", 1, [Said(text="half a thought")])
        with store.unit_of_work(session) as uow:
            services.record_statements(uow, "p2", 1, [Said(text="half a thought")])
            uow.rollback()
            services.set_framework(uow, "p2", "carer")
            uow.commit()
        session.commit()
    assert [row.what for row in entries(store)] == ["plan_begun", "framework_chosen"]
    assert verify(store).broken_at is None


@pytest.mark.parametrize("column", ["at", "who", "what", "plan_id", "about", "seal"])
def test_changing_any_fact_of_any_entry_names_that_entry(store, column):
    write(store, 5)
    for position in range(1, 6):
        (was,) = (getattr(row, column) for row in entries(store) if row.position == position)
        other = "2020-01-01 00:00:00.000000" if column == "at" else "x" * 64
        tamper(store, f"UPDATE trail SET {column} = :v WHERE position = :p", v=other, p=position)
        verdict = verify(store)
        assert (verdict.broken_at, verdict.reason, verdict.entries) == (position, "changed", position - 1)
        tamper(store, f"UPDATE trail SET {column} = :v WHERE position = :p", v=was, p=position)
    assert verify(store).broken_at is None


def test_deleting_any_entry_names_its_place(store):
    write(store, 5)
    for position in range(1, 6):
        row = next(row for row in entries(store) if row.position == position)
        tamper(store, "DELETE FROM trail WHERE position = :p", p=position)
        verdict = verify(store)
        assert verdict.broken_at == position
        assert verdict.reason == ("missing" if position < 5 else "cut_off")
        names = ", ".join(row._fields)
        marks = ", ".join(f":{name}" for name in row._fields)
        tamper(store, f"INSERT INTO trail ({names}) VALUES ({marks})", **row._asdict())
    assert verify(store).broken_at is None


def test_closing_the_gap_after_deleting_is_noticed(store):
    write(store, 5)
    tamper(store, "DELETE FROM trail WHERE position = 2", "UPDATE trail SET position = position - 1 WHERE position > 2")
    assert (verify(store).broken_at, verify(store).reason) == (2, "changed")


def test_entry_put_in_is_named(store):
    write(store, 3)
    tamper(store, "INSERT INTO trail SELECT 4, at, who, what, plan_id, about, seal FROM trail WHERE position = 3")
    assert (verify(store).broken_at, verify(store).reason) == (4, "changed")


def test_entries_that_changed_places_are_named(store):
    write(store, 4)
    tamper(
        store,
        "UPDATE trail SET position = 99 WHERE position = 2",
        "UPDATE trail SET position = 2 WHERE position = 3",
        "UPDATE trail SET position = 3 WHERE position = 99",
    )
    assert (verify(store).broken_at, verify(store).reason) == (2, "changed")


def test_head_that_was_set_back_does_not_fit_its_seal(store):
    write(store, 4)
    tamper(store, "DELETE FROM trail WHERE position = 4", "UPDATE trail_head SET entries = 3")
    assert verify(store).broken_at == 4


def test_old_head_put_back_after_a_cut_is_noticed_by_the_anchor_alone(store):
    write(store, 3)
    with store.engine.connect() as connection:
        old = connection.execute(text("SELECT * FROM trail_head")).one()._asdict()
    write(store, 2)
    anchor = verify(store).anchor
    tamper(store, "DELETE FROM trail WHERE position > 3")
    tamper(store, "UPDATE trail_head SET entries = :entries, last_seal = :last_seal, seal = :seal", **old)
    assert verify(store).broken_at is None
    assert (verify(store, anchor).broken_at, verify(store, anchor).reason) == (4, "cut_off")
    write(store, 5)
    assert (verify(store, anchor).broken_at, verify(store, anchor).reason) == (5, "not_the_anchor")


def test_trail_emptied_while_the_service_runs_stays_broken_for_ever(store):
    write(store, 4)
    tamper(store, "DELETE FROM trail", "DELETE FROM trail_head")
    write(store, 2)
    assert (verify(store).broken_at, verify(store).reason) == (1, "begun_anew")
    assert len(entries(store)) == 3


def test_trail_cut_with_its_head_taken_away_says_where_it_went_on(store):
    write(store, 4)
    tamper(store, "DELETE FROM trail WHERE position > 2", "DELETE FROM trail_head")
    assert verify(store).broken_at == 3
    write(store, 1)
    assert (verify(store).broken_at, verify(store).reason) == (3, "begun_anew")


def test_seals_cannot_be_made_with_another_key(store, tmp_path):
    """An empty store of one's own, with its entries copied over, does not pass for the trail."""
    write(store, 3)
    forged = open_store(f"sqlite:///{tmp_path}/forged.db", Fernet.generate_key().decode())
    write(forged, 3)
    rows = [row._asdict() for row in entries(forged)]
    forged.close()
    tamper(store, "DELETE FROM trail")
    for row in rows:
        marks = ", ".join(f":{name}" for name in row)
        tamper(store, f"INSERT INTO trail ({', '.join(row)}) VALUES ({marks})", **row)
    assert verify(store).broken_at == 1


def write(store, count):
    for number in range(count):
        with store.unit_of_work() as uow:
            uow.trail.append(Act(at=uow.now(), who="person", what="page_read", plan_id="p1", about=f"/{number}"))
            uow.commit()


def test_command_names_the_broken_entry_and_fails(tmp_path, url, key, store, filled, monkeypatch):
    monkeypatch.setenv("WHAT_MATTERS_DATABASE_URL", url)
    monkeypatch.setenv("WHAT_MATTERS_KEY", key)
    sound = CliRunner().invoke(main, ["audit", "verify"])
    assert sound.exit_code == 0 and "all sound" in sound.output
    shown = CliRunner().invoke(main, ["audit", "show", "--plan", "p1"])
    assert "plan_shared" in shown.output and PHRASE not in shown.output
    tamper(store, "DELETE FROM trail WHERE position = 3")
    broken = CliRunner().invoke(main, ["audit", "verify"])
    assert broken.exit_code == 1 and "entry 3 is broken" in broken.output
