"""Sharing and negotiating: nothing is shared until chosen, nothing is overwritten in silence."""

from __future__ import annotations

import pytest

from plan import services
from plan.model.lines import PlanLine
from plan.model.proposals import Comment
from plan.model.refusals import (
    LineChanged,
    NoSuchLine,
    NotShared,
    NotYours,
    ProposalNeeded,
    ProposalOpen,
    ProposalSettled,
    ReasonNeeded,
    WrongState,
)
from plan.model.statement import Said

OLD = "Get to the wall on my own with Bess"
NEW = "Get to the wall with Bess by scooter"


def propose(ready, by=None, **kwargs):
    by = by or ready.ailsa
    return services.propose_change(ready.uow, "p1", by, ready.outcome, NEW, "It says how", **kwargs)


def wording(ready):
    return ready.plan().line(ready.outcome, PlanLine).text


def test_nothing_is_shared_until_the_person_chooses_it(uow):
    services.begin_plan(uow, "p1")
    services.record_statements(uow, "p1", 1, [Said(text="a private thing")])
    services.add_outcome(uow, "p1", "Get out", [1])
    assert services.read_plan(uow, "p1").shared == {}


def test_practitioner_reads_shared_lines_only(ready):
    services.add_outcome(ready.uow, "p1", "Something of my own", [5])
    seen = services.read_shared(ready.uow, ready.ailsa, "p1")
    assert [said.id for said in seen.statements] == ready.said[:1]
    assert "Something of my own" not in {line.text for line in seen.lines.values()}
    assert seen.events == []


def test_wording_from_before_sharing_stays_private(uow, ready):
    outcome = services.add_outcome(uow, "p1", "Stop being a grumpy old sod", [5])
    services.correct_line(uow, "p1", outcome, "Be better company", "person")
    services.choose_sharing(uow, "p1", {outcome: True})
    assert services.read_shared(uow, ready.ailsa, "p1").lines[outcome].earlier == ()
    told = services.plan_timeline(uow, "p1", ready.ailsa)
    assert "grumpy" not in repr(told)


def test_plan_that_is_not_shared_looks_like_one_that_is_not_there(ready):
    for plan_id in ("p1", "no such plan"):
        with pytest.raises(NotShared):
            services.read_shared(ready.uow, "somebody else", plan_id)
    with pytest.raises(NotShared):
        services.propose_change(ready.uow, "p1", "somebody else", ready.outcome, NEW, "why")


def test_sharing_can_be_taken_back_line_by_line_and_as_a_whole(ready):
    services.choose_sharing(ready.uow, "p1", {ready.said[0]: False})
    assert services.read_shared(ready.uow, ready.ailsa, "p1").statements == ()
    services.stop_sharing_with(ready.uow, "p1", ready.ailsa)
    with pytest.raises(NotShared):
        services.read_shared(ready.uow, ready.ailsa, "p1")
    assert ready.plan().state == "draft"


def test_unknown_line_cannot_be_shared(ready):
    with pytest.raises(NoSuchLine):
        services.choose_sharing(ready.uow, "p1", {"nothing": True})


def test_both_wordings_stand_side_by_side_until_settled(ready):
    proposal_id = propose(ready)
    proposal = ready.plan().proposals[proposal_id]
    assert (proposal.old_text, proposal.new_text, proposal.reason) == (OLD, NEW, "It says how")
    assert wording(ready) == OLD
    assert ready.plan().state == "negotiating"


def test_accepted_wording_is_both_sides_and_keeps_the_old_one(ready):
    services.accept_proposal(ready.uow, "p1", "person", propose(ready))
    line = ready.plan().line(ready.outcome, PlanLine)
    assert (line.text, line.earlier[-1].text, line.holder("wording")) == (NEW, OLD, "both")
    for side in ("person", ready.ailsa):
        with pytest.raises(ProposalNeeded):
            services.correct_line(ready.uow, "p1", ready.outcome, "Something else", side)


def test_declined_proposal_changes_nothing_and_gives_a_reason(ready):
    proposal = propose(ready)
    with pytest.raises(ReasonNeeded):
        services.decline_proposal(ready.uow, "p1", "person", proposal, " ")
    services.decline_proposal(ready.uow, "p1", "person", proposal, "I want to walk")
    assert wording(ready) == OLD
    assert ready.plan().proposals[proposal].answer_reason == "I want to walk"
    with pytest.raises(ProposalSettled):
        services.accept_proposal(ready.uow, "p1", "person", proposal)


