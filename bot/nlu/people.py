"""Finds the people (and pets) that a person names, and how they are related; knows nothing of who helps.

Rules over words rather than a name finder: people type "our morag" and "the lad from the surgery" without capitals, and
the small pipeline's name finder misses those.
"""

from __future__ import annotations

import re

from bot.nlu.kinship import patterns
from bot.nlu.naming import begins_with_a_name, may_be_a_name, may_be_a_surname, name_after_relation, names_in
from bot.nlu.own_names import is_a_nickname, is_the_speaker
from bot.nlu.person import Person
from bot.nlu.told_after import of_one_group, told_after

_MINE = frozenset({"my", "our", "wor", "oor", "wir", "me", "ma", "mi", "mah"})
_NEEDS_MORE = frozenset(
    ["son", "daughter", "sons", "daughters", "child", "children", "husband", "family", "mother", "father", "friends"]
)
"""With "the" before them these are somebody only if a name or a place follows: "the boy", "the old man"."""

_LOVES = frozenset({"partner", "boyfriend", "girlfriend", "fiancé", "fiancée"})
_ONLY_CAPITAL = frozenset({"sister", "miss", "lady", "sir", "doc"})
"""Titles that are other words without a capital, or after "my"."""

_STILL_CHILD = re.compile(r"(?:the\s+)?(?:wean|bairn|wee (?:one|yin)|baby|kids|weans|bairns|twins|children)s?$", re.I)
_APPOSED = re.compile(r"\b([A-Z][\w’'-]+)(?:,\s+|\s+)$")
_BETWEEN = re.compile(r"(?: (?:of|in|from) [\w'’-]+)?(?:,| -| –) ")
_NOTHING = re.compile(" ")
_CALLED = re.compile(r"(?:,? (?:(?:who|she|he)(?:['’]?s| is) |a \w+ \w+ |is )?(?:called|named) |,?\s+)")
"""Between what somebody is and their name: "the warden, a nice chap called Trevor"."""
_THEN_NAMED = re.compile(r"[.:] (?=[A-Z][\w’'-]+\s*(?:[.!?\n]|$))")
"""Before a name that stands alone, which tells who was meant: "I look after the wife. Jean." """
_GOES_ON = re.compile(r"\s*(?:,|&|and\b|n\b)", re.I)
"""What makes a list of two people of it: "my daughter, Carol and Jim"."""
_IN_SMALL = re.compile(r"(?<![\w'’-])(?P<title>mrs?|ms|dr)\.?\s+(?P<name>[a-z][\w’'-]{2,})")
_STOPS = re.compile(r"\s*(?:[.!?;\n]|$|(?:is|was|has|who|helps|comes|does|takes)\b)", re.I)
_BEING = re.compile(r"\b(?:be|being|become|becoming|became) $", re.I)
"""Before "the nurse" these speak of what somebody is or would be."""
_SCOTS_O = re.compile(r"\b([A-Z]['’][A-Z][\w-]+)\s+$")
"""D'Arcy, O'Neil: a name by its form, before "our lad"."""
_TITLED = re.compile(r"\b((?:Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\w’'-]+)(?:,\s+|\s+)$")
_INITIALLED = re.compile(r"(?<![\w'’-])(?P<title>mrs?|ms|dr|(?-i:Miss))\.?\s+(?P<letter>[a-z])(?![\w'’])", re.I)
_BEGINS_LIST = re.compile(r"\s*(?P<name>[a-z]{3,})(?:,|\s+(?:and|&|n))\s+$")
_AND = re.compile(r"\s+(?:and|&|n)\s+", re.I)
_HAVE = re.compile(r"(?:\b(?:have|has|had|got|there's|there is|theres|hae|wi|with|through)|['’]ve)\s+$", re.I)


def find_people(text: str) -> list[Person]:
    """Finds people in order of appearance; each stretch of text is given once."""
    found: list[Person] = []
    nobody = [match.span() for match in patterns().nobody.finditer(text)]
    for finder in (
        _neighbours,
        _initialled,
        _related,
        _titled,
        _titled_in_small,
        _bare_workers,
        _ours,
        _placed,
        _alone,
        _named,
    ):
        taken = [*nobody, *((p.start, p.end) for p in found)]
        found.extend(p for p in _apart(finder(text)) if not _overlaps(p, taken))
    found.extend(_joined(text, found))
    found.extend(_listed_before(text, found))
    people = sorted(found, key=lambda person: person.start)
    people = _one_each(text, _one_each(text, people, _NOTHING), _BETWEEN)
    return of_one_group(text, told_after(text, people))


def _one_each(text: str, people: list[Person], between: re.Pattern[str]) -> list[Person]:
    """Somebody said twice in one breath is one person: "my teacher Miss Rahman", "our Sue, my daughter-in-law"."""
    kept: list[Person] = []
    for person in people:
        before = kept[-1] if kept else None
        if before is not None and _says_again(text, before, person, between):
            kept[-1] = _person(
                text, before.start, person.end, before.name or person.name, before.relation or person.relation
            )
        else:
            kept.append(person)
    return kept


