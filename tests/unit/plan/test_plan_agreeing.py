"""Presenting, agreeing, disagreeing, versions and reviews (¶4, ¶13–21)."""

from __future__ import annotations

from datetime import date

import pytest

from plan import services
from plan.exchange import gather_plan, gather_shared, only_what_is_shared
from plan.model.people import Circulation
from plan.model.refusals import (
    NotReady,
    NotYours,
    ReasonNeeded,
    VersionChanged,
    WrongState,
)
from plan.model.versions import Version, hash_content


def events_of(ready, what):
    return [event for event in services.plan_timeline(ready.uow, "p1") if event.what == what]


def test_plan_with_findings_cannot_be_presented(ready):
    services.choose_sharing(ready.uow, "p1", {ready.action: False})
    with pytest.raises(NotReady) as refused:
        services.present_plan(ready.uow, "p1", ready.ailsa)
    [finding] = refused.value.details["findings"]
    assert finding.rule == "outcome_says_what_happens_and_when"
    assert ready.plan().versions == ()


def test_draft_that_is_the_persons_alone_cannot_be_presented(ready):
    services.stop_sharing_with(ready.uow, "p1", ready.ailsa)
    with pytest.raises(WrongState):
        services.present_plan(ready.uow, "p1", "person")


def test_plan_is_agreed_when_both_sides_signed_the_same_version(ready):
    mark = services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", "person", "myself", seen_hash=mark.content_hash)
    assert ready.plan().state == "presented"
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    plan = ready.plan()
    assert plan.state == "agreed"
    assert {(s.party, s.role, s.version, s.content_hash) for s in plan.signatures} == {
        ("person", "myself", 1, mark.content_hash),
        ("ailsa", "social worker", 1, mark.content_hash),
    }


