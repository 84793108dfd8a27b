"""Writes the outline of a new person: every field with its meaning as a comment, from schema.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rehearsal.shapes import schema

_NESTED = ("record", "records", "answers")


def write_outline(file: Path, name: str) -> None:
    """Writes an outline into a new file.

    Args:
        file: where to; its folder is made.
        name: the person's name, filled in already.

    Raises:
        FileExistsError: there is a file already.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [line.replace("name:", f'name: "{name}"', 1) if line == "name:" else line for line in _record("person", "")]
    with file.open("x", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def _record(shape: str, indent: str) -> Iterator[str]:
    for name, rule in schema()["shapes"][shape].items():
        yield f"{indent}# {rule['meaning']}{'' if rule.get('need') else ' (may be left out)'}"
        kind = rule["type"]
        optional = "" if rule.get("need") else "# "
        if kind in _NESTED:
            yield f"{indent}{optional}{name}:"
            if not optional:
                yield from _nested(rule, indent)
        elif kind == "replies":
            yield f"{indent}{optional}{name}:"
            if not optional:
                yield from _replies(indent)
        elif kind == "text":
            yield f"{indent}{optional}{name}: >"
        elif kind in ("lines", "words", "names"):
            yield f"{indent}{optional}{name}: []"
        else:
            yield f"{indent}{optional}{name}:"


def _nested(rule: Mapping[str, Any], indent: str) -> Iterator[str]:
    shape = rule.get("shape", "answer")
    inner = list(_record(shape, indent + "  "))
    if rule["type"] == "record":
        yield from inner
        return
    # The first field that is no comment opens the item of the list.
    opened = False
    for line in inner:
        if not opened and not line.lstrip().startswith("#"):
            yield f"{indent}- {line.strip()}"
            opened = True
        else:
            yield line if opened else f"{indent}{line.strip()}"


def _replies(indent: str) -> Iterator[str]:
    for name, rule in schema()["replies"].items():
        yield f"{indent}  # {rule['meaning']}; at least {rule['least']}"
        yield f"{indent}  {name}: []"
