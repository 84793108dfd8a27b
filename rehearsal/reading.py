"""Reads simulated people from rehearsal/people/*.yml; what cannot be read is explained in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from rehearsal.person import Answer, Disclosure, Mattered, Person, SorePoint, Tell, Temper, Topic
from rehearsal.shapes import check_record, say

PEOPLE = Path(__file__).parent / "people"
# A folder of more people, kept apart from those that come with the software.
MORE_PEOPLE = "WHAT_MATTERS_PEOPLE"


class PersonUnreadable(ValueError):
    """A file does not hold a person; `problems` says why, a plain sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class NoSuchPerson(LookupError):
    """No file of this name is among the people."""


def people_files() -> dict[str, Path]:
    """Every person's file by id, which is its name without the ending; in alphabetical order."""
    folders = [PEOPLE, *([Path(os.environ[MORE_PEOPLE])] if os.environ.get(MORE_PEOPLE) else [])]
    found = {file.stem: file for folder in folders for file in folder.glob("*.yml")}
    return dict(sorted(found.items()))


def all_people() -> Iterator[Person]:
    """Everybody, in alphabetical order of their ids.

    Raises:
        PersonUnreadable: one of them cannot be read.
    """
    return (read_person(file) for file in people_files().values())


def find_person(person_id: str) -> Person:
    """The person with this id.

    Raises:
        NoSuchPerson: there is none.
        PersonUnreadable: the file cannot be read.
    """
    file = people_files().get(person_id)
    if file is None:
        raise NoSuchPerson(person_id)
    return read_person(file)


def read_person(file: Path) -> Person:
    """Reads one person, anew only where the file has changed.

    Raises:
        PersonUnreadable: the file does not hold one.
    """
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> Person:
    content = read_content(file)
    problems = list(check_record(file.name, content, "person"))
    if problems:
        raise PersonUnreadable(problems)
    return make_person(file.stem, content)


def read_content(file: Path) -> Mapping[str, Any]:
    """The plain values of a file.

    Raises:
        PersonUnreadable: it is not YAML, or is no mapping.
    """
    try:
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise PersonUnreadable([say("unreadable", place=file.name, detail=error)]) from error
    if not isinstance(content, Mapping):
        raise PersonUnreadable([say("empty", place=file.name)])
    return content


def make_person(person_id: str, content: Mapping[str, Any]) -> Person:
    """A person from values whose shape is right."""
    return Person(
        id=person_id,
        name=content["name"],
        age=content["age"],
        pronoun=content["pronoun"],
        framework=content["framework"],
        place=content["place"],
        situation=content["situation"].strip(),
        scene=content["scene"].strip(),
        voice=content["voice"].strip(),
        temper=_temper(content["trust"]),
        to_tell=tuple(Disclosure(each["id"], each["kind"], each["summary"]) for each in content["to_tell"]),
        topics=tuple(_topic(each) for each in content["topics"]),
        on_my_mind=tuple(content["on_my_mind"]),
        sore_points=_sore_points(content.get("sore_points")),
        not_so=_sore_points(content.get("not_so")),
        replies=_replies(content["replies"]),
        hidden_story=content["hidden_story"].strip(),
        mattered=tuple(Mattered(each["say"], _list(each["rests_on"])) for each in content["mattered"]),
    )


def _sore_points(content: list[Mapping[str, Any]] | None) -> tuple[SorePoint, ...]:
    return tuple(SorePoint(_list(each["words"]), each["say"]) for each in content or ())


def _temper(content: Mapping[str, Any]) -> Temper:
    return Temper(
        start=float(content["start"]),
        leaves_at=float(content.get("leaves_at", Temper.leaves_at)),
        warms_to=_list(content.get("warms_to")),
        bristles_at=_list(content.get("bristles_at")),
    )


def _topic(content: Mapping[str, Any]) -> Topic:
    tells = [
        _tell(each, f"{content['id']}.{layer_number}.{number}", float(layer["needs"]))
        for layer_number, layer in enumerate(content["layers"], start=1)
        for number, each in enumerate(layer["tells"], start=1)
    ]
    return Topic(
        id=content["id"],
        kind=content["kind"],
        called=content["called"],
        words=_list(content["words"]),
        questions=_list(content["questions"]),
        short=_answers(content["short"]),
        tells=tuple(tells),
        replies=_replies(content.get("replies") or {}),
    )


def _tell(content: Mapping[str, Any], tell_id: str, needs: float) -> Tell:
    """A tell or a follow-up; a follow-up needs at least what it follows needs."""
    needs = max(needs, float(content.get("needs", 0)))
    return Tell(
        id=tell_id,
        say=_list(content["say"]),
        needs=needs,
        discloses=_list(content.get("discloses")),
        feels=_list(content.get("feels")),
        leads_to=_list(content.get("leads_to")),
        words=_list(content.get("words")),
        questions=_list(content.get("questions")),
        follow_ups=tuple(
            _tell(each, f"{tell_id}.{number}", needs)
            for number, each in enumerate(content.get("follow_ups") or (), start=1)
        ),
    )


def _replies(content: Mapping[str, Any]) -> dict[str, tuple[Answer, ...]]:
    return {name: _answers([value] if isinstance(value, str) else value) for name, value in content.items()}


def _answers(content: list[Any]) -> tuple[Answer, ...]:
    return tuple(
        Answer(each)
        if isinstance(each, str)
        else Answer(each["say"], _list(each.get("words")), _list(each.get("discloses")), each.get("when"))
        for each in content
    )


def _list(value: str | list[str] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
