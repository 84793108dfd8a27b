"""The practitioner's list: the same heaps as the rules, however long, found by words that lie encrypted."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from bot.web.presenters.sharers import view_sharer
from plan import services
from plan.bootstrap import open_store
from plan.model.refusals import NotShared
from plan.model.statement import Said
from plan.rules import watch
from plan.services.caseload import name_plan, search_caseload
from plan.services.caseload_ports import Heap
from plan.store.migrating import migrate

DAYS = [date(2026, 11, 22) + timedelta(days=days) for days in (0, 50, 58, 70, 71, 72, 98, 99, 159, 160, 400)]


def each_entry(uow, practitioner, today):
    return uow.caseload.entries(practitioner, today, None, 0, 100)


def changes(uow, filled):
    """What can happen to the filled plan, one thing after the other."""
    yield "as agreed"
    services.prepare_review(uow, "p1", filled.ailsa, review_of(uow), "At the wall once", "Rang Col")
    yield "prepared"
    services.report_progress(uow, "p1", filled.ailsa, filled.action, "stalled", "No van")
    yield "stalled"
    services.schedule_review(uow, "p1", filled.ailsa, date(2027, 1, 10), "No van")
    yield "raised"
    services.report_progress(uow, "p1", filled.ailsa, filled.action, "done")
    yield "done"
    services.prepare_review(uow, "p1", filled.ailsa, review_of(uow), "Done", "Rang Col")
    services.open_review(uow, "p1", filled.ailsa)
    yield "open"
    services.settle_outcome(uow, "p1", filled.ailsa, filled.outcome, "reached", "Twice a week")
    services.hold_review(uow, "p1", filled.ailsa, "goes_on", "So it is")
    yield "held"
    services.add_qualification(uow, "p1", filled.ailsa, "Dr Gray", "GP", "The hip")
    yield "qualified"
    services.close_plan(uow, "p1", "person", "Moved away")
    yield "closed"


def review_of(uow):
    reviews = [line for line in services.read_plan(uow, "p1").lines.values() if line.part == "review"]
    return min((line for line in reviews if line.is_ahead), key=lambda line: line.due).id


def test_a_plan_presses_in_the_list_exactly_when_its_rules_raise_something(store, filled):
    with store.unit_of_work() as uow:
        for stage in changes(uow, filled):
            for today in DAYS:
                seen = services.read_shared(uow, filled.ailsa, "p1")
                raised = watch(seen, today)
                [entry] = each_entry(uow, filled.ailsa, today)
                assert (entry.heap is Heap.NOW) == bool(raised), (stage, today, raised)
                told = view_sharer(entry, today, None).reasons
                if entry.heap is Heap.NOW:
                    assert set(told) <= {finding.why for finding in raised} and told, (stage, today)


def test_list_is_sorted_counted_and_paged(store, filled):
    with store.unit_of_work() as uow:
        for number in range(7):
            plan_id = f"q{number}"
            services.begin_plan(uow, plan_id, "adult")
            line = services.add_outcome(uow, plan_id, f"Wish number {number}", [1])
            services.choose_sharing(uow, plan_id, {line: True})
            services.share_with(uow, plan_id, filled.ailsa)
        services.propose_change(uow, "q3", filled.ailsa, line_of(uow, "q3"), "Another wish", "Clearer")
        uow.commit()
    today = date(2027, 2, 2)
    with store.unit_of_work(reading=True) as uow:
        counts = uow.caseload.count(filled.ailsa, today)
        assert counts == {Heap.NOW: 1, Heap.MINE: 6, Heap.THEIRS: 1, Heap.RESTING: 0}
        first, second = (uow.caseload.entries(filled.ailsa, today, None, start, 5) for start in (0, 5))
        ids = [entry.plan_id for entry in (*first, *second)]
        assert ids[0] == "p1" and ids[-1] == "q3" and len(set(ids)) == 8
        [theirs] = uow.caseload.entries(filled.ailsa, today, Heap.THEIRS, 0, 5)
        assert theirs.plan_id == "q3"
        assert uow.caseload.count("somebody else", today)[Heap.MINE] == 0


def line_of(uow, plan_id):
    return next(iter(services.read_plan(uow, plan_id).lines))


def test_plan_is_found_by_its_words_and_its_name_and_by_nobody_else(store, filled):
    today = date(2026, 12, 1)
    with store.unit_of_work() as uow:
        name_plan(uow, filled.ailsa, "p1", " Mr L, Tuesdays ")
        with pytest.raises(NotShared):
            name_plan(uow, "somebody else", "p1", "Mine")
        uow.commit()
    with store.unit_of_work(reading=True) as uow:
        for query, found in (("SHORE bess", 1), ("mr l", 1), ("letters", 0), ("shore letters", 0), ("  ", 0)):
            entries = search_caseload(uow, filled.ailsa, today, query)
            assert len(entries) == found, query
        assert search_caseload(uow, "somebody else", today, "shore") == []


def test_key_of_a_plan_opens_it_for_one_practitioner_and_changes_when_it_is_given_anew(store, filled):
    today = date(2026, 12, 1)
    with store.unit_of_work() as uow:
        [entry] = each_entry(uow, filled.ailsa, today)
        assert uow.caseload.find(filled.ailsa, entry.key)[0] == "p1"
        assert uow.caseload.find("somebody else", entry.key) is None
        services.stop_sharing_with(uow, "p1", filled.ailsa)
        assert uow.caseload.find(filled.ailsa, entry.key) is None
        services.share_with(uow, "p1", filled.ailsa)
        [again] = each_entry(uow, filled.ailsa, today)
        assert again.key != entry.key


def test_what_is_private_is_not_in_the_list(store, filled):
    with store.unit_of_work(reading=True) as uow:
        assert "letters" not in repr(each_entry(uow, filled.ailsa, date(2026, 12, 1)))


def test_words_of_the_list_lie_encrypted(store, filled, url):
    with store.unit_of_work() as uow:
        name_plan(uow, filled.ailsa, "p1", "Mr L, Tuesdays")
        uow.commit()
    store.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as plain:
        rows = repr(
            plain.execute("select * from standing").fetchall() + plain.execute("select * from sharing").fetchall()
        )
    assert "p1" in rows and "shore" not in rows and "Tuesdays" not in rows


def test_store_from_before_the_list_is_filled_when_it_is_opened(store, filled, url, key, tmp_path):
    store.close()
    migrate(url, "0003")
    opened = open_store(url, key)
    with opened.unit_of_work(reading=True) as uow:
        [entry] = each_entry(uow, filled.ailsa, date(2027, 2, 2))
        assert entry.heap is Heap.NOW and entry.standing.wants and len(entry.key) == 32
    opened.close()


def test_statement_alone_is_no_want_but_the_plan_is_in_the_list(store, filled):
    with store.unit_of_work() as uow:
        services.begin_plan(uow, "q", "adult")
        [said] = services.record_statements(uow, "q", 1, [Said(text="I miss the folk")])
        services.choose_sharing(uow, "q", {said: True})
        services.share_with(uow, "q", filled.ailsa)
        entries = each_entry(uow, filled.ailsa, date(2026, 12, 1))
        assert {entry.plan_id: entry.standing.wants for entry in entries}["q"] == ()