def _says_again(text: str, one: Person, other: Person, between: re.Pattern[str]) -> bool:
    names_one, names_two = bool(one.name), bool(other.name)
    if between is _NOTHING and one.relation and names_two and not names_one:
        # "My friend Dr Singh": what they are to the speaker counts.
        return bool(between.fullmatch(text, one.end, other.start))
    if names_one == names_two or bool(one.relation) == bool(other.relation) or names_one == bool(one.relation):
        return False
    if not between.fullmatch(text, one.end, other.start):
        return False
    if between is _NOTHING:
        return names_two and not names_one
    if _GOES_ON.match(text, other.end):
        return False
    return names_one or bool(_STOPS.match(text, other.end))


def _apart(people: list[Person]) -> list[Person]:
    kept: list[Person] = []
    for person in people:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _overlaps(person: Person, taken: list[tuple[int, int]]) -> bool:
    return any(person.start < end and start < person.end for start, end in taken)


def _person(text: str, start: int, end: int, name: str | None, relation: str | None) -> Person:
    return Person(text[start:end], name, relation, start, end)


def _neighbours(text: str) -> list[Person]:
    return [_person(text, *m.span(), None, "neighbour") for m in patterns().neighbourly.finditer(text)]


def _initialled(text: str) -> list[Person]:
    """Mr P and Mrs T, as pupils call their teachers."""
    return [
        _person(text, *match.span(), f"{match['title'].title()} {match['letter'].upper()}", None)
        for match in _INITIALLED.finditer(text)
        if not is_a_nickname(text, match.start())
    ]


def _joined(text: str, found: list[Person]) -> list[Person]:
    """A word with a capital after somebody's name and "and" is a name too, known or not: "my carers Paula and Dev"."""
    joined, starts = [], {person.start for person in found}
    for person in found:
        link = _AND.match(text, person.end) if person.name else None
        name = name_after_relation(text, link.end()) if link and link.end() not in starts else None
        if link is None or name is None or not text[link.end()].isupper():
            continue
        joined.append(_person(text, link.end(), name[1], name[0], None))
    return joined


def _listed_before(text: str, found: list[Person]) -> list[Person]:
    """A name that is also a word, without a capital, where a list of people begins: "dawn n phil n my nan"."""
    first = min(found, key=lambda person: person.start, default=None)
    link = _BEGINS_LIST.match(text[: first.start]) if first else None
    if link is None or not may_be_a_name(link["name"]):
        return []
    return [_person(text, link.start("name"), link.end("name"), link["name"].title(), None)]


def _titled(text: str) -> list[Person]:
    known, found = patterns(), []
    for match in known.titled.finditer(text):
        named = name_after_relation(text, match.end())
        if named is None:
            continue
        title = match["title"].lower()
        start = _with_owner(text, match.start())
        if title in _ONLY_CAPITAL and (start < match.start() or match["title"].islower()):
            continue
        name = text[match.start() : named[1]] if title in known.kept_titles else named[0]
        found.append(_person(text, start, named[1], name, known.title[title]))
    return found


def _bare_workers(text: str) -> list[Person]:
    """Workers said without "my" or "the" where a sentence begins: "physio came", "Foster carers Sue and Martin"."""
    found = []
    for match in patterns().workers.finditer(text):
        named, _near, _placed, end = _name_and_tail(text, match.end())
        is_one = not match["word"].lower().endswith("s")
        if named or is_one:
            relation = patterns().relation[match["word"].lower()]
            found.append(_person(text, match.start(), end if named else match.end(), named, relation))
    return found


def _titled_in_small(text: str) -> list[Person]:
    """ "mr patel", as it is typed without capitals."""
    return [
        _person(text, *match.span(), f"{match['title'].title()} {match['name'].title()}", None)
        for match in _IN_SMALL.finditer(text)
        if may_be_a_surname(match["name"])
    ]


def _with_owner(text: str, start: int) -> int:
    owner = re.compile(r"\b(?:my|our|ma)\s+$", re.I).search(text, max(0, start - 5), start)
    return owner.start() if owner else start


def _related(text: str) -> list[Person]:
    return [person for match in patterns().related.finditer(text) if (person := _relative(text, match))]


