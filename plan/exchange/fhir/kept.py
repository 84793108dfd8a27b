"""What FHIR has no element for, kept in one extension; JSON values as nested extensions, with nothing lost.

An item of the plan (a line, an event, a proposal …) is *held* by one FHIR element. The element says what it can say;
the extension says which item it is and keeps the rest of its fields.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from plan.exchange.refusing import BrokenFile, Place

KEPT = "urn:what-matters:fhir:kept"
UNSAYABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST = 2**31 - 1


def is_sayable(text: str) -> bool:
    """True for text that a FHIR string can hold as it is: no control characters, and not only space."""
    return bool(text.strip()) and not UNSAYABLE.search(text)


def sayable(text: str, otherwise: str) -> str:
    """The text with a replacement character for each sign that FHIR cannot hold."""
    said = UNSAYABLE.sub("\ufffd", text)
    return said if said.strip() else otherwise


def hold(section: str, position: int, rest: dict[str, Any], part: str | None = None) -> dict[str, Any]:
    """The extension that says which item an element holds, with the fields that the element does not say."""
    inner: list[dict[str, Any]] = [
        {"url": "section", "valueCode": section},
        {"url": "position", "valueInteger": position},
    ]
    if part is not None:
        inner.append({"url": "part", "valueCode": part})
    if rest:
        inner.append({"url": "rest", "extension": [_write(name, value) for name, value in rest.items()]})
    return {"url": KEPT, "extension": inner}


def held(extension: Any, place: Place) -> tuple[str, int, str | None, dict[str, Any]]:
    """Section, position, part and rest of such an extension. Raises BrokenFile."""
    found: dict[str, Any] = {"rest": {}, "part": None}
    for number, inner in enumerate(_inner(extension, place)):
        where = (*place, "extension", number)
        url = inner.get("url")
        found[str(url)] = _fields(inner, where) if url == "rest" else inner.get("valueCode", inner.get("valueInteger"))
    if not isinstance(found.get("section"), str):
        raise BrokenFile((*place, "section"), "missing")
    if type(found.get("position")) is not int:
        raise BrokenFile((*place, "position"), "not_a_number")
    return found["section"], found["position"], found["part"], found["rest"]


def _write(name: str, value: Any) -> dict[str, Any]:
    """One field as an extension: plain where FHIR has a type for it, told by `kind` where it has none."""
    if isinstance(value, bool):
        return {"url": name, "valueBoolean": value}
    if isinstance(value, int) and abs(value) <= MOST:
        return {"url": name, "valueInteger": value}
    if isinstance(value, str) and is_sayable(value):
        return {"url": name, "valueString": value}
    inner: list[dict[str, Any]]
    if isinstance(value, str):
        coded = base64.b64encode(value.encode("utf-8", "surrogatepass")).decode()
        inner = [_kind("text"), *([{"url": "coded", "valueBase64Binary": coded}] if coded else [])]
    elif isinstance(value, int):
        inner = [_kind("number"), {"url": "digits", "valueString": str(value)}]
    elif isinstance(value, list):
        inner = [_kind("list"), *(_write("item", item) for item in value)]
    elif isinstance(value, dict):
        inner = [_kind("fields"), *(_write(key, item) for key, item in value.items())]
    else:
        inner = [_kind("nothing")]
    return {"url": name, "extension": inner}


def _kind(word: str) -> dict[str, Any]:
    return {"url": "kind", "valueCode": word}


def _read(extension: dict[str, Any], place: Place) -> Any:
    for name in ("valueBoolean", "valueInteger", "valueString"):
        if name in extension:
            return extension[name]
    inner = _inner(extension, place)
    kind = inner[0].get("valueCode") if inner else None
    rest = {"url": "", "extension": inner[1:]}
    if kind == "fields":
        return _fields(rest, place)
    if kind == "list":
        return [_read(item, (*place, "extension", number)) for number, item in enumerate(inner[1:], start=1)]
    if kind == "nothing":
        return None
    return _special(kind, inner[1:], place)


def _special(kind: str | None, inner: list[dict[str, Any]], place: Place) -> Any:
    try:
        if kind == "text":
            coded = inner[0]["valueBase64Binary"] if inner else ""
            return base64.b64decode(coded, validate=True).decode("utf-8", "surrogatepass")
        if kind == "number":
            return int(inner[0]["valueString"])
    except (KeyError, IndexError, TypeError, ValueError, binascii.Error):
        raise BrokenFile(place, "unusable") from None
    raise BrokenFile(place, "unusable")


def _fields(extension: dict[str, Any], place: Place) -> dict[str, Any]:
    return {
        str(item.get("url")): _read(item, (*place, "extension", number))
        for number, item in enumerate(_inner(extension, place))
    }


def _inner(extension: Any, place: Place) -> list[dict[str, Any]]:
    inner = extension.get("extension", []) if isinstance(extension, dict) else None
    if not isinstance(inner, list) or not all(isinstance(item, dict) for item in inner):
        raise BrokenFile(place, "not_a_list")
    return inner
