"""Makes the patterns by which people in Britain say who somebody is: "my wee sister", "Mrs Laing", "him next door"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.nlu.lexicon import alternatives, read_lexicon


@dataclass(frozen=True)
class Patterns:
    """What finds each way of naming somebody, and what the words in it mean."""

    relation: dict[str, str]
    not_jobs: frozenset[str]
    related: re.Pattern[str]
    ours: re.Pattern[str]
    titled: re.Pattern[str]
    title: dict[str, str | None]
    kept_titles: frozenset[str]
    alone: re.Pattern[str]
    placed: re.Pattern[str]
    neighbourly: re.Pattern[str]
    tail: re.Pattern[str]
    not_before: re.Pattern[str]
    takes_me: re.Pattern[str]
    workers: re.Pattern[str]
    nobody: re.Pattern[str]
    with_our: dict[str, str | None]
    one_of: dict[str, str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The patterns, made once from lexicon/relations.yml."""
    data: dict[str, Any] = read_lexicon("relations")
    relation = {word: name for name, words in data["relations"].items() for word in words}
    near, people = alternatives(data["neighbourly"]), alternatives(data["people"])
    place = r"(?i:(?:doon |down |up |over |along )?(?:from|at|in|on|frae|fae|aff|off) "
    place += rf"(?:(?:the|my|our|his|a|this|that|wir) )?(?:[\w'’-]+ )?(?:{alternatives(data['places'])})\b)"
    org = r"(?i:from|frae|fae|at)\s+(?i:the\s+)?(?!Christmas|Easter|Hogmanay|New )[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*"
    owner = r"(?:(?:my|our|me|ma)\s+(?:(?:late|old|wee|big|auld)\s+)?)?[\w-]+['’]s"
    # "my mums boyfriend", as it is typed without the apostrophe
    owner += rf"|(?:my|our|me|ma)\s+(?:{alternatives(word for word in relation if not word.endswith('s'))})s"
    # "mums boyfriend" at the start, as the young type it
    owner += r"|(?:mum|mam|mummy|dad|daddy|nan|gran)s"
    owner += r"|my|our|wor|oor|wir|me|ma|mi|mah|the|his|her|their|your|a|an"
    job = rf"(?:(?P<modifier>[\w'’-]+)\s+)?(?P<head>{alternatives(data['jobs'])})"
    titles = alternatives(title for titles in data["titles"].values() for title in titles)
    return Patterns(
        relation=relation,
        not_jobs=frozenset(data["not_jobs"]),
        related=re.compile(
            rf"(?<![\w'’-])(?P<owner>{owner})\s+(?:(?:{alternatives(data['between'])})\s+)*"
            rf"(?:(?P<word>{alternatives(relation)})|{job})(?![\w-])(?!['’](?!s\b))",
            re.I,
        ),
        ours=re.compile(r"(?<![\w'’-])(?:[Oo]ur|[Ww]ee|[Bb]ig|[Yy]oung|[Aa]uld|[Oo]or|[Ww]or)\s+(?=\w)"),
        titled=re.compile(rf"(?<![\w'’-])(?P<title>(?i:{titles}))(?:(?<=\b\w\w)\.|(?<=\b\w\w\w)\.)?\s+(?=[A-Z])"),
        title={title: name for name, titles in data["titles"].items() for title in titles},
        kept_titles=frozenset(data["kept_titles"]),
        alone=re.compile(rf"(?<![\w'’-])(?P<word>(?i:{alternatives(data['names_by_themselves'])}))(?![\w-])"),
        placed=re.compile(
            rf"(?<![\w'’-])(?i:(?:(?:the|yon|some|a|an|my|that|those|these) (?:[\w'’-]+ ){{0,2}}?)?"
            rf"(?P<word>{people}|{alternatives(relation)}))\s(?:{place}|{org})"
        ),
        neighbourly=re.compile(
            rf"(?<![\w'’-])(?:him|her|them|they|the (?:[\w'’-]+ ){{0,2}}?(?:{people}|two|three|ones?|neighbou?rs?)"
            rf"|neighbou?rs?|{people}) (?:from |in )?(?:{near})(?!\w)",
            re.I,
        ),
        tail=re.compile(rf",?\s+(?:(?P<near>(?i:(?:from )?(?:{near})(?!\w)))|(?P<place>{place}|{org}))"),
        not_before=re.compile(rf"(?:['’]s)?[ -](?:{alternatives(data['not_before'])})\b", re.I),
        takes_me=re.compile(rf"\b(?:{alternatives(data['takes_me'])})\s+$", re.I),
        workers=re.compile(
            rf"(?:^|(?<=[.!?;,:\n]\s)|(?<=\n))(?P<word>(?i:{alternatives(data['workers'])}))"
            rf"(?=\s+(?:(?i:{alternatives(data['does'])}|called|named)\b|[A-Z][a-z]))"
        ),
        nobody=re.compile(rf"(?<!\w)(?:{alternatives(data['nobody'])})(?!\w)", re.I),
        with_our=data["with_our"],
        one_of=data["one_of"],
    )
