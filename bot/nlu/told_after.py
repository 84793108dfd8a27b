"""Gives people what is said of them after their names: "Abi is my carer", "Bethan and Carys, they're my daughters"; and
each of a group what the group is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.nlu.kinship import patterns
from bot.nlu.person import Person

_IS = re.compile(r"['’]s |,? (?:is|was|who is|who['’]?s|has been|has always been) ", re.I)
"""Between a name and what they are: "Abi is my carer"."""
_SHE_IS = re.compile(r"\b(?:she|he|that|this)(?:['’]?s| is| was)\s+(?:like |also |really |actually )?$", re.I)
_THEY_ARE = re.compile(r"\b(?:they|these|those|both)(?:['’]?re| are)\s+(?:both |all )?$", re.I)
_SO_FAR = 120
"""Characters from a name within which "she's my sister" may speak of her."""
_LISTED = re.compile(r",?\s+(?:and|&|n)\s+|,\s+", re.I)


def told_after(text: str, people: list[Person]) -> list[Person]:
    """With what they are where it is said after the name: "Abi is my carer", "Rhys starts college, he's my lad"."""
    kept: list[Person] = []
    for person in people:
        before = kept[-1] if kept else None
        is_open = before is not None and before.name is not None and before.relation is None
        if before is None or not is_open or person.name or not person.relation:
            kept.append(person)
            continue
        between = text[before.end : person.start]
        if _IS.fullmatch(between):
            kept[-1] = replace(before, said=text[before.start : person.end], relation=person.relation, end=person.end)
        elif len(between) <= _SO_FAR and _SHE_IS.search(between):
            kept[-1] = replace(before, relation=person.relation)
        elif len(between) <= _SO_FAR and _THEY_ARE.search(between):
            relation = patterns().one_of.get(person.relation, person.relation)
            for at in _row_before(text, kept):
                kept[at] = replace(kept[at], relation=relation)
        else:
            kept.append(person)
    return kept


def _row_before(text: str, people: list[Person]) -> list[int]:
    """Where the names stand that make a list with the last one: "Ava and Freddie"."""
    row = [len(people) - 1]
    while row[0] > 0:
        one, other = people[row[0] - 1], people[row[0]]
        if not one.name or one.relation or not _LISTED.fullmatch(text[one.end : other.start]):
            break
        row.insert(0, row[0] - 1)
    return row


def of_one_group(text: str, people: list[Person]) -> list[Person]:
    """Each of "my two daughters, Bethan and Carys" is a daughter."""
    kept: list[Person] = []
    group: str | None = None
    for person in people:
        goes_on = bool(kept) and bool(_LISTED.fullmatch(text[kept[-1].end : person.start]))
        if group and goes_on and person.name and not person.relation:
            kept.append(replace(person, relation=group))
            continue
        group = _group(person)
        kept.append(replace(person, relation=group) if group else person)
    return kept


def _group(person: Person) -> str | None:
    """What each one of a group is, where the words for it are followed by the first name."""
    if not person.name or not person.relation:
        return None
    several = re.search(rf"\w{{3,}}(?:s|ren),?\s+(?:called\s+)?{re.escape(person.name)}$", person.said, re.I)
    return patterns().one_of.get(person.relation, person.relation) if several else None