def test_counter_proposal_keeps_the_first_one_readable(ready):
    first = propose(ready)
    second = services.counter_proposal(
        ready.uow, "p1", "person", first, "Get to the wall, on foot if I can", "I can try"
    )
    plan = ready.plan()
    assert plan.proposals[first].answer == "countered"
    assert plan.proposals[second].counters == first
    services.accept_proposal(ready.uow, "p1", ready.ailsa, second)
    assert wording(ready) == "Get to the wall, on foot if I can"


def test_nobody_answers_their_own_proposal(ready):
    for by in (ready.ailsa, "person"):
        proposal = propose(ready, by)
        with pytest.raises(NotYours):
            services.accept_proposal(ready.uow, "p1", by, proposal)
        services.withdraw_proposal(ready.uow, "p1", by, proposal)


def test_person_and_carer_sit_on_the_same_side(ready):
    proposal = propose(ready, "carer")
    with pytest.raises(NotYours):
        services.accept_proposal(ready.uow, "p1", "person", proposal)


def test_practitioner_cannot_overwrite_or_remove_the_persons_words(ready):
    with pytest.raises(ProposalNeeded):
        services.correct_line(ready.uow, "p1", ready.outcome, NEW, ready.ailsa)
    with pytest.raises(ProposalNeeded):
        services.remove_line(ready.uow, "p1", ready.outcome, ready.ailsa)
    with pytest.raises(NotYours):
        services.correct_line(ready.uow, "p1", ready.said[0], "Tidier words", ready.ailsa)


def test_line_that_waits_for_an_answer_is_not_changed_behind_the_others_back(ready):
    propose(ready)
    with pytest.raises(ProposalOpen):
        services.correct_line(ready.uow, "p1", ready.outcome, "Another", "person")


def test_proposal_about_an_older_wording_shows_what_changed(ready):
    first, second = propose(ready), propose(ready)
    services.accept_proposal(ready.uow, "p1", "person", first)
    with pytest.raises(LineChanged) as shown:
        services.accept_proposal(ready.uow, "p1", "person", second)
    assert shown.value.details["now"] == {"wording": NEW}


def test_second_editor_sees_what_changed_and_keeps_what_they_typed(ready):
    services.correct_line(ready.uow, "p1", ready.outcome, "First", "person", seen_revision=2)
    with pytest.raises(LineChanged) as shown:
        services.correct_line(ready.uow, "p1", ready.outcome, "Second", "person", seen_revision=2)
    assert shown.value.details["yours"] == {"wording": "Second"}
    assert shown.value.details["now"] == {"wording": "First"}
    assert str(shown.value) == "LineChanged"


def test_line_can_be_added_and_removed_by_proposal(ready):
    added = services.propose_line(ready.uow, "p1", ready.ailsa, "action", "Try a scooter", "An option", ready.outcome)
    line_id = ready.plan().proposals[added].line_id
    assert line_id not in ready.plan().lines
    services.accept_proposal(ready.uow, "p1", "person", added)
    assert ready.plan().line(line_id, PlanLine).text == "Try a scooter"
    removed = services.propose_removal(ready.uow, "p1", "person", line_id, "Not for me")
    services.accept_proposal(ready.uow, "p1", ready.ailsa, removed)
    with pytest.raises(NoSuchLine):
        ready.plan().line(line_id, PlanLine)


def test_private_line_cannot_be_proposed_on(ready):
    private = services.add_outcome(ready.uow, "p1", "Something of my own", [5])
    with pytest.raises(NotShared):
        services.propose_change(ready.uow, "p1", ready.ailsa, private, NEW, "why")


def test_whoever_negotiates_is_recorded_once_with_name_and_role(ready):
    propose(ready)
    propose(ready)
    named = [line.name for line in ready.plan().lines.values() if line.part == "negotiator"]
    assert sorted(named, key=str) == ["Ailsa Reid", None]


