"""Checks plain YAML values against the shapes of schema.yml and says in plain words what is wrong.

Knows nothing of what the values mean together; that is rehearsal.checking's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@cache
def schema() -> Mapping[str, Any]:
    """Shapes, replies and the words for problems."""
    content: Mapping[str, Any] = YAML(typ="safe").load(
        (Path(__file__).parent / "schema.yml").read_text(encoding="utf-8")
    )
    return content


def say(problem: str, **values: Any) -> str:
    """A problem in words; `problem` is a key under `problems` in schema.yml."""
    return str(schema()["problems"][problem]).format(**values)


def guess(value: str, known: Iterable[str]) -> str:
    """A guess at what was meant, as the end of a sentence; empty where nothing is near."""
    near = get_close_matches(str(value), list(known), n=1, cutoff=0.6)
    return say("guess", near=near[0]) if near else ""


@dataclass(frozen=True)
class _Field:
    place: str
    name: str
    value: Any
    rule: Mapping[str, Any]

    def wrong(self, problem: str, **values: Any) -> str:
        return say(problem, place=self.place, field=self.name, meaning=self.rule.get("meaning", ""), **values)


def check_record(place: str, value: Any, shape: str) -> Iterator[str]:
    """Every problem of one record.

    Args:
        place: where it stands, for people.
        value: what was read.
        shape: its shape's name in schema.yml.
    """
    rules = schema()["shapes"][shape]
    if not isinstance(value, Mapping):
        yield say("not_record", place=place, field=shape, fields=", ".join(rules))
        return
    for name in value:
        if name not in rules:
            yield say("unknown", place=place, field=name, guess=guess(name, rules))
    for name, rule in rules.items():
        if value.get(name) in (None, "", []):
            if rule.get("need"):
                yield say("missing", place=place, field=name, meaning=rule["meaning"])
        else:
            yield from _check(_Field(place, name, value[name], rule))


def _check(field: _Field) -> Iterator[str]:
    kind = field.rule["type"]
    if kind in ("line", "text"):
        if not isinstance(field.value, str):
            yield field.wrong("not_line")
    elif kind in ("number", "whole"):
        yield from _check_number(field)
    elif kind == "choice":
        if field.value not in field.rule["of"]:
            yield field.wrong("not_choice", choices=", ".join(field.rule["of"]), value=field.value)
    elif kind in ("lines", "words", "names"):
        yield from _check_list(field)
    elif kind == "record":
        yield from check_record(f"{field.place}, {field.name}", field.value, field.rule["shape"])
    elif kind in ("records", "answers"):
        yield from _check_records(field)
    elif kind == "replies":
        yield from _check_replies(field)


def _check_number(field: _Field) -> Iterator[str]:
    whole = field.rule["type"] == "whole"
    if isinstance(field.value, bool) or not isinstance(field.value, int if whole else int | float):
        yield field.wrong("not_number")
        return
    least, most = field.rule.get("least"), field.rule.get("most")
    if (least is not None and field.value < least) or (most is not None and field.value > most):
        yield field.wrong("out_of_range", least=least, most=most)


def _check_list(field: _Field) -> Iterator[str]:
    values = [field.value] if isinstance(field.value, str) else field.value
    bare = [_as_typed(each) for each in (values if isinstance(values, list) else [values]) if _is_bare(each)]
    if bare:
        yield from (field.wrong("no_marks", value=each) for each in bare)
        return
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        yield field.wrong("not_list")
        return
    if len(values) < field.rule.get("least", 1):
        yield field.wrong("too_few", count=len(values), least=field.rule["least"])


def _is_bare(value: Any) -> bool:
    """Whether YAML read a word as a number, a date, or true or false."""
    return isinstance(value, bool | int | float | date)


def _as_typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_records(field: _Field) -> Iterator[str]:
    if not isinstance(field.value, list):
        yield field.wrong("not_list")
        return
    if len(field.value) < field.rule.get("least", 1):
        yield field.wrong("too_few", count=len(field.value), least=field.rule["least"])
    shape = field.rule.get("shape", "answer")
    for number, each in enumerate(field.value, start=1):
        if shape == "answer" and isinstance(each, str):
            continue
        yield from check_record(f"{field.place}, {_name_of(field.name, each, number)}", each, shape)


def _name_of(field: str, value: Any, number: int) -> str:
    """A record's id where it has one, else its number in the list, from 1."""
    named = value.get("id") if isinstance(value, Mapping) else None
    return f"{field} {named or number}"


def _check_replies(field: _Field) -> Iterator[str]:
    place, known = f"{field.place}, {field.name}", schema()["replies"]
    if not isinstance(field.value, Mapping):
        yield field.wrong("not_record", fields=", ".join(known))
        return
    for name, value in field.value.items():
        if name not in known:
            yield say("unknown", place=place, field=name, guess=guess(name, known))
        elif value:
            # A topic may have a single answer of its own; a person needs several.
            least = known[name]["least"] if field.rule.get("need") else 1
            rule = {"type": "answers", "least": least, "meaning": known[name]["meaning"]}
            yield from _check_records(_Field(place, name, [value] if isinstance(value, str) else value, rule))
    if field.rule.get("need"):
        for name, rule in known.items():
            if not field.value.get(name):
                yield say("missing", place=place, field=name, meaning=rule["meaning"])
