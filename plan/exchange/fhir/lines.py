"""The frame of each part's FHIR element: codes, references and dates that follow from the line.

The words of a line are put in afterwards (`native.say`); where an element must have words and these cannot be said in
FHIR, the frame has them with replacement characters, and the extension keeps them as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plan.exchange.fhir.context import Context, concept, load_codes, word
from plan.exchange.fhir.kept import sayable
from plan.frameworks.loading import load_frameworks
from plan.model.vocabulary import Part, RatingOf, Side, Support
from plan.services.codec import LINES

Body = dict[str, Any]
HIGH, MEDIUM = 8, 4


def goal(body: Body, context: Context) -> Body:
    """An outcome."""
    codes = load_codes()["goal_status"]
    status = load_codes()["care_plan_status"][context.state]
    course = "removed" if "removed" in body else body.get("course", "")
    made: Body = {
        "resourceType": "Goal",
        "lifecycleStatus": codes.get(course) or codes[status],
        "description": {"text": _words(body)},
        "subject": context.person,
        "startDate": body["made_at"][:10],
        "expressedBy": context.party(body.get("author") or Side.PERSON),
    }
    now = _ratings(body, context, RatingOf.NOW)
    if achieved := _achievement(body, now, is_active=made["lifecycleStatus"] == "active"):
        made["achievementStatus"] = concept("achievement", achieved)
    if importance := _ratings(body, context, RatingOf.IMPORTANCE):
        made["priority"] = concept("priority", _priority(importance[-1]["number"]))
    if theme := _theme(context.values["plan"].get("framework"), body.get("theme")):
        made["category"] = [{"text": theme}]
    if now:
        made["outcomeReference"] = [context.refer("line", rating["id"]) for rating in now]
    return made


def target(body: Body, _: Context) -> Body:
    """An indicator, within its Goal."""
    return {"measure": {"text": word("measure")}, "detailString": _words(body)}


def activity(body: Body, context: Context) -> Body:
    """An action, within the CarePlan."""
    codes = load_codes()
    status = "removed" if "removed" in body else body.get("status", "planned")
    made: Body = {
        "kind": codes["activity_kind"]["service" if body.get("support") == Support.SERVICE else "other"],
        "status": codes["activity_status"][status],
        "description": _words(body),
    }
    if body.get("outcome_id") in context.outcomes:
        made["goal"] = [context.refer("line", body["outcome_id"])]
    if body.get("who", "").strip():
        made["performer"] = [{"display": sayable(body["who"], word("nothing"))}]
    return made


def observation(body: Body, context: Context) -> Body:
    """A rating."""
    made: Body = {
        "resourceType": "Observation",
        "status": "entered-in-error" if "removed" in body else "final",
        "category": [concept("observation_category", "survey")],
        "code": {"text": word(body["of"])},
        "subject": context.person,
        "effectiveDateTime": body["made_at"],
        "performer": [context.person],
    }
    if body.get("outcome_id") in context.outcomes:
        made["focus"] = [context.refer("line", body["outcome_id"])]
    return made


def related_person(body: Body, context: Context) -> Body:
    """Somebody in the person's life."""
    return {"resourceType": "RelatedPerson", "active": "removed" not in body, "patient": context.person}


def organization(body: Body, _: Context) -> Body:
    """An agency."""
    return {"resourceType": "Organization", "active": "removed" not in body, "name": _words(body)}


def participant(body: Body, context: Context) -> Body:
    """Somebody who negotiates, within the CareTeam."""
    party = context.party(body.get("author") or body["side"])
    return {"member": party} if "reference" in party else {}


def appointment(body: Body, context: Context) -> Body:
    """A review: proposed for a day, until it was held."""
    held, opened = body.get("held_at"), body.get("opened_at") or body.get("held_at")
    status = "cancelled" if "removed" in body else "fulfilled" if held else "proposed"
    made: Body = {
        "resourceType": "Appointment",
        "status": status,
        "description": word("review"),
        "requestedPeriod": [{"start": body["due"]}],
        "participant": [{"actor": context.person, "status": "accepted" if held else "needs-action"}],
    }
    if held and status == "fulfilled":
        made |= {"start": min(opened, held), "end": held}
    return made