def test_primary_carer_may_agree_for_the_persons_side(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    services.agree_plan(ready.uow, "p1", "carer", "daughter")
    assert ready.plan().state == "agreed"


def test_nothing_can_be_agreed_before_it_is_presented(ready):
    with pytest.raises(WrongState):
        services.agree_plan(ready.uow, "p1", "person", "myself")


def test_signing_twice_signs_once(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    first = services.agree_plan(ready.uow, "p1", "person", "myself")
    assert services.agree_plan(ready.uow, "p1", "person", "myself") == first
    assert ready.plan().signatures == (first,)


def test_19_disagreement_may_be_noted_and_the_plan_still_be_agreed(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    services.agree_plan(ready.uow, "p1", "person", "myself", "I still want to walk it", ready.outcome)
    plan = ready.plan()
    assert plan.state == "agreed_with_disagreement"
    [noted] = [line for line in plan.lines.values() if line.part == "disagreement"]
    assert (noted.words, noted.about, noted.version) == (
        "I still want to walk it",
        ready.outcome,
        1,
    )


def test_practitioner_does_not_note_disagreement_while_signing(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    with pytest.raises(NotYours):
        services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker", "I would not")


def test_not_yet_because_keeps_the_plan_open_where_both_see_it(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    with pytest.raises(ReasonNeeded):
        services.not_yet(ready.uow, "p1", "person", " ")
    services.not_yet(ready.uow, "p1", "person", "I want to ask Col first")
    seen = services.read_shared(ready.uow, ready.ailsa, "p1")
    assert seen.state == "negotiating"
    assert "I want to ask Col first" in {line.text for line in seen.lines.values()}


def test_change_after_presenting_takes_it_off_the_table(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    services.correct_line(ready.uow, "p1", ready.outcome, "Get to the shore", "person")
    assert ready.plan().state == "negotiating"
    with pytest.raises(WrongState):
        services.agree_plan(ready.uow, "p1", "person", "myself")


def test_signature_does_not_count_for_another_version(ready):
    first = services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    services.correct_line(ready.uow, "p1", ready.outcome, "Get to the shore", "person")
    services.confirm_outcome(ready.uow, "p1", ready.outcome, True, True, True)
    services.present_plan(ready.uow, "p1", ready.ailsa)
    with pytest.raises(VersionChanged):
        services.agree_plan(ready.uow, "p1", "person", "myself", seen_hash=first.content_hash)
    services.agree_plan(ready.uow, "p1", "person", "myself")
    assert ready.plan().state == "presented"
    assert [signature.version for signature in ready.plan().signatures] == [1, 2]


def test_edit_after_agreement_starts_a_new_version_and_leaves_the_agreed_one(agreed):
    before = services.read_version(agreed.uow, "p1", 1)
    services.correct_line(agreed.uow, "p1", agreed.outcome, "Get to the shore", "person")
    assert agreed.plan().state == "renegotiating"
    after = services.read_version(agreed.uow, "p1", 1)
    assert after == before
    assert after.is_intact


def test_private_line_does_not_unsettle_an_agreement(agreed):
    services.add_outcome(agreed.uow, "p1", "Something of my own", [9])
    services.report_progress(agreed.uow, "p1", "person", agreed.action, "under_way")
    services.rate_outcome(agreed.uow, "p1", agreed.outcome, "now", 5, "Sunday", 9)
    assert agreed.plan().state == "agreed"


def test_version_holds_shared_words_only(agreed):
    content = services.read_version(agreed.uow, "p1", 1).thawed_content
    assert [said["text"] for said in content["statements"]] == ["Get to the wall on my own with her"]
    assert "grumpy" not in str(content)


def test_frozen_version_cannot_be_changed(agreed):
    version = services.read_version(agreed.uow, "p1", 1)
    with pytest.raises(TypeError):
        version.content["framework"] = "child"
    with pytest.raises(AttributeError):
        version.mark.content_hash = "0"


def test_changed_content_no_longer_has_its_hash(agreed):
    version = services.read_version(agreed.uow, "p1", 1)
    content = version.thawed_content
    content["lines"][0]["wording"] = "Something else"
    assert not Version(plan_id="p1", mark=version.mark, content=content).is_intact
    assert hash_content("p2", 1, version.thawed_content) != version.mark.content_hash


def test_20_nobody_qualifies_before_the_first_agreement(ready):
    with pytest.raises(NotReady):
        services.add_qualification(ready.uow, "p1", ready.ailsa, "Dr Gray", "GP", "The hip needs rest")


def test_20_qualification_makes_a_new_version_and_recirculates_it(agreed):
    services.add_qualification(agreed.uow, "p1", agreed.ailsa, "Dr Gray", "GP", "The hip needs rest", agreed.outcome)
    plan = agreed.plan()
    assert plan.state == "agreed_with_disagreement"
    assert [(mark.number, mark.why) for mark in plan.versions] == [
        (1, "presented"),
        (2, "qualified"),
    ]
    assert {signature.version for signature in plan.signatures} == {1}
    assert {(sent.sent_to, sent.version) for sent in plan.of(Circulation)} == {
        ("person", 2),
        ("Ailsa Reid", 2),
    }
    differences = services.compare_versions(agreed.uow, "p1", 1, 2)
    assert [(d.part, d.what, d.after) for d in differences if d.field == "words"] == [
        ("disagreement", "added", "The hip needs rest")
    ]


def test_21_disagreement_is_judged_by_a_practitioner_with_a_reason(agreed):
    services.add_qualification(agreed.uow, "p1", agreed.ailsa, "Dr Gray", "GP", "The hip needs rest")
    [line] = [line.id for line in agreed.plan().lines.values() if line.part == "disagreement"]
    with pytest.raises(NotYours):
        services.judge_disagreement(agreed.uow, "p1", "person", line, "proceed", "fine")
    with pytest.raises(ReasonNeeded):
        services.judge_disagreement(agreed.uow, "p1", agreed.ailsa, line, "proceed", "")
    services.judge_disagreement(agreed.uow, "p1", agreed.ailsa, line, "renegotiate", "The hip comes first")
    assert agreed.plan().state == "renegotiating"
    assert events_of(agreed, "state_changed")[-1].why == "The hip comes first"


def test_compared_versions_show_words_gone_and_new(agreed):
    services.correct_line(agreed.uow, "p1", agreed.outcome, "Get to the shore on my own with Bess", "person")
    services.confirm_outcome(agreed.uow, "p1", agreed.outcome, True, True, True)
    services.present_plan(agreed.uow, "p1", agreed.ailsa)
    [changed] = [d for d in services.compare_versions(agreed.uow, "p1", 1, 2) if d.field == "wording"]
    assert changed.words == (
        ("same", "Get to the"),
        ("gone", "wall"),
        ("new", "shore"),
        ("same", "on my own with Bess"),
    )


SAID = "Get to the wall on my own with her"


def test_line_taken_back_is_gone_from_a_version_that_was_never_agreed(ready):
    """The person keeps what was frozen; whoever read it by their leave does not read it any more."""
    services.present_plan(ready.uow, "p1", ready.ailsa)
    said = ready.plan().shared
    statement = next(each.id for each in services.read_plan(ready.uow, "p1").statements if each.id in said)
    services.choose_sharing(ready.uow, "p1", {statement: False, ready.action: False})
    theirs = services.read_plan_as_of(ready.uow, "p1", 1, only_open=True)
    own = services.read_plan_as_of(ready.uow, "p1", 1)
    assert (ready.action in theirs.lines, ready.action in own.lines) == (False, True)
    assert [each.text for each in own.statements] == [SAID]
    assert theirs.statements == ()
    assert ready.outcome in theirs.lines
    services.choose_sharing(ready.uow, "p1", {ready.action: True})
    assert ready.action in services.read_plan_as_of(ready.uow, "p1", 1, only_open=True).lines


def test_line_taken_back_stays_in_a_version_that_both_sides_signed(agreed):
    services.choose_sharing(agreed.uow, "p1", {agreed.action: False})
    assert agreed.action in services.read_plan_as_of(agreed.uow, "p1", 1, only_open=True).lines
    assert agreed.action not in services.read_shared(agreed.uow, agreed.ailsa, "p1").lines


def test_line_taken_back_is_not_shown_as_gone_when_versions_are_compared(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    services.choose_sharing(ready.uow, "p1", {ready.rating: False})
    services.present_plan(ready.uow, "p1", ready.ailsa)
    assert "Col runs us down" in str(services.compare_versions(ready.uow, "p1", 1, 2))
    assert "Col runs us down" not in str(services.compare_versions(ready.uow, "p1", 1, 2, only_open=True))


def test_practitioners_file_holds_no_version_with_what_was_taken_back(ready):
    """A part of it could not be verified by its hash, so all of that version is left out; the person's file has it."""
    services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker")
    services.choose_sharing(ready.uow, "p1", {ready.rating: False})
    services.present_plan(ready.uow, "p1", ready.ailsa)
    theirs, whole = gather_shared(ready.uow, ready.ailsa, "p1"), gather_plan(ready.uow, "p1")
    assert [version.mark.number for version in theirs.versions] == [2]
    assert theirs.plan.signatures == ()
    assert [version.mark.number for version in whole.versions] == [1, 2]
    assert len(whole.plan.signatures) == 1
    assert [version.mark.number for version in only_what_is_shared(whole).versions] == [2]


@pytest.mark.parametrize("what", ["statement", "rating"])
def test_version_is_off_the_table_when_something_in_it_is_taken_back(ready, what):
    """Else the other side could sign it into an agreement that keeps what was taken back."""
    mark = services.present_plan(ready.uow, "p1", ready.ailsa)
    services.agree_plan(ready.uow, "p1", "person", "myself", seen_hash=mark.content_hash)
    statement = services.read_shared(ready.uow, ready.ailsa, "p1").statements[0].id
    services.choose_sharing(ready.uow, "p1", {{"statement": statement, "rating": ready.rating}[what]: False})
    assert ready.plan().state == "negotiating"
    with pytest.raises(WrongState):
        services.agree_plan(ready.uow, "p1", ready.ailsa, "social worker", seen_hash=mark.content_hash)
    assert not ready.plan().was_agreed


def test_later_version_is_not_signed_with_what_was_taken_back(agreed):
    """A version with a qualification lies on the table while the plan stays agreed (¶20)."""
    services.add_qualification(agreed.uow, "p1", agreed.ailsa, "Dr Shah", "physiotherapist", "Not before the spring")
    statement = services.read_shared(agreed.uow, agreed.ailsa, "p1").statements[0].id
    services.choose_sharing(agreed.uow, "p1", {statement: False})
    with pytest.raises(VersionChanged):
        services.agree_plan(agreed.uow, "p1", agreed.ailsa, "social worker")
    assert services.read_plan_as_of(agreed.uow, "p1", 2, only_open=True).statements == ()
    assert [each.text for each in services.read_plan_as_of(agreed.uow, "p1", 1, only_open=True).statements] == [SAID]


def test_review_goes_from_preparation_to_its_result(agreed):
    with pytest.raises(NotReady):
        services.open_review(agreed.uow, "p1", agreed.ailsa)
    services.prepare_review(agreed.uow, "p1", agreed.ailsa, agreed.review, "At the wall once", "Rang Col")
    services.log_contact(agreed.uow, "p1", agreed.ailsa, date(2027, 1, 3), "Col", "The van is mended")
    services.open_review(agreed.uow, "p1", agreed.ailsa)
    assert agreed.plan().state == "in_review"
    services.settle_outcome(agreed.uow, "p1", "person", agreed.outcome, "reached", "We go each Sunday")
    services.hold_review(agreed.uow, "p1", agreed.ailsa, "goes_on", "It works")
    plan = agreed.plan()
    assert plan.state == "agreed"
    assert plan.line(agreed.review, type(plan.lines[agreed.review])).result == "goes_on"


def test_outcome_is_settled_at_a_review_only(agreed):
    with pytest.raises(WrongState):
        services.settle_outcome(agreed.uow, "p1", agreed.ailsa, agreed.outcome, "let_go", "No time")


def test_review_does_not_end_before_each_outcome_was_looked_at(agreed):
    services.prepare_review(agreed.uow, "p1", agreed.ailsa, agreed.review, "At the wall once", "Rang Col")
    services.open_review(agreed.uow, "p1", agreed.ailsa)
    with pytest.raises(NotReady) as refused:
        services.hold_review(agreed.uow, "p1", agreed.ailsa, "goes_on", "It works")
    assert [finding.line_id for finding in refused.value.details["findings"]] == [agreed.outcome]


def test_review_that_led_to_new_talks_can_still_end(agreed):
    services.prepare_review(agreed.uow, "p1", agreed.ailsa, agreed.review, "At the wall once", "Rang Col")
    services.open_review(agreed.uow, "p1", agreed.ailsa)
    services.settle_outcome(agreed.uow, "p1", agreed.ailsa, agreed.outcome, "changes", "The hip comes first")
    services.correct_line(agreed.uow, "p1", agreed.outcome, "Mend first", "person")
    assert agreed.plan().state == "renegotiating"
    services.hold_review(agreed.uow, "p1", agreed.ailsa, "renegotiate", "The hip comes first")
    assert agreed.plan().lines[agreed.review].result == "renegotiate"


def test_what_the_person_says_before_a_review_is_theirs_until_they_share_it(agreed):
    line = services.look_back(agreed.uow, "p1", agreed.outcome, "different", "Bess is older now")
    again = services.look_back(agreed.uow, "p1", agreed.outcome, "yes")
    assert again == line
    kept = agreed.plan().lines[line]
    assert (kept.still_matters, kept.what_changed, kept.earlier[-1].text) == ("yes", "Bess is older now", "different")
    assert line not in services.read_shared(agreed.uow, agreed.ailsa, "p1").lines
    services.choose_sharing(agreed.uow, "p1", {line: True})
    assert line in services.read_shared(agreed.uow, agreed.ailsa, "p1").lines
    assert agreed.plan().state == "agreed"
    with pytest.raises(NotYours):
        services.look_back(agreed.uow, "p1", agreed.outcome, "no", by=agreed.ailsa)


def test_carer_signs_by_name(ready):
    services.present_plan(ready.uow, "p1", ready.ailsa)
    signature = services.agree_plan(ready.uow, "p1", "carer", "sister", name="Morag")
    assert (signature.side, signature.name, signature.role) == ("carer", "Morag", "sister")
