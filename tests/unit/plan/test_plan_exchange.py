"""A plan as a file and back: nothing lost, nothing overwritten, a broken file refused with the place and the reason."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from plan import services
from plan.exchange import BrokenFile, bring_in, gather_plan, gather_shared, read_file, verify, write_json
from plan.services.ports import Practitioner
from tests.unit.plan.generated_plans import documents

# Whole plans are too large to shrink: it would take minutes, and the first one found shows what is wrong as well.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def store_knowing(new_uow, document):
    """An empty store in which those with whom the plan is shared have accounts."""
    uow = new_uow()
    for sharer in document.shared_with:
        account = Practitioner(
            id=sharer.id, name=sharer.name, role=sharer.role, email=sharer.id, contact_code=sharer.id, password_hash=""
        )
        uow.access.add_practitioner(account)
    return uow


def into(uow, values):
    """Bring JSON values in, as a command does: commit, or roll back on a refusal."""
    try:
        brought = bring_in(uow, read_file(json.dumps(values).encode()))
    except BrokenFile:
        uow.rollback()
        raise
    uow.commit()
    return brought


@pytest.fixture
def values(agreed):
    return json.loads(write_json(gather_plan(agreed.uow, "p1")))


@settings(max_examples=30, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_any_plan_comes_back_from_its_file_as_it_was(new_uow, document):
    written = write_json(document)
    assert read_file(written.encode()) == document
    uow = store_knowing(new_uow, document)
    brought = bring_in(uow, read_file(written.encode()))
    assert brought.is_new
    assert write_json(gather_plan(uow, document.plan.id)) == written


def test_negotiated_plan_comes_back_from_its_file_as_it_was(agreed, new_uow, values):
    services.add_qualification(agreed.uow, "p1", "ailsa", "Dr Gray", "GP", "Rest first")
    before = gather_plan(agreed.uow, "p1")
    uow = store_knowing(new_uow, before)
    assert bring_in(uow, read_file(write_json(before).encode())).unknown == ()
    assert gather_plan(uow, "p1") == before
    assert services.read_plan_as_of(uow, "p1", 1).lines == services.read_plan_as_of(agreed.uow, "p1", 1).lines


def test_file_brought_in_twice_changes_nothing(agreed, values):
    agreed.uow.commit()
    brought = into(agreed.uow, values)
    assert (brought.is_new, brought.added, brought.changed) == (False, 0, 0)
    assert json.loads(write_json(gather_plan(agreed.uow, "p1"))) == values


def test_blank_in_a_file_deletes_nothing(agreed, values):
    agreed.uow.commit()
    emptied = copy.deepcopy(values)
    for line in emptied["lines"]:
        for name in ("by", "by_said", "who", "when", "story", "theme", "resource", "support"):
            line.pop(name, None)
    emptied["statements"] = emptied["proposals"] = []
    emptied["lines"] = emptied["lines"][:2]
    del emptied["shared"], emptied["plan"]["framework"]
    into(agreed.uow, emptied)
    assert json.loads(write_json(gather_plan(agreed.uow, "p1"))) == values


def test_newer_file_brings_what_happened_since(agreed, new_uow, values):
    older = store_knowing(new_uow, gather_plan(agreed.uow, "p1"))
    into(older, values)
    services.log_contact(agreed.uow, "p1", "ailsa", agreed.plan().began_at.date(), "Jean", "She is well")
    services.record_statements(agreed.uow, "p1", 8, [services.Said(text="we were at the wall")])
    services.propose_change(agreed.uow, "p1", "person", agreed.outcome, "Get to the pier", "it is nearer")
    newer = json.loads(write_json(gather_plan(agreed.uow, "p1")))
    brought = into(older, newer)
    assert (brought.added, brought.changed) == (3, 0)
    assert json.loads(write_json(gather_plan(older, "p1"))) == newer


def test_older_file_gives_no_ended_sharing_back(agreed, values):
    services.stop_sharing_with(agreed.uow, "p1", "ailsa")
    services.choose_sharing(agreed.uow, "p1", {agreed.rating: False})
    agreed.uow.commit()
    into(agreed.uow, values)
    assert not agreed.uow.access.is_shared("p1", "ailsa")
    assert agreed.rating not in agreed.plan().shared


def test_plan_that_was_changed_here_and_in_the_file_is_refused_where_they_part(agreed, new_uow, values):
    elsewhere = store_knowing(new_uow, gather_plan(agreed.uow, "p1"))
    into(elsewhere, values)
    services.report_progress(elsewhere, "p1", "person", agreed.action, "under_way")
    services.report_progress(agreed.uow, "p1", "person", agreed.action, "stalled")
    agreed.uow.commit()
    before = gather_plan(agreed.uow, "p1")
    with pytest.raises(BrokenFile) as refused:
        into(agreed.uow, json.loads(write_json(gather_plan(elsewhere, "p1"))))
    assert refused.value.path == f"$.history[{len(values['history'])}]"
    assert gather_plan(agreed.uow, "p1") == before


def test_wording_without_the_history_that_led_to_it_is_refused(agreed, values):
    agreed.uow.commit()
    [place] = [number for number, line in enumerate(values["lines"]) if line["part"] == "outcome"]
    values["lines"][place] |= {"wording": "Something else", "revision": 9}
    with pytest.raises(BrokenFile) as refused:
        into(agreed.uow, values)
    assert refused.value.path == f"$.lines[{place}]"
    assert agreed.plan().lines[agreed.outcome].text == "Get to the wall on my own with Bess"


def test_what_a_person_said_is_never_replaced(agreed, values):
    agreed.uow.commit()
    values["statements"][0]["text"] = "I never said that"
    with pytest.raises(BrokenFile) as refused:
        into(agreed.uow, values)
    assert refused.value.path == "$.statements[0].text"
    assert "never changed" in str(refused.value)


def spoil(*path, to):
    def change(values):
        inner = values
        for step in path[:-1]:
            inner = inner[step]
        if to is None:
            del inner[path[-1]]
        else:
            inner[path[-1]] = to

    return change


BROKEN = [
    (spoil("format", to="something else"), "$.format", "not the file of a plan"),
    (spoil("format_version", to=2), "$.format_version", "newer version"),
    (spoil("format_version", to="1"), "$.format_version", "one of: 1"),
    (spoil("holds", to="half"), "$.holds", "whole, shared"),
    (spoil("colour", to="red"), "$.colour", "no such field"),
    (spoil("plan", to=None), "$.plan.id", "missing"),
    (spoil("plan", "id", to="../x"), "$.plan.id", "1 to 64"),
    (spoil("plan", "state", to="banana"), "$.plan.state", "'draft', 'shared'"),
    (spoil("plan", "began_at", to="2026-11-22T09:00:00"), "$.plan.began_at", "with its zone"),
    (spoil("lines", to={}), "$.lines", "list"),
    (spoil("lines", 0, to="a line"), "$.lines[0]", "curly"),
    (spoil("lines", 0, "part", to="dream"), "$.lines[0].part", "outcome, rating"),
    (spoil("lines", 0, "wording", to=None), "$.lines[0].wording", "missing or blank"),
    (spoil("lines", 0, "wording", to="  "), "$.lines[0]", "Nothing was written"),
    (spoil("lines", 0, "wording", to=7), "$.lines[0].wording", "text"),
    (spoil("lines", 0, "turns", to="one"), "$.lines[0].turns", "list"),
    (spoil("lines", 0, "turns", to=["x"]), "$.lines[0].turns[0]", "whole number"),
    (spoil("lines", 0, "turns", to=[0]), "$.lines[0]", "place in the conversation"),
    (spoil("lines", 0, "mood", to="low"), "$.lines[0].mood", "no such field"),
    (spoil("lines", 0, "confirmed", "mood", to="low"), "$.lines[0].confirmed.mood", "no such field"),
    (spoil("lines", 0, "confirmed", "at", to="soon"), "$.lines[0].confirmed.at", "date and time"),
    (spoil("lines", 1, "number", to=11), "$.lines[1]", "outside the scale"),
    (spoil("lines", 1, "outcome_id", to="nowhere"), "$.lines[1].outcome_id", "not in the file"),
    (spoil("lines", 2, "by", to="30/4/27"), "$.lines[2].by", "2026-12-25"),
    (spoil("shared", 0, "line", to="nowhere"), "$.shared[0].line", "not in the file"),
    (spoil("versions", 0, "content", "framework", to="carer"), "$.versions[0].content_hash", "not what was frozen"),
    (spoil("versions", 0, "content", to=None), "$.versions[0].content", "curly"),
    (spoil("signatures", 0, "content_hash", to="0"), "$.signatures[0].content_hash", "another content"),
    (spoil("signatures", 0, "version", to=7), "$.signatures[0].version", "not in the file"),
    (spoil("signatures", to=[]), "$.plan.state", "no version was signed"),
    (spoil("history", 0, "at", to="x"), "$.history[0].at", "date and time"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "place", "reason"), BROKEN)
def test_broken_file_is_refused_with_the_place_and_the_reason(new_uow, values, change, place, reason):
    change(values)
    uow = new_uow()
    with pytest.raises(BrokenFile) as refused:
        into(uow, values)
    assert refused.value.path == place
    assert reason in str(refused.value)
    assert uow.state.plans == {}


def test_line_that_stands_twice_is_refused(new_uow, values):
    values["lines"].append(values["lines"][0])
    with pytest.raises(BrokenFile, match="given before"):
        into(new_uow(), values)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b'{"format": ', "line 1, column 12"),
        (b"[" * 100_000, "too many levels"),
        (b'{"a": 1, "a": 2}', '"a" stands twice'),
        (b'{"a": NaN}', "NaN"),
        (b"[]", "curly"),
        (b"", "line 1"),
    ],
)
def test_what_is_no_plan_at_all_is_refused_in_plain_words(content, reason):
    with pytest.raises(BrokenFile, match=reason):
        read_file(content)


def test_refusal_never_repeats_what_the_person_said(values):
    values["lines"][0]["direction"] = "to the shore road with Bess"
    with pytest.raises(BrokenFile) as refused:
        read_file(json.dumps(values).encode())
    assert "Bess" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_verifying_tells_a_changed_version_from_an_unchanged_one(values):
    [verdict] = verify(read_file(json.dumps(values).encode(), as_it_is=True))
    assert (verdict.is_unchanged, verdict.signed) == (True, 2)
    values["versions"][0]["content"]["lines"][0]["wording"] += "!"
    [verdict] = verify(read_file(json.dumps(values).encode(), as_it_is=True))
    assert not verdict.is_unchanged
    assert verdict.found != verdict.stated


def test_verifying_tells_a_signature_that_was_moved(values):
    values["signatures"][0]["content_hash"] = "0" * 64
    [verdict] = verify(read_file(json.dumps(values).encode(), as_it_is=True))
    assert (verdict.is_unchanged, verdict.signed, verdict.strayed) == (False, 1, 1)


def test_practitioners_copy_holds_nothing_private_and_can_be_read(agreed, new_uow):
    services.add_outcome(agreed.uow, "p1", "Tell nobody about the letters", [5])
    services.record_statements(agreed.uow, "p1", 6, [services.Said(text="the letters are from Jean")])
    copy_of_it = write_json(gather_shared(agreed.uow, "ailsa", "p1"))
    assert "letters" not in copy_of_it
    assert "grumpy" not in copy_of_it
    uow = new_uow()
    bring_in(uow, read_file(copy_of_it.encode()))
    assert services.read_plan(uow, "p1").lines[agreed.outcome].text == "Get to the wall on my own with Bess"
