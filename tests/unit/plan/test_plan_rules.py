"""Each rule of the staff guidance, by its paragraph, on a plan from which one thing is missing."""

from __future__ import annotations

from datetime import date

import pytest

from plan import services
from plan.model.outcomes import Outcome
from plan.model.refusals import NoSuchLine, NotShared, NotYours, UnknownWord
from plan.rules import check, rule_names, watch
from plan.rules.finding import check_words, load_words
from plan.rules.presenting import is_one_named_person


def rules_found(ready, step="presenting"):
    return {finding.rule for finding in check(ready.plan(), step)}


def test_plan_that_was_talked_through_has_no_findings(ready):
    assert check(ready.plan(), "presenting") == []
    assert check(ready.plan(), "agreeing") == []


def test_4_plan_is_negotiated_with_the_person(uow):
    services.begin_plan(uow, "p2")
    found = check(services.read_plan(uow, "p2"), "presenting")
    assert "negotiators_are_recorded" in {finding.rule for finding in found}


def test_4_carer_takes_part_where_there_is_one(ready):
    morag = services.add_person(ready.uow, "p1", "Morag", "sister", 4, carer=True)
    services.choose_sharing(ready.uow, "p1", {morag: True})
    [finding] = check(ready.plan(), "presenting")
    assert (finding.rule, finding.paragraph) == ("carer_is_recorded", "4")
    assert "Morag" in finding.ask_next
    services.record_negotiator(ready.uow, "p1", "person", "carer", "sister", "Morag")
    assert rules_found(ready) == set()


def test_4_carer_whom_the_person_does_not_want_involved_is_not_asked_for(ready):
    morag = services.add_person(ready.uow, "p1", "Morag", "carer", 4, involve=False)
    services.choose_sharing(ready.uow, "p1", {morag: True})
    assert rules_found(ready) == set()


def test_5_there_is_an_outcome_to_agree_on(ready):
    services.choose_sharing(ready.uow, "p1", {ready.outcome: False})
    assert "plan_has_an_outcome" in rules_found(ready)


@pytest.mark.parametrize("doubt", ["theirs", "meaningful", "achievable"])
def test_5_outcome_is_the_persons_own_meaningful_and_achievable(ready, doubt):
    word = {"theirs": True, "meaningful": True, "achievable": True, doubt: False}
    services.confirm_outcome(ready.uow, "p1", ready.outcome, **word)
    assert rules_found(ready) == {"outcome_is_confirmed"}


def test_5_confirmation_does_not_carry_over_to_another_wording(ready):
    services.correct_line(ready.uow, "p1", ready.outcome, "Get to the shore with Bess", "person")
    [finding] = check(ready.plan(), "presenting")
    assert finding.rule == "outcome_is_confirmed"
    assert "“Get to the shore with Bess”" in finding.why


def test_5_outcome_speaks_in_the_persons_own_voice(ready):
    wording = "Service user will access the community"
    services.correct_line(ready.uow, "p1", ready.outcome, wording, "person")
    assert "outcome_is_in_the_persons_voice" in rules_found(ready)


def test_6_social_work_resource_is_weighed_against_the_priorities(ready):
    ask = {"resource": "applied_for", "funded_by": "Social work"}
    action = services.add_action(ready.uow, "p1", ready.outcome, "Get a ramp", 4, "Jo Bain", date(2027, 3, 1))
    services.choose_sharing(ready.uow, "p1", {action: True})
    services.complete_action(ready.uow, "p1", ready.ailsa, action, **ask)
    assert rules_found(ready) == {"prioritisation_is_considered"}
    services.complete_action(ready.uow, "p1", ready.ailsa, action, prioritisation="Substantial; panel on 3 December")
    assert rules_found(ready) == set()


def test_7_outcome_without_what_needs_to_happen_is_a_vague_aspiration(ready):
    services.choose_sharing(ready.uow, "p1", {ready.action: False})
    assert rules_found(ready) == {"outcome_says_what_happens_and_when"}


def test_8_indicator_is_concrete(ready):
    services.confirm_indicator(ready.uow, "p1", "person", ready.indicator, observable=False)
    assert rules_found(ready) == {"outcome_has_an_indicator"}


def test_8_indicator_of_a_practitioner_is_discussed_with_the_person(ready):
    services.choose_sharing(ready.uow, "p1", {ready.indicator: False})
    proposal = services.propose_line(
        ready.uow, "p1", ready.ailsa, "indicator", "Two walks a week", "clearer", ready.outcome
    )
    services.accept_proposal(ready.uow, "p1", "person", proposal)
    line = ready.plan().proposals[proposal].line_id
    services.correct_line(ready.uow, "p1", line, "2027-04-01", ready.ailsa, field="by")
    services.confirm_indicator(ready.uow, "p1", ready.ailsa, line, observable=True)
    assert rules_found(ready) == {"outcome_has_an_indicator"}
    services.confirm_indicator(ready.uow, "p1", "person", line, observable=True, discussed=True)
    assert rules_found(ready) == set()


