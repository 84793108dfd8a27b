"""Writes the values of a plan (format 1) as a FHIR R4 Bundle; each item in the element that says most of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import escape

from plan.exchange.checking import ID
from plan.exchange.fhir import lines, records
from plan.exchange.fhir.context import Context, word
from plan.exchange.fhir.kept import hold, sayable
from plan.exchange.fhir.native import say
from plan.model.vocabulary import Part
from plan.services.codec import LINES

Body = dict[str, Any]
XHTML = '<div xmlns="http://www.w3.org/1999/xhtml"><p>{}</p></div>'


def bundle_of(values: Body) -> Body:
    """The bundle of a plan: a collection whose references all lead to its own entries."""
    writer = _Writer(values)
    writer.write()
    return {
        "resourceType": "Bundle",
        "identifier": {"system": "urn:what-matters:plan", "value": writer.context.plan_id},
        "type": "collection",
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in writer.entries.items()],
    }


class _Writer:
    """The entries so far, and the elements that many items go into."""

    def __init__(self, values: Body) -> None:
        self.values = values
        self.context = Context(values)
        self.entries: dict[str, Body] = {}

    def write(self) -> None:
        context = self.context
        head = {"holds": self.values["holds"], **self.values["plan"]}
        self.plan = self._add("CarePlan", "", records.care_plan(context), context.plan_id)
        self.plan["extension"] = [hold("plan", 0, head)]
        self._add("Patient", "", records.patient())
        self.team: Body = {"resourceType": "CareTeam", "status": "active", "subject": context.person}
        self._people()
        self._each(
            "statements", lambda _, said: self._add("Communication", said["id"], records.statement(said, context))
        )
        self._lines()
        if "participant" in self.team:
            self._add("CareTeam", "", self.team)
            self.plan["careTeam"] = [context.refer("CareTeam")]
        self._each("proposals", lambda _, made: self._add("Task", made["id"], records.task(made, context)))
        self._versions()
        self._each("signatures", lambda at, made: self._add("signature", str(at), records.signing(made, context)))
        consent = self._add("Consent", "", records.consent(context))
        provisions: list[Body] = []
        self._each("shared", lambda _, shared: _append(provisions, records.provision(shared, context)))
        if provisions:
            consent["provision"]["provision"] = provisions
        self._each("history", lambda at, event: self._add("event", str(at), records.event(event, context)))

    def _people(self) -> None:
        places = {sharer["id"]: place for place, sharer in enumerate(self.values["shared_with"])}
        for who, known in self.context.practitioners.items():
            made: Body = {"resourceType": "Practitioner"}
            self._add("Practitioner", who, made, who)
            if who in places:
                self._hold(made, "shared_with", places[who], self.values["shared_with"][places[who]])
            elif known["name"]:
                made["name"] = [{"text": sayable(known["name"], word("nothing"))}]
            if known["role"]:
                role = {"code": [{"text": sayable(known["role"], word("nothing"))}]}
                practitioner = self.context.refer("Practitioner", who)
                self._add(
                    "PractitionerRole", who, {"resourceType": "PractitionerRole", "practitioner": practitioner, **role}
                )

    def _lines(self) -> None:
        order = sorted(
            range(len(self.values["lines"])), key=lambda at: self.values["lines"][at]["part"] != Part.OUTCOME
        )
        for position in order:
            body = self.values["lines"][position]
            element = self._home(body)
            self._hold(element, "lines", position, body, body["part"])
            if body["part"] == Part.RATING and "note" in element:
                element["note"][0]["authorReference"] = self.context.person

    def _home(self, body: Body) -> Body:
        """The element for a line, put where it belongs."""
        part, context = body["part"], self.context
        if part == Part.INDICATOR and body.get("outcome_id") in context.outcomes:
            goal = self.entries[context.urn("line", body["outcome_id"])]
            return _append(goal.setdefault("target", []), lines.target(body, context))
        if part == Part.ACTION:
            detail = lines.activity(body, context)
            _append(self.plan.setdefault("activity", []), {"detail": detail})
            return detail
        if part == Part.NEGOTIATOR:
            return _append(self.team.setdefault("participant", []), lines.participant(body, context))
        if part in (Part.DISAGREEMENT, Part.NOT_YET, Part.COMMENT):
            return _append(self.plan.setdefault("note", []), lines.annotation(body, context))
        frame = lines.basic if part == Part.INDICATOR else lines.FRAMES.get(part, lines.basic)
        made = self._add("line", body["id"], frame(body, context), body["id"])
        told = sayable(str(body[LINES[part].main]), word("nothing"))
        made["text"] = {"status": "generated", "div": XHTML.format(escape(told))}
        return made

    def _versions(self) -> None:
        newest = len(self.values["versions"]) - 1
        for position, body in enumerate(self.values["versions"]):
            frame = records.document(body, self.context, is_newest=position == newest)
            self._hold(self._add("DocumentReference", str(body["number"]), frame), "versions", position, body)
            self._add("frozen", str(body["number"]), records.freezing(body, self.context))

    def _each(self, section: str, make: Callable[[int, Body], Body]) -> None:
        for position, body in enumerate(self.values[section]):
            self._hold(make(position, body), section, position, body)

    def _hold(self, element: Body, section: str, position: int, body: Body, part: str | None = None) -> None:
        item = part if part is not None else section
        is_bare = element.get("resourceType") == "Basic"
        rest = dict(body) if is_bare else say(element, item, body)
        if part is not None:
            del rest["part"]
        element.setdefault("extension", []).append(hold(section, position, rest, part))

    def _add(self, kind: str, item: str, resource: Body, given_id: str | None = None) -> Body:
        url = self.context.urn(kind, item)
        resource_id = given_id if given_id and ID.fullmatch(given_id) else url.rpartition(":")[2]
        resource["id"] = resource_id
        self.entries[url] = resource
        return resource


def _append(elements: list[Body], element: Body) -> Body:
    elements.append(element)
    return element
