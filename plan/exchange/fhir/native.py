"""Which FHIR element says which field of which item: for these the element is the word that counts when reading."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from plan.exchange.fhir.kept import is_sayable
from plan.exchange.refusing import BrokenFile, Place

Path = tuple[str | int, ...]


def _as_is(value: Any) -> Any:
    return value


def _to_base64(value: Any) -> str:
    return base64.b64encode(json.dumps(value, ensure_ascii=False).encode()).decode()


def _from_base64(value: Any) -> Any:
    return json.loads(base64.b64decode(value, validate=True))


@dataclass(frozen=True, kw_only=True)
class Said:
    """A field and the path to the element that says it, from the element that holds the item."""

    name: str
    path: Path
    write: Callable[[Any], Any] = _as_is
    read: Callable[[Any], Any] = _as_is


def _said(**paths: Path) -> tuple[Said, ...]:
    return tuple(Said(name=name, path=path) for name, path in paths.items())


PAYLOAD: Path = ("payload", 0, "contentString")

NATIVE: dict[str, tuple[Said, ...]] = {
    "statements": _said(text=PAYLOAD),
    "outcome": _said(wording=("description", "text"), course_why=("statusReason",)),
    "indicator": _said(wording=("detailString",), by=("dueDate",)),
    "action": _said(what=("description",), when=("scheduledPeriod", "end")),
    "rating": _said(number=("valueInteger",), story=("note", 0, "text")),
    "person": _said(name=("name", 0, "text"), relation=("relationship", 0, "text")),
    "agency": _said(name=("name",), role=("type", 0, "text")),
    "negotiator": _said(role=("role", 0, "text"), name=("member", "display")),
    "review": _said(due=("requestedPeriod", 0, "end")),
    "contingency": _said(risk=("prediction", 0, "outcome", "text"), route=("mitigation",)),
    "contact": _said(about=PAYLOAD, on=("sent",), with_whom=("recipient", 0, "display")),
    "circulation": _said(sent_to=("recipient", 0, "display"), why=("reasonCode", 0, "text")),
    "disagreement": _said(words=("text",)),
    "not_yet": _said(because=("text",)),
    "comment": _said(words=("text",)),
    "proposals": _said(new_text=("description",), reason=("reasonCode", "text")),
    "signatures": _said(role=("agent", 0, "role", 0, "text")),
    "history": _said(why=("reason", 0, "text")),
    "shared": _said(since=("period", "start")),
    "shared_with": _said(name=("name", 0, "text")),
    "versions": (
        *_said(content_hash=("masterIdentifier", "value")),
        Said(name="content", path=("content", 0, "attachment", "data"), write=_to_base64, read=_from_base64),
    ),
}


def say(element: dict[str, Any], item: str, body: dict[str, Any]) -> dict[str, Any]:
    """Put into the element what it can say of the body; gives what is left."""
    rest = dict(body)
    for said in NATIVE.get(item, ()):
        value = rest.get(said.name)
        if value is None or (isinstance(value, str) and not is_sayable(value)):
            continue
        _put(element, said.path, said.write(value))
        del rest[said.name]
    return rest


def hear(element: dict[str, Any], item: str, place: Place) -> dict[str, Any]:
    """What the element says of an item; what it does not say is not there. Raises BrokenFile."""
    heard = {}
    for said in NATIVE.get(item, ()):
        value = _take(element, said.path)
        if value is None:
            continue
        try:
            heard[said.name] = said.read(value)
        except (ValueError, TypeError, binascii.Error):
            raise BrokenFile((*place, *said.path), "unusable") from None
    return heard


def path_of(item: str, name: str) -> Path | None:
    """Where an element says a field of an item, or None where the extension keeps it."""
    return next((said.path for said in NATIVE.get(item, ()) if said.name == name), None)


def _put(element: Any, path: Path, value: Any) -> None:
    for step, following in pairwise(path):
        if isinstance(step, int):
            if not element:
                element.append({})
            element = element[step]
        else:
            element = element.setdefault(step, [] if isinstance(following, int) else {})
    element[path[-1]] = value


def _take(element: Any, path: Path) -> Any:
    for step in path:
        if isinstance(step, int):
            if not isinstance(element, list) or len(element) <= step:
                return None
        elif not isinstance(element, dict):
            return None
        element = element[step] if isinstance(step, int) else element.get(step)
    return element