def service_action(ready, **fields):
    action = services.add_action(ready.uow, "p1", None, "Day centre", 4, "Jo Bain", date(2027, 3, 1), support="service")
    services.choose_sharing(ready.uow, "p1", {action: True})
    services.complete_action(ready.uow, "p1", ready.ailsa, action, resource="none_needed", agency="The Hub", **fields)
    return action


def test_9_own_and_natural_supports_are_the_first_option(ready):
    services.name_agency(ready.uow, "p1", ready.ailsa, "The Hub", "runs the day centre")
    action = service_action(ready)
    [finding] = check(ready.plan(), "presenting")
    assert (finding.rule, finding.line_id) == ("own_and_natural_supports_come_first", action)
    services.complete_action(ready.uow, "p1", ready.ailsa, action, natural_supports="Col works on Tuesdays")
    assert rules_found(ready) == set()


@pytest.mark.parametrize(
    "who", ["the team", "family", "Social work", "my social worker", "Col and Jo", "", None, "GP",
            "we", "Highland Council", "Jo / Sam", "someone from the surgery", "OT"]
)  # fmt: skip
def test_10_action_is_not_ascribed_to_a_team_a_role_or_several(who):
    assert not is_one_named_person(who)


@pytest.mark.parametrize(
    "who", ["me", "Col", "our Morag", "my daughter", "Ailsa Reid from the council", "Dr Gray",
            "my support worker Dai", "Jo Bain (social work team)", "Nurse Okafor at the surgery"]
)  # fmt: skip
def test_10_action_is_ascribed_to_a_particular_individual(who):
    assert is_one_named_person(who)


def test_10_action_is_time_scaled_and_ascribed(ready):
    action = services.add_action(ready.uow, "p1", ready.outcome, "Mend the wheel", 4)
    services.choose_sharing(ready.uow, "p1", {action: True})
    services.complete_action(ready.uow, "p1", ready.ailsa, action, resource="own")
    assert rules_found(ready) == {"action_has_a_date", "action_has_one_named_person"}


def test_11_agency_with_a_part_is_named_with_its_role(ready):
    service_action(ready, natural_supports="Nobody near")
    assert rules_found(ready) == {"agency_is_named_with_its_role"}
    services.name_agency(ready.uow, "p1", ready.ailsa, "the hub", "runs the day centre")
    assert rules_found(ready) == set()


@pytest.mark.parametrize("resource", ["funded", "applied_for"])
def test_12_and_13_resource_from_somebody_says_from_whom(ready, resource):
    action = services.add_action(ready.uow, "p1", ready.outcome, "Hire a scooter", 4, "me", date(2027, 3, 1))
    services.choose_sharing(ready.uow, "p1", {action: True})
    assert rules_found(ready) == {"action_says_how_it_is_resourced"}
    services.complete_action(ready.uow, "p1", ready.ailsa, action, resource=resource)
    assert rules_found(ready) == {"action_says_how_it_is_resourced"}
    services.complete_action(ready.uow, "p1", ready.ailsa, action, funded_by="The Legion")
    assert rules_found(ready) == set()


@pytest.mark.parametrize(
    ("due", "in_time"),
    [(date(2027, 2, 28), True), (date(2027, 3, 1), False), (date(2027, 5, 1), False)],
)
def test_14_review_falls_strictly_before_every_open_deadline(ready, due, in_time):
    services.correct_line(ready.uow, "p1", ready.review, due.isoformat(), ready.ailsa, field="due")
    assert ("review_comes_before_deadlines" not in rules_found(ready)) is in_time


def test_14_deadline_of_what_is_done_does_not_count(ready):
    services.correct_line(ready.uow, "p1", ready.review, "2027-03-15", ready.ailsa, field="due")
    services.report_progress(ready.uow, "p1", "person", ready.action, "done")
    assert rules_found(ready) == set()


def test_15_and_16_review_is_prepared(ready):
    assert rules_found(ready, "opening_a_review") == {"review_is_prepared"}
    services.prepare_review(ready.uow, "p1", ready.ailsa, ready.review, "At the wall once", "Rang Col on 3 January")
    assert rules_found(ready, "opening_a_review") == set()


