"""The person's draft: verbatim statements, lines with sources, corrections that keep the old words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from plan import services
from plan.model.outcomes import Outcome
from plan.model.refusals import (
    LineWithoutSource,
    NoSuchLine,
    NoSuchPlan,
    NothingWritten,
    NotShared,
    OutOfRange,
    UnknownWord,
)
from plan.model.statement import Said


@pytest.fixture
def draft(uow):
    services.begin_plan(uow, "p1", "adult")
    return uow


def lines_of(uow, part, **kwargs):
    return [line for line in services.draft_lines(uow, "p1", **kwargs) if line.part == part]


def test_statement_is_kept_exactly_as_typed(draft):
    typed = "  used to walk the shore road\tevry morning  with Bess "
    services.record_statements(draft, "p1", 1, [Said(text=typed, kinds=("strength",))])
    [said] = services.read_plan(draft, "p1").statements
    assert (said.text, said.turn, said.kinds) == (typed, 1, ("strength",))


def test_recording_statements_never_loads_the_plan(draft):
    for turn in range(1, 30):
        services.record_statements(draft, "p1", turn, [Said(text="more")])
    assert draft.plans.loaded == 0


def test_recording_statements_needs_a_plan(uow):
    with pytest.raises(NoSuchPlan):
        services.record_statements(uow, "nobody", 1, [Said(text="hello")])


def test_beginning_twice_leaves_the_plan_as_it_is(draft):
    services.begin_plan(draft, "p1", "carer")
    assert services.read_plan(draft, "p1").framework == "adult"


def test_line_without_turn_or_author_is_impossible():
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with pytest.raises(LineWithoutSource):
        Outcome(id="o", made_at=now, wording="Get out more")
    assert Outcome(id="o", made_at=now, wording="Get out more", author="ailsa").writer == "ailsa"


def test_outcome_without_a_source_turn_is_refused(draft):
    with pytest.raises(LineWithoutSource):
        services.add_outcome(draft, "p1", "Get out more", [])


def test_outcome_without_a_theme_is_always_valid(draft):
    services.add_outcome(draft, "p1", "Get out more", [1])
    with pytest.raises(UnknownWord):
        services.add_outcome(draft, "p1", "Get out more", [1], theme="nurtured")


def test_corrected_line_keeps_the_old_wording(draft):
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    services.correct_line(draft, "p1", outcome, "Get to the wall", "person", turn=4)
    [line] = lines_of(draft, "outcome")
    assert (line.text, line.turns) == ("Get to the wall", (1, 4))
    assert [(old.text, old.by, old.replaced_by) for old in line.earlier] == [("Get out", "person", "person")]


def test_blank_never_replaces_what_is_there(draft):
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    with pytest.raises(NothingWritten):
        services.correct_line(draft, "p1", outcome, "  ", "person")
    action = services.add_action(draft, "p1", outcome, "Ring Col", 2, who="me")
    services.update_action(draft, "p1", action, 3, who="", when=date(2027, 3, 1))
    [line] = lines_of(draft, "action")
    assert (line.source.who, line.source.when) == ("me", date(2027, 3, 1))


def test_corrected_statement_is_a_new_one_and_the_old_one_stays(draft):
    [old] = services.record_statements(draft, "p1", 1, [Said(text="I have two dogs")])
    new = services.correct_line(draft, "p1", old, "I have one dog", "person", turn=3)
    first, second = services.read_plan(draft, "p1").statements
    assert (first.id, first.text, first.withdrawn_at is not None) == (old, "I have two dogs", True)
    assert (second.id, second.text, second.corrects) == (new, "I have one dog", old)


def test_statement_under_another_heading_keeps_its_words_its_turn_and_what_was_shared(draft):
    [old] = services.record_statements(draft, "p1", 2, [Said(text="Zosia makes the tea", kinds=("concern",))])
    services.choose_sharing(draft, "p1", {old: True})
    new = services.move_statement(draft, "p1", old, ("strength",), "person", turn=9)
    first, second = services.read_plan(draft, "p1").statements
    assert first.withdrawn_at is not None
    assert (second.id, second.text, second.kinds, second.turn) == (new, "Zosia makes the tea", ("strength",), 2)
    assert [(line.id, line.shared) for line in services.draft_lines(draft, "p1")] == [(new, True)]


def test_only_whoever_said_it_puts_it_under_another_heading(draft):
    [old] = services.record_statements(draft, "p1", 2, [Said(text="Zosia makes the tea", kinds=("concern",))])
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    with pytest.raises(NoSuchLine):
        services.move_statement(draft, "p1", outcome, ("strength",), "person")
    with pytest.raises(NotShared):
        services.move_statement(draft, "p1", old, ("strength",), "somebody")


def test_removed_line_is_struck_out_and_moves_no_other_number(draft):
    services.record_statements(draft, "p1", 1, [Said(text="one"), Said(text="two")])
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    services.remove_line(draft, "p1", services.draft_lines(draft, "p1")[0].id)
    numbers = [(line.number, line.text) for line in services.draft_lines(draft, "p1")]
    assert numbers == [(2, "two"), (3, "Get out")]
    assert len(services.draft_lines(draft, "p1", with_removed=True)) == 3
    services.remove_line(draft, "p1", outcome, why="not mine")
    assert lines_of(draft, "outcome") == []


def test_removing_an_outcome_strikes_out_what_hangs_on_it(draft):
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    services.add_indicator(draft, "p1", outcome, "At the wall", 2)
    services.remove_line(draft, "p1", outcome)
    assert services.draft_lines(draft, "p1") == []


def test_latest_rating_counts_and_earlier_ones_are_kept(draft):
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    services.rate_outcome(draft, "p1", outcome, "now", 3, "Col helps", 2)
    services.rate_outcome(draft, "p1", outcome, "now", 0, None, 5)
    plan = services.read_plan(draft, "p1")
    assert plan.rating(outcome, "now").number == 0
    assert len(lines_of(draft, "rating")) == 2


@pytest.mark.parametrize(("of", "number"), [("now", 11), ("target", -1), ("importance", 0)])
def test_rating_outside_its_scale_is_refused(draft, of, number):
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    with pytest.raises(OutOfRange):
        services.rate_outcome(draft, "p1", outcome, of, number, None, 2)


def test_people_are_merged_by_name(draft):
    col = services.add_person(draft, "p1", "Col", None, 1)
    assert services.add_person(draft, "p1", " col", "neighbour", 4, involve=True) == col
    [person] = lines_of(draft, "person")
    assert (person.text, person.source.relation, person.turns) == ("Col", "neighbour", (1, 4))
    services.set_involvement(draft, "p1", col, False)
    assert lines_of(draft, "person")[0].source.involve is False


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ([("my sister", "sister"), ("Enid", "sister")], ["Enid"]),
        ([("Enid", "sister"), ("my wee sister", "sister")], ["Enid"]),
        ([("Enid", "sister"), ("Vera", "sister")], ["Enid", "Vera"]),
        ([("Enid", "sister"), ("Vera", "sister"), ("my sister", "sister")], ["Enid", "Vera", "my sister"]),
        ([("my sister", "sister"), ("Enid", None)], ["my sister", "Enid"]),
        ([("my nurse", "nurse"), ("Carol", "nurse")], ["my nurse", "Carol"]),
    ],
)
def test_somebody_known_by_what_they_are_may_turn_out_to_have_a_name(draft, names, left):
    for turn, (name, relation) in enumerate(names, start=1):
        services.add_person(draft, "p1", name, relation, turn)
    assert [line.text for line in lines_of(draft, "person")] == left


def test_line_of_another_part_is_not_taken_for_an_outcome(draft):
    person = services.add_person(draft, "p1", "Col", None, 1)
    with pytest.raises(NoSuchLine):
        services.add_indicator(draft, "p1", person, "seen", 2)


def test_every_change_is_an_event(draft):
    outcome = services.add_outcome(draft, "p1", "Get out", [1])
    services.correct_line(draft, "p1", outcome, "Get to the wall", "person", turn=2)
    services.remove_line(draft, "p1", outcome, why="not mine")
    happened = [
        (event.who, event.what, event.old, event.new, event.why) for event in services.plan_timeline(draft, "p1")
    ]
    assert happened == [
        ("person", "plan_begun", None, "adult", None),
        ("person", "outcome_added", None, "Get out", None),
        ("person", "outcome_changed", "Get out", "Get to the wall", None),
        ("person", "outcome_removed", "Get to the wall", None, "not mine"),
    ]


def test_erased_plan_is_gone(draft):
    services.erase_plan(draft, "p1")
    with pytest.raises(NoSuchPlan):
        services.read_plan(draft, "p1")
