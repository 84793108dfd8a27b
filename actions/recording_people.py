"""Keeps who was named: who is there, who should have a part, who should not."""

from __future__ import annotations

import re
from typing import Any

from actions.material import Question, names_nobody
from actions.memory import Memory
from actions.telling import is_no_longer_here, speaks_of_being_there, speaks_of_distance
from plan.services import preparing
from plan.services.ports import UnitOfWork

# Who is named in what goes well or in a plan has a part in it; who is named in a worry may be the worry.
KINDS_WITH_HELPERS = {"supporter", "strength", "step"}
WORDS_OF_A_NAME = 2


def record_people(
    uow: UnitOfWork,
    plan_id: str,
    turn: int,
    statement: dict[str, Any],
    memory: Memory,
    question: Question | None,
) -> list[str]:
    """Keeps who was named and helps, or should not be involved. Gives their names."""
    asked = question.id if question else None
    involve = {"people_involved": True, "people_not_involved": False}.get(asked or "")
    about_people = asked in ("people_there", "people_involved", "people_not_involved", "plan_help")
    # "My daughter Kelly comes on Tuesdays" may sound like mere background; she is there all the same.
    comes = statement["kinds"] == ["context"] and speaks_of_being_there(statement["text"])
    helps = about_people or comes or bool(KINDS_WITH_HELPERS & set(statement["kinds"]))
    if not helps or (involve is None and speaks_of_distance(statement["text"])):
        return []
    named: list[str] = []
    written = set()
    people = statement.get("people") or _bare_names(statement["text"], asked)
    for person in _each_once(people):
        if is_no_longer_here(person["said"], statement["text"]):
            continue  # remembered in what was said; asking which part they should have would hurt
        name = person.get("name") or person["said"]
        wanted = False if _is_left_out(person["said"], statement["text"]) else involve
        # Somebody named again in one breath is the same person, and is written down once.
        if (name, person.get("relation"), wanted) in written:
            continue
        written.add((name, person.get("relation"), wanted))
        preparing.add_person(uow, plan_id, name, person.get("relation"), turn, wanted)
        named.append(name)
        if wanted is not False:
            memory.name_person(name, person.get("relation"))
    return named


def _each_once(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those who are said again in the same words: a long message may say "Ann" two hundred times, and for each
    of them all its words are looked through.
    """
    return list({(each["said"], each.get("name"), each.get("relation")): each for each in people}.values())


def _is_left_out(said: str, text: str) -> bool:
    """Whether the words name somebody who should not be involved: "and Morag, but not my ex-husband"."""
    return bool(re.search(rf"\b(?:not|never|no|without|except)\s+{re.escape(said)}", text, re.IGNORECASE))


def _bare_names(text: str, asked: str | None) -> list[dict[str, Any]]:
    """Names in answer to "who?", in whatever way they are typed: "lin n jade my worker shes sound"."""
    if asked not in ("people_there", "people_involved", "people_not_involved"):
        return []
    found = []
    for part in re.split(r"\s*(?:[,.;&+/]|\band\b|\bn\b|\bor\b)\s*", text, flags=re.IGNORECASE):
        words = re.findall(r"[^\W\d_][\w'’-]*", part)
        if len(words) > WORDS_OF_A_NAME and words[1].casefold() in ("my", "who", "shes", "hes", "the", "is", "from"):
            words = words[:1]
        if 1 <= len(words) <= WORDS_OF_A_NAME and not names_nobody(words):
            found.append({"said": " ".join(words), "name": " ".join(words), "relation": None})
    return found
