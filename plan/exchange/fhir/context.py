"""What all parts of a bundle need: codes and fixed words, ids, and references that lead somewhere in the bundle."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

from plan.exchange.checking import ID
from plan.exchange.fhir.kept import sayable
from plan.explanations import read_yaml
from plan.model.lines import side_of
from plan.model.vocabulary import Part, Side

NAMESPACE = UUID("8d1c2a3e-6b0f-4b52-9a77-3c1f0e5d9b24")
ACTORS = (("proposals", "by"), ("versions", "made_by"), ("signatures", "party"), ("history", "who"))
IN_THE_PLAN = frozenset({Part.ACTION, Part.DISAGREEMENT, Part.NOT_YET, Part.COMMENT})
"""Parts that the CarePlan itself holds."""


@cache
def load_codes() -> dict[str, dict[str, Any]]:
    """Our words → codes, systems, and the fixed words."""
    text = files("plan.exchange.fhir").joinpath("codes.yml").read_text(encoding="utf-8")
    codes: dict[str, dict[str, Any]] = read_yaml(text)
    return codes


def word(name: str) -> str:
    """One of the fixed words."""
    return str(load_codes()["words"][name])


def concept(system: str, code: str, display: str | None = None) -> dict[str, Any]:
    """A CodeableConcept of a system that codes.yml names."""
    coding = {"system": load_codes()["systems"][system], "code": code}
    return {"coding": [coding | ({"display": display} if display else {})]}


class Context:
    """The plan that is written, and where each of its items will stand."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.plan_id = str(values["plan"]["id"])
        self.state = str(values["plan"].get("state", "draft"))
        self.lines = {line["id"]: line for line in values["lines"]}
        self.outcomes = {line["id"] for line in values["lines"] if line["part"] == Part.OUTCOME}

    def urn(self, kind: str, item: str = "") -> str:
        """The address of a resource in this bundle."""
        return uuid5(NAMESPACE, f"{self.plan_id}/{kind}/{item}").urn

    def refer(self, kind: str, item: str = "") -> dict[str, Any]:
        """A reference to a resource in this bundle."""
        return {"reference": self.urn(kind, item)}

    @property
    def person(self) -> dict[str, Any]:
        """The person."""
        return self.refer("Patient")

    def line(self, line_id: str) -> dict[str, Any]:
        """The resource that holds a line or a statement, or the plan where it is held there or nowhere."""
        line = self.lines.get(line_id)
        if line is None:
            is_said = any(said["id"] == line_id for said in self.values["statements"])
            return self.refer("Communication", line_id) if is_said else self.refer("CarePlan")
        if line["part"] in IN_THE_PLAN:
            return self.refer("CarePlan")
        if line["part"] == Part.NEGOTIATOR:
            return self.refer("CareTeam")
        outcome = line.get("outcome_id")
        if line["part"] == Part.INDICATOR and outcome in self.outcomes:
            return self.refer("line", str(outcome))
        return self.refer("line", line_id)

    def party(self, who: str) -> dict[str, Any]:
        """Whoever did something: the person, a practitioner of the bundle, or somebody known by words alone."""
        if who == Side.PERSON:
            return self.person
        if who in self.practitioners:
            return self.refer("Practitioner", who)
        name = who.removeprefix("other:").strip()
        return {"display": word("carer") if who == Side.CARER else sayable(name, word("nothing"))}

    @cached_property
    def practitioners(self) -> dict[str, dict[str, str | None]]:
        """Everybody who acted as a practitioner, with name and role as far as they are known here."""
        known: dict[str, dict[str, str | None]] = {}
        for who in self._actors():
            if ID.fullmatch(who) and side_of(who) is Side.PRACTITIONER:
                known.setdefault(who, {"name": None, "role": None})
        for line in self.values["lines"]:
            if line["part"] == Part.NEGOTIATOR and line.get("author") in known:
                known[line["author"]] |= {key: line[key] for key in ("name", "role") if line.get(key)}
        for sharer in self.values["shared_with"]:
            if ID.fullmatch(sharer["id"]):
                known[sharer["id"]] = {"name": sharer["name"], "role": sharer["role"]}
        return known

    def _actors(self) -> Iterator[str]:
        yield from (line["author"] for line in self.values["lines"] if line.get("author"))
        for section, name in (
            ("proposals", "by"),
            ("versions", "made_by"),
            ("signatures", "party"),
            ("history", "who"),
        ):
            yield from (item[name] for item in self.values[section] if item.get(name))