def test_closed_plan_takes_no_more_changes(ready):
    services.close_plan(ready.uow, "p1", "person", "I have moved away")
    with pytest.raises(WrongState):
        propose(ready)
    with pytest.raises(WrongState):
        services.correct_line(ready.uow, "p1", ready.outcome, "Another", "person")
    services.record_statements(ready.uow, "p1", 9, [Said(text="still heard")])


def test_line_taken_out_can_be_put_back_with_what_went_with_it(ready):
    own = services.add_outcome(ready.uow, "p1", "Have a garden", [6])
    step = services.add_action(ready.uow, "p1", own, "Buy seeds", 6)
    services.remove_line(ready.uow, "p1", own)
    assert not {own, step} & {line.id for line in ready.plan().of(PlanLine)}
    services.put_back_line(ready.uow, "p1", own)
    assert {own, step} <= {line.id for line in ready.plan().of(PlanLine)}
    with pytest.raises(NoSuchLine):
        services.put_back_line(ready.uow, "p1", own)


def test_what_was_taken_out_before_stays_out_when_its_outcome_is_put_back(ready):
    own = services.add_outcome(ready.uow, "p1", "Have a garden", [6])
    step = services.add_action(ready.uow, "p1", own, "Buy seeds", 6)
    services.remove_line(ready.uow, "p1", step)
    services.remove_line(ready.uow, "p1", own)
    services.put_back_line(ready.uow, "p1", own)
    assert step not in {line.id for line in ready.plan().of(PlanLine)}


def test_what_both_sides_took_out_is_not_put_back_by_one(ready):
    removal = services.propose_removal(ready.uow, "p1", ready.ailsa, ready.action, "Col has no van now")
    services.accept_proposal(ready.uow, "p1", "person", removal)
    for by in ("person", ready.ailsa):
        with pytest.raises(ProposalNeeded):
            services.put_back_line(ready.uow, "p1", ready.action, by)


def test_what_the_person_took_back_they_can_say_again(ready):
    services.remove_line(ready.uow, "p1", ready.said[0])
    with pytest.raises(NotYours):
        services.put_back_line(ready.uow, "p1", ready.said[0], ready.ailsa)
    services.put_back_line(ready.uow, "p1", ready.said[0])
    [said] = [each for each in ready.plan().statements if each.id == ready.said[0]]
    assert said.withdrawn_at is None
    assert ready.said[0] not in ready.plan().shared


def test_statement_that_was_worded_anew_is_not_put_back_beside_its_new_wording(ready):
    services.correct_line(ready.uow, "p1", ready.said[0], "Get there by myself", "person")
    with pytest.raises(NoSuchLine):
        services.put_back_line(ready.uow, "p1", ready.said[0])


def test_comments_stand_under_a_suggestion_and_change_nothing(ready):
    proposal = propose(ready)
    services.comment_on(ready.uow, "p1", "person", proposal, "Which scooter?")
    services.comment_on(ready.uow, "p1", ready.ailsa, proposal, "The one from the hub")
    seen = services.read_shared(ready.uow, ready.ailsa, "p1")
    assert [(c.author, c.words) for c in seen.of(Comment) if c.about == proposal] == [
        ("person", "Which scooter?"),
        ("ailsa", "The one from the hub"),
    ]
    assert wording(ready) == OLD


def test_private_line_cannot_be_commented_on(ready):
    private = services.add_outcome(ready.uow, "p1", "Something of my own", [5])
    with pytest.raises(NotShared):
        services.comment_on(ready.uow, "p1", ready.ailsa, private, "Oh?")


def test_second_editor_who_suggests_sees_what_it_says_now(ready):
    services.correct_line(ready.uow, "p1", ready.outcome, "Get to the shore", "person")
    with pytest.raises(LineChanged) as shown:
        propose(ready, seen_text=OLD)
    assert shown.value.details["now"] == {"wording": "Get to the shore"}
    propose(ready, seen_text="Get to the shore")


def test_comments_and_answers_before_a_review_are_not_frozen(ready):
    services.comment_on(ready.uow, "p1", ready.ailsa, ready.outcome, "How far is it?")
    mark = services.present_plan(ready.uow, "p1", ready.ailsa)
    content = services.read_version(ready.uow, "p1", mark.number).thawed_content
    assert "How far is it?" not in str(content)
