"""Keeps who was named: who is there, who should have a part, who should not."""

from __future__ import annotations

import re
from typing import Any

from actions.material import Question, names_a_provided_thing, names_nobody
from actions.memory import Memory
from actions.telling import is_kept_out, is_no_longer_here, speaks_of_being_there, speaks_of_distance, words_listed
from plan.services import preparing
from plan.services.ports import UnitOfWork

# Who is named in what goes well or in a plan has a part in it; who is named in a worry may be the worry.
KINDS_WITH_HELPERS = {"supporter", "strength", "step"}
WORDS_OF_A_NAME = 2
_WHO_HAS_A_PART = frozenset({"people_involved", "people_not_involved"})
_WHO = _WHO_HAS_A_PART | {"people_there"}
_ABOUT_PEOPLE = _WHO | {"plan_help"}


def record_people(
    uow: UnitOfWork,
    plan_id: str,
    turn: int,
    statement: dict[str, Any],
    memory: Memory,
    question: Question | None,
) -> list[str]:
    """Keeps who was named and helps, or should not be involved. Gives their names."""
    text, asked = statement["text"], question.id if question else None
    involve = {"people_involved": True, "people_not_involved": False}.get(asked or "")
    helps = asked in _ABOUT_PEOPLE or _tells_of_helpers(statement) or involve is not None
    named: list[str] = []
    people = _each_once(_named(statement, asked, memory))
    for person in people:
        name, relation = person.get("name") or person["said"], person.get("relation")
        # Remembered in what was said; asking which part they should have would hurt.
        if is_no_longer_here(person["said"], text, is_alone=len(people) == 1):
            memory.note_gone(name.casefold())
        kept_out = is_kept_out(person["said"], text, asked in _WHO_HAS_A_PART)
        if name.casefold() in memory["gone"] or not (
            kept_out or (helps and not (involve is None and speaks_of_distance(text)))
        ):
            continue
        wanted = False if kept_out else involve
        preparing.add_person(uow, plan_id, name, relation, turn, wanted)
        named.append(name)
        if wanted is not False:
            memory.name_person(name, relation)
    return named


def _tells_of_helpers(statement: dict[str, Any]) -> bool:
    """Whether who is named in a statement is there for the person."""
    # "My daughter Kelly comes on Tuesdays" may sound like mere background; she is there all the same.
    comes = statement["kinds"] == ["context"] and speaks_of_being_there(statement["text"])
    return comes or bool(KINDS_WITH_HELPERS & set(statement["kinds"]))


def _named(statement: dict[str, Any], asked: str | None, memory: Memory) -> list[dict[str, Any]]:
    """Who is named; in answer to "who?" also by names that nobody knows, and by those that were told before."""
    people: list[dict[str, Any]] = statement.get("people") or []
    if asked not in _ABOUT_PEOPLE or (asked not in _WHO and not people):
        return people
    if not people:
        return _bare_names(statement["text"])
    already = " ".join(person["said"] for person in people).casefold()
    told = [each for each in memory.people_in(statement["text"]) if each["name"].casefold() not in already]
    capitals = [each for each in _bare_names(statement["text"]) if each["name"][0].isupper()]
    return [*people, *told, *(each for each in capitals if each["name"].casefold() not in already)]


def _each_once(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those who are said again in the same words: a long message may say "Ann" two hundred times, and for each
    of them all its words are looked through.
    """
    once: dict[tuple[str, str | None], dict[str, Any]] = {}
    for each in people:
        once.setdefault((each.get("name") or each["said"], each.get("relation")), each)
    return list(once.values())


def _bare_names(text: str) -> list[dict[str, Any]]:
    """Names in answer to "who?", in whatever way they are typed: "lin n jade my worker shes sound"."""
    found = []
    beside, no_names = set(words_listed("beside_a_name")), set(words_listed("no_names"))
    for part in re.split(r"\s*(?:[,.;&+/()]|\band\b|\bn\b|\bor\b)\s*", text, flags=re.IGNORECASE):
        words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", part) if word.casefold() not in beside]
        if len(words) > WORDS_OF_A_NAME and words[1].casefold() in ("my", "who", "shes", "hes", "the", "is", "from"):
            words = words[:1]
        if words and words[0].casefold() in no_names:
            continue
        if 1 <= len(words) <= WORDS_OF_A_NAME and not names_nobody(words) and not names_a_provided_thing(part):
            found.append({"said": " ".join(words), "name": " ".join(words), "relation": None})
    return found