def test_17_and_18_risk_of_significant_harm_has_trigger_route_and_contact(ready):
    services.note_risk_of_harm(ready.uow, "p1", ready.ailsa, ready.outcome, True, "Falls on the shore road")
    assert rules_found(ready, "agreeing") == {"harm_has_a_contingency"}
    line = services.add_contingency(
        ready.uow, "p1", ready.ailsa, "A fall", outcome_id=ready.outcome, significant_harm=True,
        trigger="A second fall", route="Urgent case discussion",
    )  # fmt: skip
    assert rules_found(ready, "agreeing") == {"harm_has_a_contingency"}
    services.correct_line(ready.uow, "p1", line, "Ailsa, 01234", ready.ailsa, field="contact")
    assert rules_found(ready, "agreeing") == set()


def test_17_stalled_action_calls_for_an_out_of_cycle_review(ready):
    services.report_progress(ready.uow, "p1", ready.ailsa, ready.action, "stalled", "The van is off the road")
    assert rules_found(ready, "agreeing") == {"out_of_cycle_review_is_raised"}
    services.schedule_review(ready.uow, "p1", ready.ailsa, date(2026, 12, 1), "The van is off the road")
    assert rules_found(ready, "agreeing") == set()


def test_17_changed_circumstances_call_for_a_review_and_one_that_was_held_answers_them(agreed):
    services.note_development(agreed.uow, "p1", "person", "circumstances", "Col is moving away")
    [finding] = check(agreed.plan(), "agreeing")
    assert (finding.rule, finding.about) == ("out_of_cycle_review_is_raised", "Col is moving away")
    review = services.schedule_review(agreed.uow, "p1", agreed.ailsa, date(2026, 12, 1), "Col is moving away")
    assert rules_found(agreed, "agreeing") == set()
    hold(agreed, review)
    assert rules_found(agreed, "agreeing") == set()
    services.note_development(agreed.uow, "p1", "person", "circumstances", "Bess is poorly")
    assert [finding.about for finding in check(agreed.plan(), "agreeing")] == ["Bess is poorly"]


def test_17_risk_that_rises_after_agreement_calls_for_a_review(agreed):
    services.note_risk_of_harm(agreed.uow, "p1", agreed.ailsa, agreed.outcome, True, "A fall last night")
    assert "out_of_cycle_review_is_raised" in rules_found(agreed, "agreeing")


def test_17_risk_that_was_known_before_agreement_does_not(ready):
    services.note_risk_of_harm(ready.uow, "p1", ready.ailsa, ready.outcome, True, "Falls on the shore road")
    assert "out_of_cycle_review_is_raised" not in rules_found(ready, "agreeing")


def test_17_action_that_stalls_again_after_a_review_calls_again(agreed):
    review = services.schedule_review(agreed.uow, "p1", agreed.ailsa, date(2026, 12, 1), "The van")
    services.report_progress(agreed.uow, "p1", agreed.ailsa, agreed.action, "stalled", "The van is off the road")
    hold(agreed, review)
    assert rules_found(agreed, "agreeing") == set()
    services.report_progress(agreed.uow, "p1", agreed.ailsa, agreed.action, "under_way")
    services.report_progress(agreed.uow, "p1", agreed.ailsa, agreed.action, "stalled", "Col is ill")
    assert rules_found(agreed, "agreeing") == {"out_of_cycle_review_is_raised"}


def hold(ready, review, result="goes_on"):
    services.prepare_review(ready.uow, "p1", ready.ailsa, review, "At the wall once", "Rang Col")
    services.open_review(ready.uow, "p1", ready.ailsa)
    services.settle_outcome(ready.uow, "p1", ready.ailsa, ready.outcome, "goes_on", "It is slow but it goes")
    services.hold_review(ready.uow, "p1", ready.ailsa, result, "So it is")


def test_14_each_outcome_is_looked_at_before_a_review_ends(agreed):
    services.prepare_review(agreed.uow, "p1", agreed.ailsa, agreed.review, "At the wall once", "Rang Col")
    services.open_review(agreed.uow, "p1", agreed.ailsa)
    assert rules_found(agreed, "holding_a_review") == {"outcome_is_looked_at"}
    services.settle_outcome(agreed.uow, "p1", "person", agreed.outcome, "goes_on", "I still want it")
    assert rules_found(agreed, "holding_a_review") == set()


def watched(ready, today):
    return {finding.rule for finding in watch(ready.plan(), today)}


def test_nothing_is_watched_over_before_the_first_agreement(ready):
    assert watched(ready, date(2030, 1, 1)) == set()


@pytest.mark.parametrize(
    ("today", "raised"),
    [
        (date(2026, 12, 1), set()),
        (date(2027, 1, 18), {"coming_review_is_prepared"}),
        (date(2027, 2, 1), {"coming_review_is_prepared"}),
        (date(2027, 2, 2), {"review_is_overdue"}),
        (date(2027, 3, 2), {"review_is_overdue", "deadline_has_passed"}),
    ],
)
def test_14_and_16_what_is_due_or_overdue_is_raised_on_its_day(agreed, today, raised):
    assert watched(agreed, today) == raised


