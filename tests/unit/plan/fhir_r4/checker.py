"""Checks a bundle against the R4 definitions: elements, cardinality, types, codes, references and the rules that matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

DEFINITIONS = json.loads(Path(__file__).with_name("definitions.json").read_text())
TYPES, CODES = DEFINITIONS["types"], DEFINITIONS["codes"]
# http://hl7.org/fhir/R4/datatypes.html
YEAR = r"([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)"
DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])"
TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
STRINGS = {
    "string": r"[ \r\n\t\S]+",
    "markdown": r"\s*(\S|\s)*",
    "code": r"[^\s]+(\s[^\s]+)*",
    "id": r"[A-Za-z0-9\-\.]{1,64}",
    "uri": r"\S*",
    "canonical": r"\S*",
    "base64Binary": r"(\s*([0-9a-zA-Z\+\/=]){4}\s*)+",
    "date": rf"{YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1]))?)?",
    "dateTime": rf"{YEAR}(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])({TIME})?)?)?",
    "instant": rf"{YEAR}-{DAY}{TIME}",
}
CHOICES = ("value", "effective", "scheduled", "product", "due", "detail", "author", "content", "occurrence", "deceased")
# R4 narrows this value set to these; the npm package gives all resource types.
ACTIVITIES = {
    "Appointment", "CommunicationRequest", "DeviceRequest", "MedicationRequest", "NutritionOrder", "Task",
    "ServiceRequest", "VisionPrescription",
}  # fmt: skip


def problems(bundle: dict[str, Any]) -> list[str]:
    """All that is wrong with a bundle, each with its path."""
    return [*_resource(bundle, "Bundle"), *_bundle(bundle)]


def _resource(resource: Any, path: str) -> Iterator[str]:
    name = resource.get("resourceType")
    if name not in TYPES:
        yield f"{path}: no resource {name}"
        return
    body = {key: value for key, value in resource.items() if key != "resourceType"}
    yield from _elements(body, TYPES[name], f"{path}({name})")
    yield from _rules(resource, path)


def _elements(body: dict[str, Any], known: dict[str, Any], path: str) -> Iterator[str]:
    if not body:
        yield f"{path}: empty"
    for name, definition in known.items():
        choice = next((c for c in CHOICES if re.fullmatch(f"{c}[A-Z].*", name)), None)
        if definition["required"] and name not in body and choice is None:
            yield f"{path}.{name}: required"
    for choice in CHOICES:
        group = [name for name in known if re.fullmatch(f"{choice}[A-Z].*", name)]
        given = [name for name in group if name in body]
        if len(given) > 1:
            yield f"{path}.{choice}[x]: {given}"
        if len(group) > 1 and known[group[0]]["required"] and not given:
            yield f"{path}.{choice}[x]: required"
    for name, value in body.items():
        if name not in known:
            yield f"{path}.{name}: unknown"
            continue
        definition = known[name]
        if definition["many"] != isinstance(value, list) or value == []:
            yield f"{path}.{name}: list or not"
            continue
        for number, one in enumerate(value if definition["many"] else [value]):
            yield from _value(one, definition, f"{path}.{name}[{number}]")


def _inside(definition: dict[str, Any]) -> dict[str, Any]:
    """The elements of an element: its own, those of its type, or those of an element that it names (#Consent.provision)."""
    kind = definition.get("type", "")
    if kind.startswith("#"):
        name, *path = kind[1:].split(".")
        found = {"elements": TYPES[name]}
        for step in path:
            found = found["elements"][step]
        return found["elements"]
    return definition.get("elements") or TYPES.get(kind, {})


def _value(value: Any, definition: dict[str, Any], path: str) -> Iterator[str]:
    kind = definition["type"]
    if kind == "boolean":
        wrong = not isinstance(value, bool)
    elif kind in ("integer", "positiveInt", "unsignedInt"):
        wrong = type(value) is not int or not -(2**31) <= value < 2**31
    elif kind in STRINGS:
        wrong = not isinstance(value, str) or not re.fullmatch(STRINGS[kind], value, re.ASCII)
    elif kind == "xhtml":
        wrong = _is_no_xhtml(value)
    elif kind == "Resource":
        yield from _resource(value, path)
        return
    else:
        if not isinstance(value, dict):
            yield f"{path}: not a {kind}"
            return
        yield from _elements(value, _inside(definition), path)
        wrong = False
    if wrong:
        yield f"{path}: not a {kind}: {value!r}"
    if "codes" in definition:
        yield from _code(value, definition, path)


def _code(value: Any, definition: dict[str, Any], path: str) -> Iterator[str]:
    """Required codes must be of the set; in other bindings a coding that names a system of the set must be."""
    if definition["codes"].endswith("/mimetypes"):  # not a list: BCP 13 says how one is written
        if not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", value):
            yield f"{path}: {value} is no media type"
        return
    if definition["codes"] not in CODES:
        if definition["strength"] == "required":
            yield f"{path}: unknown set {definition['codes']}"
        return
    systems = CODES[definition["codes"]]
    if isinstance(value, str):
        allowed = (
            ACTIVITIES if definition["codes"].endswith("care-plan-activity-kind") else set().union(*systems.values())
        )
        if value not in allowed:
            yield f"{path}: {value} is not in {definition['codes']}"
        return
    for coding in value.get("coding", [value] if "code" in value else []):
        if coding.get("system") not in systems or coding.get("code") not in systems[coding["system"]]:
            yield f"{path}: {coding} is not in {definition['codes']}"


def _is_no_xhtml(value: str) -> bool:
    try:
        root = ElementTree.fromstring(value)
    except ElementTree.ParseError:
        return True
    return root.tag != "{http://www.w3.org/1999/xhtml}div" or not "".join(root.itertext()).strip()


def _rules(resource: dict[str, Any], path: str) -> Iterator[str]:
    """The invariants of R4 that this project could break, by their names."""
    name = resource["resourceType"]
    if name == "Goal" and any(
        k.startswith("detail") and "measure" not in t for t in resource.get("target", []) for k in t
    ):
        yield f"{path}: gol-1"
    if name == "CarePlan" and any("detail" in a and "reference" in a for a in resource.get("activity", [])):
        yield f"{path}: cpl-3"
    if name == "Appointment":
        if ("start" in resource) != ("end" in resource):
            yield f"{path}: app-2"
        if "start" not in resource and resource["status"] not in ("proposed", "cancelled", "waitlist"):
            yield f"{path}: app-3"
        if any("actor" not in p and "type" not in p for p in resource["participant"]):
            yield f"{path}: app-1"
    if name == "Consent" and "policy" not in resource and "policyRule" not in resource:
        yield f"{path}: ppc-1"
    if name == "Organization" and "name" not in resource and "identifier" not in resource:
        yield f"{path}: org-1"
    if name == "Patient" and "contact" in resource:
        yield f"{path}: pat-1 is not checked here"
    for found in _all(resource):
        if found.get("url") and ("extension" in found) == any(key.startswith("value") for key in found):
            yield f"{path}: ext-1 {found['url']}"
        if "start" in found and "end" in found and name != "Appointment" and found["start"] > found["end"]:
            yield f"{path}: per-1"


def _bundle(bundle: dict[str, Any]) -> Iterator[str]:
    urls = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    if len(urls) != len(bundle["entry"]):
        yield "bdl-7: an address stands twice"
    ids = [(entry["resource"]["resourceType"], entry["resource"].get("id")) for entry in bundle["entry"]]
    if len(set(ids)) != len(ids):
        yield "an id stands twice"
    for entry in bundle["entry"]:
        name = entry["resource"]["resourceType"]
        yield from _references(entry["resource"], TYPES[name], urls, name)


def _references(body: dict[str, Any], known: dict[str, Any], urls: dict[str, str], path: str) -> Iterator[str]:
    for name, value in body.items():
        definition = known.get(name, {})
        for one in value if isinstance(value, list) else [value]:
            if definition.get("type") == "Reference" and "reference" in one:
                target = urls.get(one["reference"])
                if target is None:
                    yield f"{path}.{name}: leads nowhere"
                elif target not in definition.get("targets", [target]) and "Resource" not in definition["targets"]:
                    yield f"{path}.{name}: may not be a {target}"
            elif isinstance(one, dict) and name != "extension":
                yield from _references(one, _inside(definition), urls, f"{path}.{name}")


def _all(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _all(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all(inner)
