"""The history of a plan as a plain-language timeline; the sentences are data in templates/timeline.yml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from plan.explanations import read_yaml
from plan.model.events import Event


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One thing that happened, as a sentence, with the reason in the words it was given in."""

    at: datetime
    sentence: str
    why: str | None
    event: Event


def tell_timeline(events: Iterable[Event], names: Mapping[str, str]) -> list[TimelineEntry]:
    """The events as sentences, in order; `names` are those of practitioners by id."""
    return [
        TimelineEntry(at=event.at, sentence=_sentence(event, names), why=event.why, event=event) for event in events
    ]


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("plan.export").joinpath("templates/timeline.yml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = read_yaml(text)
    return words


def _sentence(event: Event, names: Mapping[str, str]) -> str:
    words = _words()
    values, nothing = words["values"], words["nothing"]["yet"]
    return _pattern(event, words).format(
        who=_name(event.who, names, words["who"]),
        part=words["parts"].get(event.part or "", event.part or ""),
        field=words["fields"].get(event.field or "", (event.field or "").replace("_", " ")),
        old=_value(event.old, values) or nothing,
        new=_value(event.new, values) or nothing,
        version=event.version,
    )


def _value(text: str | None, values: Mapping[str, str]) -> str | None:
    """A value as people say it: a word by its plain name, a day as 3 December 2026."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return values.get(text or "", text)
    return f"{day.day} {day:%B %Y}"


def _pattern(event: Event, words: dict[str, dict[str, str]]) -> str:
    if event.what == "change_proposed" and not (event.old and event.new):
        return words["events"]["line_proposed" if event.new else "removal_proposed"]
    if event.what in words["events"]:
        return words["events"][event.what]
    kind = event.what.rpartition("_")[2]
    if kind == "changed" and not event.old:
        kind = "filled" if event.new else "noted"
    return words["kinds"].get(kind, words["kinds"]["other"])


def _name(who: str, names: Mapping[str, str], sides: Mapping[str, str]) -> str:
    if who.startswith("other:"):
        return who.removeprefix("other:")
    return names.get(who) or sides.get(who) or sides["practitioner"]
