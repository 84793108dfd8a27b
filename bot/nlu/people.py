"""Finds the people (and pets) that a person names, and how they are related; knows nothing of who
helps.

Rules over words rather than a name finder: people type "our morag" and "the lad from the surgery"
without capitals, and the small pipeline's name finder misses those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

_LEXICON = Path(__file__).parent / "lexicon" / "relations.yml"


@dataclass(frozen=True)
class Person:
    """Somebody who was named.

    Attributes:
        said: the words as typed ("our Morag").
        name: the proper name within them, or None.
        relation: a relation from the lexicon ("sister"), or None.
        start: offset into the text.
        end: offset into the text.
    """

    said: str
    name: str | None
    relation: str | None
    start: int
    end: int


@dataclass(frozen=True)
class _Lexicon:
    relation: dict[str, str]
    not_names: frozenset[str]
    pattern: re.Pattern[str]
    ours: re.Pattern[str]
    alone: re.Pattern[str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = YAML(typ="safe").load(_LEXICON.read_text(encoding="utf-8"))
    relation = {word: name for name, words in data["relations"].items() for word in words}
    words = "|".join(re.escape(w) for w in sorted(relation, key=len, reverse=True))
    alone = "|".join(re.escape(w) for w in sorted(data["names_by_themselves"], key=len, reverse=True))
    owner = r"(?:my|our|me|ma|mi|the|his|her|a|your|their)"
    name = r"(?:\s*,?\s+(?P<name>(?:called\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?))?"
    extra = rf"(?:(?:{'|'.join(data['between'])})\s+)*"
    return _Lexicon(
        relation=relation,
        not_names=frozenset(data["not_names"]),
        pattern=re.compile(
            rf"\b(?P<said>(?i:{owner})\s+(?i:{extra}(?P<word>{words}))\b(?!['’]s\s+(?i:{words})\b){name})"
        ),
        ours=re.compile(
            r"\b(?P<said>(?:[Oo]ur|[Ww]ee|[Bb]ig|[Aa]uld|[Oo]ld)\s+(?P<name>[A-Z][\w’-]+|(?<=[Oo]ur )[a-z]+))\b"
        ),
        alone=re.compile(rf"\b(?P<said>(?P<word>(?i:{alone})){name})(?![\w-])"),
        phrases=tuple((re.compile(p["pattern"], re.I), p["relation"]) for p in data["phrases"]),
    )


_CAPITAL = re.compile(
    r"(?<![.!?]\s)(?<!^)\b(?P<said>(?:(?:Mr|Mrs|Ms|Miss|Dr|Father|Sister|Auntie|Uncle)\.?\s+)?[A-Z][a-z]{2,}(?:\s+[A-Z][a-z]{2,})?)\b"
)
_TITLE = re.compile(r"\b(?P<said>(?:Mr|Mrs|Ms|Miss|Dr|Father|Rev|Auntie|Aunty|Uncle|Nana|Granny)\.?\s+[A-Z][\w'’-]+)")
_FIRST_WITH_VERB = re.compile(
    r"^(?P<said>[A-Z][a-z]{2,})(?=\s+(?:at|from|next|comes|brings|takes|does|helps|is|has|rings|phones|calls|visits|pops|gets|cooks|and\s+[A-Z]|who|'ll|will|could|would|keeps)\b)"
)


def find_people(text: str) -> list[Person]:
    """Finds people in order of appearance; each stretch of text is given once."""
    lexicon = _lexicon()
    found: list[Person] = []

    def add(match: re.Match[str], relation: str | None, name: str | None) -> None:
        start, end = match.span("said")
        if any(start < p.end and p.start < end for p in found):
            return
        found.append(Person(match["said"], name, relation, start, end))

    for pattern, relation in lexicon.phrases:
        for match in pattern.finditer(text):
            add(match, relation, None)
    for match in lexicon.pattern.finditer(text):
        word = match["word"].lower()
        add(match, lexicon.relation[word], _name(match["name"], lexicon))
    for match in lexicon.ours.finditer(text):
        if match["name"].lower() not in lexicon.not_names | lexicon.relation.keys():
            name = match["name"]
            add(match, None, name[:1].upper() + name[1:])
    for match in lexicon.alone.finditer(text):
        word = match["word"].lower()
        add(match, lexicon.relation.get(word), _name(match["name"], lexicon))
    for pattern in (_TITLE, _FIRST_WITH_VERB, _CAPITAL):
        for match in pattern.finditer(text):
            first = match["said"].split()[0].lower()
            if first not in lexicon.not_names and first not in lexicon.relation:
                add(match, None, match["said"])
    return sorted(found, key=lambda person: person.start)


def _name(said: str | None, lexicon: _Lexicon) -> str | None:
    if said is None or said.lower() in lexicon.not_names:
        return None
    return said.removeprefix("called ")
