"""Decides where a new clause begins inside a sentence, also where people leave out the full stops.

A sentence is split before "but", "and", "so" or "because" only where what follows has its own subject and verb, so that
"fish and chips" and "she washes and dresses me" stay whole; at a comma, or where "im" or "its" runs on, only where both
sides could stand alone.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Span, Token

from bot.nlu.lexicon import read_lexicon

_JOINTS = frozenset(
    {"but", "and", "so", "because", "cos", "cause", "cuz", "coz", "though", "although", "except", "&", "bit"}
)
_LOOSE = _JOINTS - {"and", "&"}
"""Joints that do not need a verb before them: "The swelling's doon but the hoast is back"."""

_REASONS = frozenset({"because", "cos", "cause", "cuz", "coz"})
_NAMES = frozenset({"PRON", "PROPN", "NOUN"})

_NOMINATIVE = frozenset(
    {"i", "he", "she", "we", "they", "ah", "im", "ive", "hes", "shes", "theyre", "weve", "theyve", "id"}
)
_RUN_ON = frozenset({"im", "ive", "hes", "shes", "theyre", "thats", "theres", "its", "weve"})
"""Subject and verb in one, typed without the apostrophe."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LEAST_WORDS = 3
_FEW = 9
_FURTHER = 7
_OPENING = 8


@lru_cache(maxsize=8)
def _words(which: str) -> frozenset[str]:
    return frozenset(read_lexicon("clauses")[which])


def clause_starts(sentence: Span) -> list[int]:
    """Offsets into the text at which a new clause begins, beside the first."""
    tokens = list(sentence)
    found: list[int] = []
    first = 0
    verb_seen = False
    for here, token in enumerate(tokens):
        if here and _is_joint(token) and here - first >= _LEAST_WORDS:
            loose = verb_seen or token.lower_ in _LOOSE
            if loose and _begins_clause(tokens, here + 1) and not _still_feared(tokens, first, here):
                found.append(token.idx)
                first, verb_seen = here, False
        elif here and verb_seen and here - first >= _LEAST_WORDS and _runs_on(tokens, first, here):
            found.append(token.idx)
            first, verb_seen = here, False
        verb_seen = verb_seen or _is_verb(token) or token.lower_ in _RUN_ON
    return found


def _still_feared(tokens: list[Token], first: int, joint: int) -> bool:
    """ "I worry I will fall and nobody will find me": what comes after "and" is feared, or hoped, as well."""
    opening = [token.lower_ for token in tokens[first : min(first + _OPENING, joint)]]
    at = next((number for number, word in enumerate(opening) if word in _words("fears")), None)
    if at is None or tokens[joint].lower_ not in {"and", "&"}:
        return False
    beside = tokens[first + at + 1 : joint]
    if beside and beside[0].lower_ in {"that", "in", "case"}:
        beside = beside[1:]
    held = bool(beside) and (beside[0].lower_ in _NOMINATIVE or beside[0].dep_ in _SUBJECTS | {"det", "poss"})
    return held and any(token.lower_ in _words("would") for token in tokens[joint + 1 : joint + 1 + _FURTHER])


def _is_joint(token: Token) -> bool:
    return token.lower_ in _JOINTS and token.lower_ != "bit"


def _begins_clause(tokens: list[Token], at: int) -> bool:
    """Whether a subject comes first, or soon after a phrase of time or place, and a verb follows within a few words."""
    head = [token for token in tokens[at : at + _FEW] if not token.is_space]
    if len(head) < 2 or head[0].lower_ == "of" or _joins_two(tokens, at - 1):
        return False
    if tokens[at - 1].lower_ in _REASONS and sum(not token.is_punct for token in tokens[at:]) <= _LEAST_WORDS:
        return False
    if head[0].lower_ in {"its", "im", "hes", "shes", "theyre", "thats", "theres", "id", "ive", "weve"}:
        return True
    if tokens[at - 1].lower_ == "so" and head[1].lower_ in _words("asides") | {"felt", "seems", "far", "did", "do"}:
        return False
    if not _may_be_subject(head[0]):
        return _subject_soon(head)
    for token in head[1:]:
        if token.is_punct or token.lower_ in _JOINTS:
            break
        if _is_verb(token) and token.tag_ not in {"VBG", "VB"}:
            return True
    return _subject_soon(head)