def risk(body: Body, context: Context) -> Body:
    """What should happen if things go wrong."""
    return {
        "resourceType": "RiskAssessment",
        "status": "cancelled" if "removed" in body else "final",
        "code": {"text": word("risk")},
        "subject": context.person,
        "occurrenceDateTime": body["made_at"],
        "prediction": [{"outcome": {"text": _words(body)}}],
    }


def communication(body: Body, context: Context, category: str) -> Body:
    """Something that was said or sent."""
    return {
        "resourceType": "Communication",
        "status": "entered-in-error" if "removed" in body else "completed",
        "category": [{"text": word(category)}],
        "subject": context.person,
        "about": [context.refer("CarePlan")],
    }


def contact(body: Body, context: Context) -> Body:
    """A contact between reviews."""
    return communication(body, context, "contact") | {"payload": [{"contentString": _words(body)}]}


def circulation(body: Body, context: Context) -> Body:
    """A copy that was sent."""
    made = communication(body, context, "circulation")
    numbers = [version["number"] for version in context.values["versions"]]
    if body.get("version") in numbers:
        made["payload"] = [{"contentReference": context.refer("DocumentReference", str(body["version"]))}]
    return made


def annotation(body: Body, context: Context) -> Body:
    """A disagreement, a "not yet" or a comment, as an authored note of the CarePlan."""
    party = context.party(body.get("author") or Side.PERSON)
    author = {"authorReference": party} if "reference" in party else {"authorString": party["display"]}
    return {**author, "time": body["made_at"], "text": _words(body)}


def basic(body: Body, context: Context) -> Body:
    """A line of which FHIR has no idea: its words are in the narrative, and all of it in the extension."""
    return {
        "resourceType": "Basic",
        "code": {"text": body["part"]},
        "subject": context.person,
        "created": body["made_at"][:10],
    }


FRAMES: dict[str, Callable[[Body, Context], Body]] = {
    Part.OUTCOME: goal,
    Part.INDICATOR: target,
    Part.ACTION: activity,
    Part.RATING: observation,
    Part.PERSON: related_person,
    Part.AGENCY: organization,
    Part.NEGOTIATOR: participant,
    Part.REVIEW: appointment,
    Part.CONTINGENCY: risk,
    Part.CONTACT: contact,
    Part.CIRCULATION: circulation,
    Part.DISAGREEMENT: annotation,
    Part.NOT_YET: annotation,
    Part.COMMENT: annotation,
}


def _words(body: Body) -> str:
    return sayable(str(body[LINES[body["part"]].main]), word("nothing"))


def _ratings(body: Body, context: Context, of: RatingOf) -> list[Body]:
    return [
        line
        for line in context.lines.values()
        if line["part"] == Part.RATING
        and line.get("outcome_id") == body["id"]
        and line["of"] == of
        and "removed" not in line
    ]


def _achievement(body: Body, now: list[Body], *, is_active: bool) -> str | None:
    """What the course says, else which way the last two numbers go; nothing where there is nothing to tell."""
    told = {"reached": "achieved", "let_go": "not-achieved"}.get(body.get("course", ""))
    if told or not is_active:
        return told
    if len(now) < 2:
        return "in-progress"
    before, after = now[-2]["number"], now[-1]["number"]
    return "improving" if after > before else "worsening" if after < before else "no-change"


def _priority(importance: int) -> str:
    return f"{'high' if importance >= HIGH else 'medium' if importance >= MEDIUM else 'low'}-priority"


def _theme(framework: str | None, theme: str | None) -> str | None:
    found = load_frameworks().get(framework or "")
    named = found.theme(theme) if found and theme else None
    return named.label if named else sayable(theme, word("nothing")) if theme else None
