"""Turns a clause towards the listener (I → you), so that the guide can say it back; knows nothing of labels.

Only where the result is grammatical for certain; otherwise None, and the words are quoted as they stand. Apostrophes
left out are mended, and an "I" left out is put in; nothing else is added, and dialect stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.nlu.completeness import Shape, shape_of
from bot.nlu.lexicon import alternatives, read_lexicon
from bot.nlu.naming import is_proper
from bot.nlu.syntax import Word, parse, words_of

MOST_WORDS = 16
"""A longer clause read back whole is a recital, not a reflection (shared/design/voice.md)."""

_LEAST_WORDS = 2
_ENDS = " \t\n.!…,;:–—-"
_ODD = re.compile(
    r"[\"“”«»?/\\()\[\]{}<>@#*_=+|~…]|(?<!\w)['‘](?!s\b|em\b|til)\w|https?:|"
    r"[\U0001f000-\U0001ffff\u2600-\u27bf]|\.\.|\bi\.e|[.!;]\s"
)
_NOT_ALONE = r"(?! was\b| is\b| goes\b| has\b| does\b)(?=\s|$)"
_OTHER = r"(?:my|the|our|ma)\s[\w'-]+|[\w'-]+"
_PAIRED = re.compile(
    rf"^(?P<first>{_OTHER}) and (?:I|me)\b{_NOT_ALONE}|^(?:I|me) and (?P<second>{_OTHER}){_NOT_ALONE}", re.I
)
_OUR_OWN = re.compile(r"\bour (?=[A-Z]|(?:mam|mum|dad|lad|lass|kid|son|daughter|sister|brother|bairn|wean|nan|gran)\b)")


@dataclass(frozen=True)
class _Rules:
    openings: re.Pattern[str]
    closings: re.Pattern[str]
    unsure: re.Pattern[str]
    asks_or_orders: re.Pattern[str]
    lost_i: re.Pattern[str]
    lost_i_with_my: re.Pattern[str]
    mended: tuple[tuple[re.Pattern[str], str], ...]
    swaps: tuple[tuple[re.Pattern[str], str], ...]
    so_that: re.Pattern[str]
    because: re.Pattern[str]
    kin: re.Pattern[str]
    your_kin: re.Pattern[str]
    me_my_start: re.Pattern[str]
    me_my: re.Pattern[str]
    gives: frozenset[str]
    my_after: frozenset[str]
    verb_s: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data: dict[str, Any] = read_lexicon("reflection")
    mine = alternatives(data["me_is_my_before"])
    kin = alternatives(data["kin"])
    not_kin = "".join(rf"(?<!\b{re.escape(word)} )" for word in data["kin_after"] if word != "'s") + "(?<!'s )(?<!’s )"
    return _Rules(
        openings=re.compile(rf"^(?:(?:{alternatives(data['openings'])})(?![\w'’-])[\s,…-]*)+", re.I),
        closings=re.compile(rf"(?:,?\s+(?:{alternatives(data['closings'])}))+$", re.I),
        unsure=re.compile(rf"(?<![\w'’-])(?:{'|'.join(data['unsure'])})(?!\w)", re.I),
        asks_or_orders=re.compile(rf"(?:{alternatives(data['asks_or_orders'])})(?![\w'’-])", re.I),
        lost_i=re.compile("|".join(data["lost_i"]), re.I),
        lost_i_with_my=re.compile(rf"(?:{alternatives(data['lost_i_with_my'])})\b", re.I),
        mended=tuple((re.compile(rf"(?<![\w'-]){said}(?![\w'-])", re.I), meant) for said, meant in data["mended"]),
        swaps=tuple((re.compile(said, re.I), turned) for said, turned in data["swaps"]),
        so_that=re.compile(r"(?:and |but )?so (?!(?:i'?m|i'?ve|now|im|that's|there's)\b)", re.I),
        because=re.compile(r"(?:and |but )?(?:because|cos|cuz|coz|cause|though|although|except)\b", re.I),
        kin=re.compile(rf"(?<![\w'’-]){not_kin}({kin})(?![\w-]|(?-i: [A-Z])|['’]s (?:army|day)\b)", re.I),
        your_kin=re.compile(rf"\byour (?:{kin})\b", re.I),
        me_my_start=re.compile(rf"^me(?= (?:(?:wee|old|big|own|poor|bad|left|right|best) )?(?:{mine})\b)", re.I),
        me_my=re.compile(
            rf"\b({alternatives(data['me_is_my_after'])}) me(?= (?:(?:wee|old|own|poor|bad|best) )?(?:{mine})\b)", re.I
        ),
        gives=frozenset(data["gives"]),
        my_after=frozenset(data["me_is_my_after"]),
        verb_s=re.compile(
            r"\bI (?:always |still |never |just |only )?"
            r"(?!(?:was|wis|always|sometimes|miss|dress|guess|pass|press|cross|focus|kiss|discuss|"
            r"stress|perhaps|besides|mess|less|toss|fuss|guess|confess|possess|wis|confuss|address|express)\b)"
            r"[a-z]{2,}[^s'\W]s\b(?!')",
            re.I,
        ),
    )


def reflect(clause: str, words: Sequence[Word] = ()) -> str | None:
    """The clause as the listener would say it back.

    Args:
        clause: verbatim text of one clause.
        words: what the parser says of it, if it is known; else it is parsed here.

    Returns:
        The clause turned to the listener, without a final stop and beginning small unless with a name; None if it is
        long, a question, an order, speaks of "you" or "we", or would not be grammatical for certain.
    """
    rules = _rules()
    said = pared(clause)
    if not _LEAST_WORDS <= len(said.split()) <= MOST_WORDS or clause.rstrip().endswith("?") or _ODD.search(said):
        return None
    words = words or words_of(parse(clause))
    said = said.replace("’", "'")
    for pattern, meant in rules.mended:
        said = pattern.sub(meant, said)
    if len(re.findall(r"\bI\b", said, re.I)) > 2 and not re.search(
        r",|\b(?:and|but|when|that|if|what|because|so|than)\b", said
    ):
        return None
    if rules.so_that.match(clause.lstrip(_ENDS)):
        return None
    if rules.because.match(clause.lstrip(_ENDS)) and sum(w.dep in {"nsubj", "nsubjpass", "expl"} for w in words) > 1:
        return None
    said = _OUR_OWN.sub("my ", said)
    said, paired = _with_pair(said)
    if paired and re.search(r"\byou \w+ed? you\b|\bus\b", said):
        return None
    if (
        rules.unsure.search(re.sub(r"\byou(?:r)?\b", "", said) if paired else said)
        or rules.verb_s.search(said)
        or re.search(r"\b(?:our|its)\b", said, re.I)
    ):
        return None
    if not paired:
        completed = _completed(said, words)
        if completed is None:
            return None
        said = completed
    turned = None if _may_be_my(words, rules.gives) or _me_hung_on(said, words) else _turned(said)
    return None if turned is None else _small(turned, words)


def pared(clause: str) -> str:
    """The clause without what only joined it to the one before, and without what trails after it."""
    said = " ".join(clause.split()).strip(_ENDS)
    said = _rules().openings.sub("", said)
    return _rules().closings.sub("", said).strip(_ENDS)


def _with_pair(said: str) -> tuple[str, bool]:
    """ "My pals and I", "me and the dog": the listener comes first, and "we" is the two of them."""
    match = _PAIRED.match(said)
    other = (match["first"] or match["second"]) if match else None
    if match is None or other is None:
        return said, False
    if " " not in other and not is_proper(other):
        return said, False
    rest = re.sub(r"\bwe\b", "you", re.sub(r"\bour\b", "your", said[match.end() :], flags=re.I), flags=re.I)
    other = other if is_proper(other) else other[:1].lower() + other[1:]
    return f"I and {other}{rest}", True


def _completed(said: str, words: Sequence[Word]) -> str | None:
    """The clause with its lost "I" put back; None where it asks, orders, or does not stand by itself."""
    rules = _rules()
    if re.match(r"(?:I|I'm|I've|I'd|I'll)\b", said):
        return said if len(said.split()) > 1 else None
    about_me = re.search(r"\b(?:me|us)\b", said, re.I) is not None
    if rules.lost_i.match(said):
        if about_me:
            return None
        progressive = re.match(r"(?:going|gonna|gonnae|gaunnae|planning|hoping|meaning|aiming)\b", said, re.I)
        perfect = re.match(r"(?:been|not been|never been|already been)\b", said, re.I)
        lead = "I'm" if progressive else "I've" if perfect else "I"
        return f"{lead} {said[:1].lower()}{said[1:]}"
    if rules.lost_i_with_my.match(said) and not about_me and re.search(r"\b(?:my|ma|myself|masel|mysel)\b", said, re.I):
        shape = shape_of(said, words)
        return f"I {said[:1].lower()}{said[1:]}" if shape is Shape.NO_SUBJECT else None
    if rules.asks_or_orders.match(said):
        return None
    return said if shape_of(said, words) in {Shape.WHOLE, Shape.NAMED_THING} else None


def _turned(said: str) -> str | None:
    rules = _rules()
    said = rules.me_my_start.sub("my", said)
    said = rules.me_my.sub(r"\1 my", said)
    said = rules.kin.sub(r"your \1", said)
    for pattern, turned in rules.swaps:
        said = pattern.sub(turned, said)
    said = rules.your_kin.sub(lambda found: found[0].lower(), said)
    said = re.sub(r"\bme\b", "you", said, flags=re.I)
    return None if re.search(r"\b(?:you you|your your|you your)\b", said) else said


def _may_be_my(words: Sequence[Word], gives: frozenset[str]) -> bool:
    """Whether a "me" stands before a noun and may be "my": "they cancelled me cataract op"."""
    for before, word, after, next_ in zip(words, words[1:], words[2:], [*words[3:], None], strict=False):
        if word.text.lower() != "me" or before.text.lower() in gives:
            continue
        noun = after.tag.startswith("NN") or (
            after.tag.startswith("JJ") and next_ is not None and next_.tag[:2] == "NN"
        )
        if noun and after.text.lower() not in {"home", "hame", "time"} and before.text.lower() not in _rules().my_after:
            return True
    return False


def _me_hung_on(said: str, words: Sequence[Word]) -> bool:
    """Whether "me" at the end only says "I" again, as in the north: "I can't do stairs me"."""
    known = [w for w in words if any(c.isalnum() for c in w.text)]
    again = len(known) > 1 and known[-1].text.lower() == "me" and known[-2].tag[:2] in {"NN", "JJ", "RB", "RP"}
    # The parser takes the "round" in "folk round me" for a thing.
    again = again and known[-2].text.lower() not in {"round", "roon", "aboot", "near"}
    return again and re.match(r"I\b", said, re.I) is not None


def _small(said: str, words: Sequence[Word]) -> str:
    """The clause with a small first letter, unless it begins with a name."""
    first = said.split()[0].strip(",.;:")
    named = any(w.text == first and w.tag == "NNP" for w in words) and first.lower() not in {"your", "you"}
    keep = is_proper(first) or named or (len(first) > 1 and first.isupper())
    return said if keep else said[:1].lower() + said[1:]