def _joins_two(tokens: list[Token], joint: int) -> bool:
    """Whether a joint stands between two words and not two clauses: "like me and Jean did", "now and then", "I think
    Helen and I would sleep".
    """
    if joint < 1 or tokens[joint].lower_ not in {"and", "&"}:
        return False
    before, after = tokens[joint - 1], tokens[joint + 1 : joint + 2]
    if after and f"{before.lower_} {after[0].lower_}" in _words("pairs"):
        return True
    if joint < 2 or before.pos_ not in _NAMES:
        return False
    opens = tokens[joint - 2].lower_
    if opens in {"like", "as", "than"}:
        return True
    is_i = bool(after) and after[0].lower_ in {"i", "me", "masel", "myself"}
    return is_i and before.pos_ == "PROPN" and opens in _words("asides") | {"that", "so", "then", "when", "if"}


def _subject_soon(head: list[Token]) -> bool:
    """ "at Rita's salon I'm still asked": "I", "he" or the like, and a verb straight after it, with no verb before."""
    for token, following in pairwise(head[: _FURTHER + 1]):
        if token.is_punct or _is_verb(token) or token.lower_ in _words("not_subjects") | _words("subordinate"):
            return False
        if token.lower_ in _NOMINATIVE:
            return _is_verb(following) or following.lower_ in {"never", "always", "still", "only", "just", "aye"}
    return False


def _runs_on(tokens: list[Token], first: int, here: int) -> bool:
    """Whether a thought begins here without a joint: after a comma, or at an "im" that runs on."""
    token, before = tokens[here], tokens[here - 1]
    if here + 2 >= len(tokens):
        return False
    if before.lower_ in {",", ";", "–", "—", "-"}:
        return _splice(tokens, first, here)
    if before.lower_ in _words("holds") or _opens_subordinate(tokens, first, here):
        return False
    apart = token.lower_ == "i" and tokens[here + 1].lower_ in {"m", "ve"} and not token.whitespace_
    return token.lower_ in _RUN_ON or apart


def _splice(tokens: list[Token], first: int, here: int) -> bool:
    """At a comma: both sides have a subject and a verb, and the first does not hang on the second."""
    token, following = tokens[here], tokens[here + 1]
    if token.lower_ not in _NOMINATIVE | {"it", "its", "there", "that", "this", "thats", "theres", "you"}:
        return False
    if not (_is_verb(following) or following.lower_ in {"never", "always", "still", "only", "just", "aye"}):
        return token.lower_ in _RUN_ON
    if following.lower_ in _words("asides") or (here + 2 < len(tokens) and tokens[here + 2].lower_ in _words("asides")):
        return False
    if _opens_subordinate(tokens, first, here):
        return False
    left = tokens[first:here]
    finite = any(_is_verb(t) and t.tag_ != "VBG" for t in left)
    return finite and any(t.dep_ in _SUBJECTS or t.lower_ in _NOMINATIVE for t in left)


def _opens_subordinate(tokens: list[Token], first: int, here: int) -> bool:
    """Whether the words so far begin with "if", "when" or the like and still wait for their main clause."""
    opening = [t.lower_ for t in tokens[first : min(first + 3, here)]]
    return any(
        word in _words("subordinate") for word in opening if word not in {"as", "now", "come"} or word == opening[0]
    )


def _may_be_subject(token: Token) -> bool:
    if token.lower_ in _words("not_subjects"):
        return False
    return (
        token.dep_ in _SUBJECTS
        or token.pos_ in {"DET", "PROPN", "NOUN", "PRON"}
        or token.lower_ in {"there", "now", "then", "my", "our", "ma", "ah"}
    )


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.lower_ != "to"
