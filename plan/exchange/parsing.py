"""Values out of plain JSON, each mistake told with its place; knows no file and no plan as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from plan.exchange.refusing import BrokenFile, Place
from plan.explanations import explain_refusal
from plan.model.lines import PlanLine
from plan.model.refusals import Refusal
from plan.services.codec import LINES, from_body

T = TypeVar("T")

# pydantic's kinds of error, by how their names begin, and the entry of explanations.yml that tells each.
REASONS = {
    "missing": "missing",
    "datetime": "not_a_time",
    "timezone": "not_a_time",
    "date": "not_a_date",
    "int": "not_a_number",
    "string": "not_text",
    "bool": "not_yes_or_no",
    "enum": "not_a_word",
    "tuple": "not_a_list",
    "list": "not_a_list",
    "dict": "not_fields",
    "dataclass": "not_fields",
}


def parse(kind: type[T], body: Any, place: Place) -> T:
    """The value of a kind that a JSON object stands for. Raises BrokenFile."""
    require_fields(body, place)
    try:
        value = from_body(kind, body)
    except ValidationError as error:
        raise _told(error, place) from None
    except Refusal as refusal:
        raise BrokenFile(place, "refused", why=explain_refusal(refusal)) from None
    _require_known(body, asdict(value), place)  # type: ignore[call-overload]
    _require_zones(value, place)
    return value


def parse_line(body: Any, place: Place) -> PlanLine:
    """The line that a JSON object with its `part` stands for. Raises BrokenFile."""
    require_fields(body, place)
    if "part" not in body:
        raise BrokenFile((*place, "part"), "missing")
    if body["part"] not in LINES:
        raise BrokenFile((*place, "part"), "not_a_word", expected=", ".join(LINES))
    return parse(LINES[body["part"]], {key: value for key, value in body.items() if key != "part"}, place)


def require_fields(value: Any, place: Place) -> None:
    """Raise BrokenFile unless the value is a JSON object."""
    if not isinstance(value, dict):
        raise BrokenFile(place, "not_fields")


def take_list(body: Mapping[str, Any], name: str, place: Place = ()) -> list[Any]:
    """A list of an object; one that is not there is empty. Raises BrokenFile."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BrokenFile((*place, name), "not_a_list")
    return value


def _told(error: ValidationError, place: Place) -> BrokenFile:
    first = error.errors(include_url=False, include_input=False)[0]
    reason = next((told for begins, told in REASONS.items() if first["type"].startswith(begins)), "unusable")
    details = {"expected": first["ctx"]["expected"]} if reason == "not_a_word" else {}
    return BrokenFile((*place, *first["loc"]), reason, **details)


def _require_known(body: Any, known: Any, place: Place) -> None:
    """A field that a plan does not have would be lost without a word; so it is refused."""
    if isinstance(body, dict) and isinstance(known, dict):
        for name, value in body.items():
            if name not in known:
                raise BrokenFile((*place, name), "unknown_field")
            _require_known(value, known[name], (*place, name))
    elif isinstance(body, list) and isinstance(known, tuple | list):
        for number, (value, other) in enumerate(zip(body, known, strict=False)):
            _require_known(value, other, (*place, number))


def _require_zones(value: Any, place: Place) -> None:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise BrokenFile(place, "not_a_time")
    if is_dataclass(value):
        for field in fields(value):
            _require_zones(getattr(value, field.name), (*place, field.name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            _require_zones(inner, (*place, number))