def test_14_plan_whose_review_was_held_asks_for_the_next_one(agreed):
    hold(agreed, agreed.review)
    assert watched(agreed, date(2026, 12, 1)) == {"review_comes_before_deadlines"}


def test_20_copy_that_was_not_sent_is_raised_until_it_was(agreed):
    services.record_negotiator(agreed.uow, "p1", agreed.ailsa, "carer", "sister", "Morag")
    services.add_qualification(agreed.uow, "p1", agreed.ailsa, "Dr Gray", "GP", "The hip needs rest")
    today = date(2026, 12, 1)

    def waiting():
        findings = watch(agreed.plan(), today)
        return {found.about for found in findings if found.rule == "qualified_version_is_recirculated"}

    assert waiting() == {"Morag", "Dr Gray"}
    services.record_copy_sent(agreed.uow, "p1", agreed.ailsa, "Morag", "by_post", today)
    assert waiting() == {"Dr Gray"}


def test_20_copy_goes_only_to_those_who_are_named(agreed):
    with pytest.raises(UnknownWord):
        services.record_copy_sent(agreed.uow, "p1", agreed.ailsa, "The Gazette", "by_post")


def test_21_disagreement_that_needs_a_review_calls_for_one(agreed):
    services.add_qualification(agreed.uow, "p1", agreed.ailsa, "Dr Gray", "GP", "The hip needs rest")
    assert "disagreement_is_judged" in watched(agreed, date(2026, 12, 1))
    [line] = [line.id for line in agreed.plan().lines.values() if line.part == "disagreement"]
    services.judge_disagreement(agreed.uow, "p1", agreed.ailsa, line, "review", "It changes the pace")
    assert rules_found(agreed, "agreeing") == {"out_of_cycle_review_is_raised"}
    services.schedule_review(agreed.uow, "p1", agreed.ailsa, date(2026, 12, 3), "The hip")
    assert rules_found(agreed, "agreeing") == set()


def test_20_others_may_qualify_only_after_the_first_agreement(ready):
    assert rules_found(ready, "adding_a_qualification") == {"qualifications_come_after_agreement"}


def test_21_each_disagreement_gets_a_judgement(ready):
    line = services.add_disagreement(ready.uow, "p1", "person", "I don't want the alarm")
    assert rules_found(ready, "closing_a_disagreement") == {"disagreement_is_judged"}
    services.judge_disagreement(ready.uow, "p1", ready.ailsa, line, "proceed", "It can go on without the alarm")
    assert rules_found(ready, "closing_a_disagreement") == set()


def test_rules_do_not_look_at_what_is_private(ready):
    services.add_outcome(ready.uow, "p1", "Something of my own", [5])
    assert rules_found(ready) == set()


def test_each_rule_has_words_of_its_own():
    rules = rule_names()
    entries = {name: dict(vars(words)) for name, words in load_words().items()}
    assert check_words(entries, rules) == []


def test_words_are_explained_when_they_cannot_be_used():
    broken = {
        "one": {"paragraph": 22, "why": "Because", "ask_next": "Tell me."},
        "two": {"paragraph": 4, "why": " "},
    }
    assert check_words(broken, ["one", "three"]) == [
        'findings.yml: the rule "three" has no entry.',
        'findings.yml: there is no rule called "two"; is it spelt as in the code?',
        'findings.yml, one: the paragraph "22" is not one of 1 to 21.',
        'findings.yml, one: "ask_next" should be one question and end with a question mark.',
        'findings.yml, two: "why" is missing or empty.',
        'findings.yml, two: "ask_next" is missing or empty.',
    ]


@pytest.mark.parametrize("kind", ["reached", "let_go"])
def test_17_what_the_person_says_of_an_outcome_calls_for_a_review_and_settles_nothing(agreed, kind):
    state = agreed.plan().state
    services.note_development(agreed.uow, "p1", "person", kind, "We sat on the wall", agreed.outcome)
    assert [finding.about for finding in check(agreed.plan(), "agreeing")] == ["We sat on the wall"]
    assert agreed.plan().line(agreed.outcome, Outcome).is_open
    assert agreed.plan().state == state


def test_nobody_else_says_for_the_person_that_an_outcome_is_reached(agreed):
    with pytest.raises(NotYours):
        services.note_development(agreed.uow, "p1", agreed.ailsa, "reached", "I think so", agreed.outcome)
    with pytest.raises(NoSuchLine):
        services.note_development(agreed.uow, "p1", "person", "reached", "which?")
    private = services.add_outcome(agreed.uow, "p1", "Keep my garden", [7])
    with pytest.raises(NotShared):
        services.note_development(agreed.uow, "p1", "person", "let_go", "too heavy now", private)