def _relative(text: str, match: re.Match[str]) -> Person | None:
    """Somebody said by what they are: "my support worker Dai", "the diabetic nurse", "Bilal's dad"."""
    known = patterns()
    owner, start, end = match["owner"].lower(), match.start(), match.end()
    if known.not_before.match(text, end) or (owner == "me" and known.takes_me.search(text, max(0, start - 12), start)):
        return None
    is_ours = owner in {"our", "oor", "wor"}
    relation = (
        None if _BEING.search(text, max(0, start - 12), start) and owner not in _MINE else _relation(match, is_ours)
    )
    if (relation is None and not is_ours) or not _is_somebody(match["owner"]):
        return None
    named, near, placed, end = _name_and_tail(text, end)
    if (
        owner in {"a", "an"}
        and not named
        and (relation in _NEEDS_MORE | _LOVES or not _HAVE.search(text, max(0, start - 9), start))
    ):
        return None
    if owner == "the" and relation in _NEEDS_MORE and not _STILL_CHILD.search(match[0]):
        if not (named or placed or near):
            return None
        relation = None
    if owner not in _MINE | {"the", "a", "an"}:
        relation = "pet" if relation == "pet" else None
    if not named and not known.titled.match(text, end + 1) and owner in _MINE | {"the"}:
        named, start = _name_before(text, start)
    return _person(text, start, end, named, "neighbour" if near and relation != "pet" else relation)


def _name_before(text: str, start: int) -> tuple[str | None, int]:
    """The name that stands before "my husband", and where both begin: "Gwil my husband", "D'Arcy our lad"."""
    by_form = _SCOTS_O.search(text, max(0, start - 20), start) or _TITLED.search(text, max(0, start - 30), start)
    if by_form:
        return by_form[1], by_form.start()
    apposed = _APPOSED.search(text, max(0, start - 20), start)
    names = names_in(text[apposed.start() : start]) if apposed else []
    if apposed and (names or begins_with_a_name(text[: apposed.end()], apposed.start())):
        return apposed[1], apposed.start()
    return None, start


def _is_somebody(owner: str) -> bool:
    """Whether "Bilal's" or "my pal's" says whose it is; "nobody's" and "a druggie's" do not."""
    whose = re.split(r"['’]s$", owner)[0].split()
    return (
        "'s" not in owner.replace("’", "'")
        or len(whose) > 1
        or whose[0][0].isupper()
        or whose[0] in patterns().relation
    )


def _relation(match: re.Match[str], is_ours: bool) -> str | None:
    known = patterns()
    if match["word"]:
        word = re.sub(r"\s+", " ", match["word"].lower())
        return known.with_our.get(word, known.relation[word]) if is_ours else known.relation[word]
    modifier = (match["modifier"] or "").lower()
    head = match["head"].lower()
    if not modifier or modifier in known.not_jobs or modifier.endswith("'s"):
        return None
    return known.relation.get(head) if head == "nurse" else f"{modifier} {head}"


def _name_and_tail(text: str, end: int) -> tuple[str | None, bool, bool, int]:
    """The name that follows, whether they live near, whether a place follows, and where all of it ends."""
    gap = _CALLED.match(text, end) or _THEN_NAMED.match(text, end)
    named = name_after_relation(text, gap.end(), is_sure=True) if gap else None
    if named:
        end = named[1]
    tail = patterns().tail.match(text, end)
    if tail and (tail["near"] or not named):
        return named and named[0], bool(tail["near"]), not tail["near"], tail.end()
    return named and named[0], False, False, end


def _ours(text: str) -> list[Person]:
    found = []
    for match in patterns().ours.finditer(text):
        word = text[match.start() : match.end()].strip().lower()
        named = name_after_relation(text, match.end())
        if named is not None and (word in {"our", "wor", "oor"} or text[match.end()].isupper()):
            tail = patterns().tail.match(text, named[1])
            near = bool(tail and tail["near"])
            end = tail.end() if tail else named[1]
            found.append(_person(text, match.start(), end, named[0], "neighbour" if near else None))
    return found


def _placed(text: str) -> list[Person]:
    found = []
    for match in patterns().placed.finditer(text):
        relation = patterns().relation.get(match["word"].lower())
        found.append(_person(text, *match.span(), None, None if relation in _NEEDS_MORE else relation))
    return found


def _alone(text: str) -> list[Person]:
    known, found = patterns(), []
    for match in known.alone.finditer(text):
        if known.not_before.match(text, match.end()) or text[
            max(0, match.start() - 6) : match.start()
        ].lower().endswith("s me "):
            continue
        gap = re.compile(r",?\s+").match(text, match.end())
        named = name_after_relation(text, gap.end()) if gap and "," not in gap[0] else None
        relation = known.relation.get(match["word"].lower())
        found.append(_person(text, match.start(), named[1] if named else match.end(), named and named[0], relation))
    return found


def _named(text: str) -> list[Person]:
    found = []
    for name, start, end in names_in(text):
        if is_the_speaker(text, start, end) or is_a_nickname(text, start):
            continue
        tail = patterns().tail.match(text, end)
        near = bool(tail and tail["near"])
        found.append(_person(text, start, tail.end() if tail else end, name, "neighbour" if near else None))
    return found
