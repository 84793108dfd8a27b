"""The FHIR R4 Bundle: valid by HL7's own definitions, and read back to the same plan with every word as it was."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from plan import services
from plan.exchange import BrokenFile, bring_in, gather_plan, gather_shared, read_file, verify, write_fhir, write_json
from plan.exchange.fhir.context import load_codes
from plan.exchange.fhir.kept import KEPT
from plan.model.states import FOLLOWS
from plan.model.vocabulary import ActionStatus, RatingOf, Side
from tests.unit.plan.fhir_r4.checker import problems
from tests.unit.plan.generated_plans import documents

# Whole plans are too large to shrink: it would take minutes, and the first one found shows what is wrong as well.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture
def full(agreed):
    """A plan to which everything happened that can happen."""
    uow = agreed.uow
    services.add_qualification(uow, "p1", "ailsa", "Dr Gray", "GP", "Rest first")
    col = services.add_person(uow, "p1", "Col", "neighbour", 3, involve=True)
    services.choose_sharing(uow, "p1", {col: True})
    services.rate_outcome(uow, "p1", agreed.outcome, "now", 5, "We sat on the wall", 9)
    services.rate_outcome(uow, "p1", agreed.outcome, "importance", 9, None, 9)
    services.add_contingency(uow, "p1", "ailsa", "A fall", trigger="Ice", route="Ring Col", contact="Col")
    services.name_agency(uow, "p1", "ailsa", "The Hub", "Runs the walks")
    services.log_contact(uow, "p1", "ailsa", date(2026, 12, 1), "Jean", "She is well")
    first = services.propose_change(uow, "p1", "ailsa", agreed.outcome, "Get to the pier", "Nearer")
    services.decline_proposal(uow, "p1", "person", first, "It is the wall I want")
    services.propose_removal(uow, "p1", "ailsa", agreed.action, "Not needed")
    services.not_yet(uow, "p1", "person", "I want to ask Col")
    return agreed


@pytest.fixture
def bundle(full):
    return json.loads(write_fhir(gather_plan(full.uow, "p1")))


def of_type(bundle, kind):
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


@settings(max_examples=30, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_any_plan_becomes_a_valid_bundle_and_comes_back_word_for_word(document):
    written = write_fhir(document)
    assert problems(json.loads(written)) == []
    assert read_file(written.encode()) == document


def test_plan_with_everything_in_it_becomes_a_valid_bundle_and_comes_back(full, bundle, new_uow):
    assert problems(bundle) == []
    before = gather_plan(full.uow, "p1")
    assert read_file(json.dumps(bundle).encode()) == before
    uow = new_uow()
    bring_in(uow, read_file(json.dumps(bundle).encode()))
    assert services.read_plan(uow, "p1").lines == before.plan.lines


def test_practitioners_copy_is_valid_and_holds_nothing_private(full):
    services.add_outcome(full.uow, "p1", "Tell nobody about the letters", [5])
    copied = write_fhir(gather_shared(full.uow, "ailsa", "p1"))
    assert problems(json.loads(copied)) == []
    assert "letters" not in copied
    assert "grumpy" not in copied


def test_outcome_is_a_goal_with_its_measures_and_where_it_is_going(full, bundle):
    [goal] = of_type(bundle, "Goal")
    assert goal["description"]["text"] == "Get to the wall on my own with Bess"
    [target] = goal["target"]
    assert (target["detailString"], target["dueDate"]) == ("We are at the wall twice a week", "2027-04-30")
    assert goal["lifecycleStatus"] == "active"
    assert goal["achievementStatus"]["coding"][0]["code"] == "improving"
    assert goal["priority"]["coding"][0]["code"] == "high-priority"
    assert len(goal["outcomeReference"]) == 2
    assert [o["valueInteger"] for o in of_type(bundle, "Observation")] == [3, 5, 9]


def test_action_is_an_activity_of_the_care_plan(bundle):
    [plan] = of_type(bundle, "CarePlan")
    [activity] = plan["activity"]
    detail = activity["detail"]
    assert (detail["description"], detail["status"], detail["kind"]) == ("Ask Col about the van", "not-started", "Task")
    assert detail["scheduledPeriod"] == {"end": "2027-03-01"}
    assert detail["performer"] == [{"display": "me"}]


def test_disagreement_is_a_note_with_its_author_and_time(bundle):
    [plan] = of_type(bundle, "CarePlan")
    notes = {note["text"]: note for note in plan["note"]}
    assert notes["Rest first"]["authorString"] == "Dr Gray"
    [person] = [entry["fullUrl"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Patient"]
    assert notes["I want to ask Col"]["authorReference"] == {"reference": person}
    assert all(note["time"].endswith("Z") for note in plan["note"])


def test_sharing_is_a_consent_line_by_line(full, bundle):
    [consent] = of_type(bundle, "Consent")
    assert consent["provision"]["type"] == "deny"
    permitted = consent["provision"]["provision"]
    assert len(permitted) == len(full.plan().shared)
    assert {one["type"] for one in permitted} == {"permit"}
    assert permitted[0]["actor"][0]["role"]["coding"][0]["code"] == "IRCP"


def test_agreement_is_provenance_on_the_version_that_was_signed(bundle):
    frozen = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    signed = [found for found in of_type(bundle, "Provenance") if "signature" in found]
    assert [found["agent"][0]["role"][0]["text"] for found in signed] == ["myself", "social worker"]
    [version] = {found["target"][0]["reference"] for found in signed}
    assert frozen[version]["status"] == "superseded"
    assert len(frozen[version]["masterIdentifier"]["value"]) == 64


def test_persons_words_are_verbatim_and_a_practitioner_has_a_name_and_a_role(bundle):
    said = [
        found
        for found in of_type(bundle, "Communication")
        if found["category"][0]["text"] == "In the person's own words"
    ]
    assert [found["payload"][0]["contentString"] for found in said][1] == "im turning into a grumpy old sod"
    [ailsa] = of_type(bundle, "Practitioner")
    assert ailsa["name"] == [{"text": "Ailsa Reid"}]
    assert of_type(bundle, "PractitionerRole")[0]["code"] == [{"text": "social worker"}]


def test_what_another_system_changed_in_the_words_is_seen_when_reading(bundle):
    [goal] = of_type(bundle, "Goal")
    goal["description"]["text"] = "Walk more"
    [outcome] = [line for line in read_file(json.dumps(bundle).encode()).plan.lines.values() if line.part == "outcome"]
    assert outcome.text == "Walk more"


def test_blank_in_a_bundle_deletes_nothing(full, bundle):
    full.uow.commit()
    before = write_json(gather_plan(full.uow, "p1"))
    emptied = copy.deepcopy(bundle)
    for resource in (entry["resource"] for entry in emptied["entry"]):
        for name in ("note", "relationship", "mitigation", "requestedPeriod"):
            if resource["resourceType"] != "CarePlan" and name != "requestedPeriod":
                resource.pop(name, None)
        for target in resource.get("target", []) if resource["resourceType"] == "Goal" else []:
            del target["dueDate"]
    bring_in(full.uow, read_file(json.dumps(emptied).encode()))
    assert write_json(gather_plan(full.uow, "p1")) == before


def place_of(bundle, kind):
    return next(n for n, entry in enumerate(bundle["entry"]) if entry["resource"]["resourceType"] == kind)


@pytest.mark.parametrize(
    ("kind", "spoil", "path", "reason"),
    [
        ("Goal", lambda goal: goal["description"].pop("text"), ".description.text", "missing"),
        ("Goal", lambda goal: goal["target"][0].update(dueDate="spring"), ".target[0].dueDate", "2026-12-25"),
        ("Observation", lambda seen: seen.update(valueInteger=11), "", "outside the scale"),
        ("DocumentReference", lambda doc: doc["content"][0]["attachment"].update(data="e30="), ".masterIdentifier.value", "not what"),
        ("DocumentReference", lambda doc: doc["content"][0]["attachment"].update(data="%"), ".content[0].attachment.data", "used"),
        ("RiskAssessment", lambda risk: risk["extension"][0]["extension"].pop(0), ".section", "missing"),
        ("RiskAssessment", lambda risk: risk["extension"][0].update(extension=5), "", "list"),
    ],
)  # fmt: skip
def test_broken_bundle_is_refused_with_the_place_in_the_bundle(new_uow, bundle, kind, spoil, path, reason):
    number = place_of(bundle, kind)
    spoil(bundle["entry"][number]["resource"])
    with pytest.raises(BrokenFile) as refused:
        bring_in(new_uow(), read_file(json.dumps(bundle).encode()))
    assert refused.value.path == f"$.entry[{number}].resource{path}"
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    "foreign",
    [
        {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "CarePlan"}}]},
        {"resourceType": "Bundle"},
        {"resourceType": "Bundle", "entry": [{"extension": [{"url": KEPT, "extension": [{"url": "rest"}]}]}]},
    ],
)
def test_bundle_of_another_program_is_refused_in_plain_words(foreign):
    with pytest.raises(BrokenFile):
        read_file(json.dumps(foreign).encode())


def test_frozen_version_can_be_verified_in_a_bundle(bundle):
    assert [one.is_unchanged for one in verify(read_file(json.dumps(bundle).encode(), as_it_is=True))] == [True, True]
    place = place_of(bundle, "DocumentReference")
    bundle["entry"][place]["resource"]["masterIdentifier"]["value"] = "0" * 64
    verdicts = verify(read_file(json.dumps(bundle).encode(), as_it_is=True))
    assert [one.is_unchanged for one in verdicts] == [False, True]


def test_every_word_of_ours_has_its_code():
    codes = load_codes()
    assert set(codes["care_plan_status"]) == {str(state) for state in FOLLOWS}
    assert set(codes["activity_status"]) == {*ActionStatus, "removed"}
    assert set(codes["signature_type"]) == set(Side)
    assert set(RatingOf) <= set(codes["words"])


@pytest.mark.parametrize(
    ("kind", "spoil", "found"),
    [
        ("CarePlan", lambda plan: plan.update(status="banana"), "request-status"),
        ("Goal", lambda goal: goal.pop("subject"), "required"),
        ("Goal", lambda goal: goal.update(mood="low"), "unknown"),
        ("Goal", lambda goal: goal["achievementStatus"]["coding"][0].update(code="good"), "goal-achievement"),
        ("Goal", lambda goal: goal["target"][0].pop("measure"), "gol-1"),
        ("Goal", lambda goal: goal["subject"].update(reference="urn:uuid:0"), "leads nowhere"),
        ("CarePlan", lambda plan: plan["goal"].append(plan["subject"]), "may not be a Patient"),
        ("CarePlan", lambda plan: plan["activity"][0]["detail"].update(kind="Patient"), "care-plan-activity-kind"),
        ("Appointment", lambda made: made.update(status="booked"), "app-3"),
        ("Observation", lambda seen: seen.update(valueString="three"), "value[x]"),
        ("Observation", lambda seen: seen.update(effectiveDateTime="soon"), "dateTime"),
        ("Consent", lambda made: made["scope"]["coding"][0].update(code="all"), "consent-scope"),
        ("RiskAssessment", lambda risk: risk["text"].update(div="<div>A fall</div>"), "xhtml"),
    ],
)
def test_checker_finds_what_is_wrong(bundle, kind, spoil, found):
    spoil(of_type(bundle, kind)[0])
    assert any(found in problem for problem in problems(bundle))
