"""The frame of what is kept about a plan: what was said, proposed, frozen, signed, shared, and what happened."""

from __future__ import annotations

from typing import Any

from plan.exchange.fhir.context import Context, concept, load_codes, word
from plan.exchange.fhir.kept import sayable

Body = dict[str, Any]


def care_plan(context: Context) -> Body:
    """The plan."""
    made: Body = {
        "resourceType": "CarePlan",
        "identifier": [{"system": "urn:what-matters:plan", "value": context.plan_id}],
        "status": load_codes()["care_plan_status"][context.state],
        "intent": "plan",
        "title": word("plan"),
        "subject": context.person,
        "created": context.values["plan"]["began_at"],
    }
    goals = [context.refer("line", outcome) for outcome in context.lines if outcome in context.outcomes]
    return made | ({"goal": goals} if goals else {})


def patient() -> Body:
    """The person, whom a plan does not name."""
    return {"resourceType": "Patient", "active": True, "name": [{"text": word("person")}]}


def statement(body: Body, context: Context) -> Body:
    """The person's own words."""
    return {
        "resourceType": "Communication",
        "status": "stopped" if body.get("withdrawn_at") else "completed",
        "category": [{"text": word("statement")}],
        "subject": context.person,
        "about": [context.refer("CarePlan")],
        "sent": body["said_at"],
        "sender": context.person,
        "payload": [{"contentString": sayable(body["text"], word("nothing"))}],
    }


def task(body: Body, context: Context) -> Body:
    """A proposal and its answer."""
    return {
        "resourceType": "Task",
        "status": load_codes()["task_status"][body.get("answer", "open")],
        "intent": "proposal",
        "code": {"text": word("proposal")},
        "focus": context.line(body["line_id"]),
        "for": context.person,
        "authoredOn": body["made_at"],
        "requester": context.party(body["by"]),
    }


def document(body: Body, context: Context, *, is_newest: bool) -> Body:
    """A frozen version: its content is the very JSON that was hashed."""
    return {
        "resourceType": "DocumentReference",
        "masterIdentifier": {"system": "urn:what-matters:sha256"},
        "status": "current" if is_newest else "superseded",
        "docStatus": "final",
        "type": {"text": word("version")},
        "subject": context.person,
        "date": body["made_at"],
        "content": [{"attachment": {"contentType": "application/json"}}],
    }


def freezing(body: Body, context: Context) -> Body:
    """Who froze a version, and when."""
    return _provenance(context, [_version(body["number"], context)], body["made_at"], body["made_by"])


def signing(body: Body, context: Context) -> Body:
    """A signature on a version."""
    made = _provenance(context, [_version(body["version"], context)], body["signed_at"], body["party"])
    kind = load_codes()["signature_type"][body["side"]]
    made["activity"] = {"text": word("signed")}
    made["signature"] = [
        {
            "type": [{"system": load_codes()["systems"]["signature"], **kind}],
            "when": body["signed_at"],
            "who": context.party(body["party"]),
        }
    ]
    return made


def event(body: Body, context: Context) -> Body:
    """Something that happened to the plan."""
    made = _provenance(context, [context.refer("CarePlan")], body["at"], body["who"])
    return made | {"activity": {"text": sayable(body["what"], word("nothing"))}}


def consent(context: Context) -> Body:
    """What the person shares: nothing, but for what is permitted line by line."""
    return {
        "resourceType": "Consent",
        "status": "active" if context.values["shared"] else "proposed",
        "scope": concept("consent_scope", "patient-privacy"),
        "category": [concept("loinc", "59284-0")],
        "patient": context.person,
        "dateTime": context.values["plan"]["began_at"],
        "policyRule": {"text": word("sharing")},
        "provision": {"type": "deny"},
    }


def provision(body: Body, context: Context) -> Body:
    """One line that is shared, with everybody with whom the plan is."""
    actors = [
        {"role": concept("participation", "IRCP"), "reference": context.refer("Practitioner", sharer["id"])}
        for sharer in context.values["shared_with"]
    ]
    made: Body = {"type": "permit", "data": [{"meaning": "instance", "reference": context.line(body["line"])}]}
    return made | ({"actor": actors} if actors else {})


def _version(number: int, context: Context) -> dict[str, Any]:
    known = [version["number"] for version in context.values["versions"]]
    return context.refer("DocumentReference", str(number)) if number in known else context.refer("CarePlan")


def _provenance(context: Context, about: list[dict[str, Any]], at: str, who: str) -> Body:
    return {
        "resourceType": "Provenance",
        "target": about,
        "recorded": at,
        "agent": [{"type": concept("participant", "author"), "who": context.party(who)}],
    }
