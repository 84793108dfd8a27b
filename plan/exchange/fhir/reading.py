"""Reads a bundle that `writing` made back to the values of the plan, and knows where each of them stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from plan.exchange.fhir.kept import KEPT, held
from plan.exchange.fhir.native import hear, path_of
from plan.exchange.json_format import FORMAT, FORMAT_VERSION, SECTIONS
from plan.exchange.refusing import BrokenFile, Place

LISTS = tuple(name for name in SECTIONS if name not in ("format", "format_version", "holds", "plan"))


@dataclass(frozen=True, kw_only=True)
class _Item:
    """An item that an element holds."""

    position: int
    name: str
    body: dict[str, Any]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The values that a bundle holds; `where` tells the place of a value in the bundle."""

    values: dict[str, Any]
    items: dict[str, list[_Item]] = field(default_factory=dict)

    def where(self, place: Place) -> Place:
        """The place in the bundle of a place in the values."""
        section, *rest = (*place, None)
        if section not in self.items or not rest or not isinstance(rest[0], int):
            return self.items["plan"][0].place if self.items.get("plan") else ("entry",)
        item = self.items[str(section)][rest[0]]
        name = rest[1] if len(rest) > 1 else None
        path = path_of(item.name, str(name))
        return (*item.place, *(path or ()))


def is_bundle(values: Any) -> bool:
    """True for something that says of itself that it is a bundle."""
    return isinstance(values, dict) and values.get("resourceType") == "Bundle"


def values_of(bundle: dict[str, Any]) -> Heard:
    """The values of the plan in a bundle. Raises BrokenFile."""
    items: dict[str, list[_Item]] = {}
    for element, extension, place in _holders(bundle, ()):
        section, position, part, rest = held(extension, place)
        if section not in (*LISTS, "plan"):
            raise BrokenFile(place, "unusable")
        item = part or section
        body = hear(element, item, place) if element.get("resourceType") != "Basic" else {}
        body |= rest | ({"part": part} if part else {})
        items.setdefault(section, []).append(_Item(position=position, name=item, body=body, place=place))
    if len(items.get("plan", [])) != 1:
        raise BrokenFile(("entry",), "no_plan_in_bundle")
    for found in items.values():
        found.sort(key=lambda item: item.position)
    head = dict(items["plan"][0].body)
    values: dict[str, Any] = {"format": FORMAT, "format_version": FORMAT_VERSION}
    if "holds" in head:
        values["holds"] = head.pop("holds")
    values["plan"] = head
    values |= {section: [item.body for item in items.get(section, [])] for section in LISTS}
    return Heard(values=values, items=items)


def _holders(element: Any, place: Place) -> Iterator[tuple[dict[str, Any], dict[str, Any], Place]]:
    """Every element that holds an item, in the order of the file."""
    if isinstance(element, list):
        for number, inner in enumerate(element):
            yield from _holders(inner, (*place, number))
    elif isinstance(element, dict):
        extensions = element.get("extension")
        for extension in extensions if isinstance(extensions, list) else ():
            if isinstance(extension, dict) and extension.get("url") == KEPT:
                yield element, extension, place
        for name, inner in element.items():
            if name != "extension":
                yield from _holders(inner, (*place, name))
