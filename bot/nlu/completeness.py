"""Tells whether a clause stands by itself: a subject with its verb, a thing that is named, or neither; knows nothing of
who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from bot.nlu.syntax import Word, parse, words_of

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OPENS_NOUN = frozenset({"DT", "PRP$", "CD", "NNS", "NNP", "NNPS", "PDT"})
_SUBORDINATE = frozenset(
    {
        "if",
        "when",
        "since",
        "as",
        "before",
        "after",
        "while",
        "whenever",
        "until",
        "till",
        "once",
        "unless",
        "although",
        "though",
        "because",
        "where",
        "wherever",
    }
)
_ENDS_NOUN = frozenset({"NOUN", "PROPN", "PRON", "ADV"})
_NEVER_FINITE = frozenset({"gone", "done", "seen", "been", "taken"})
"""Participles that the parser takes for a past: "my hips gone"."""

_MOST_NAMED = 9
_PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "there",
        "these",
        "those",
        "nobody",
        "everybody",
        "somebody",
        "everyone",
        "someone",
        "nothing",
        "everything",
        "something",
        "it's",
        "he's",
        "she's",
        "they're",
        "that's",
        "there's",
        "i",
        "i'm",
        "i've",
        "they've",
        "he'd",
        "she'd",
        "he'll",
        "she'll",
        "it'll",
    }
)


_MOST_GONE = 5
"""Most words that are looked for at either end of a clause and are not in what is judged."""


class Shape(Enum):
    """What a clause is."""

    WHOLE = "a subject with its verb"
    NAMED_THING = "a thing that is named"
    NO_SUBJECT = "a verb without its subject"
    FRAGMENT = "anything else"


def shape_of(said: str, words: Sequence[Word] = ()) -> Shape:
    """The shape of a clause.

    Args:
        said: the clause, with its apostrophes.
        words: what the parser says of it, if that is known of these very words.
    """
    known = _known(said, words) or words_of(parse(said))
    known = [w for w in known if not w.text.isspace()]
    if not known:
        return Shape.FRAGMENT
    finite = [i for i, w in enumerate(known) if w.tag in _FINITE and w.text.lower() not in _NEVER_FINITE]
    subjects = [i for i, w in enumerate(known) if w.dep in _SUBJECTS]
    if not finite:
        return _verbless(known)
    if not subjects or min(subjects) > max(finite):
        return Shape.NO_SUBJECT
    if known[0].tag in {"VB", "VBG", "VBN", "VBP", "VBD", "VBZ", "MD"}:
        return Shape.NO_SUBJECT if known[0].tag in {"VBP", "VBD", "VB"} else Shape.FRAGMENT
    first = known[0].text.lower()
    if known[0].tag in {"RB", "RP"} and known[1].text.lower() in {"'s", "is", "was"}:
        return Shape.FRAGMENT
    if len(known) == 2 and known[0].tag.startswith("NN"):
        return Shape.FRAGMENT
    waits = first in _SUBORDINATE and not (first == "since" or "," in said)
    if waits or (first in _SUBORDINATE and (len(subjects) < 2 or len(finite) < 2)):
        return Shape.FRAGMENT
    if known[0].tag in {"WP", "WDT", "WRB", "WP$", "UH"} and first not in _SUBORDINATE:
        return Shape.FRAGMENT
    root = next((i for i, w in enumerate(known) if w.dep == "ROOT"), 0)
    governed = known[root].tag in _FINITE or any(w.dep in {"aux", "auxpass", "cop"} and w.tag in _FINITE for w in known)
    lacks_article = (
        known[0].tag in {"NN", "JJ"}
        and first not in _PRONOUNS
        and known[0].dep in {"nsubj", "compound", "amod", "nsubjpass", "poss", "nmod"}
    )
    if not governed or lacks_article or not any(i < root or known[root].tag in _FINITE for i in subjects):
        return Shape.FRAGMENT
    if not any(w.dep in _SUBJECTS and i < max(finite) for i, w in enumerate(known)):
        return Shape.FRAGMENT
    # It must hang on a finite verb with its own subject, not on a noun with a clause behind it ("the day I fell").
    return Shape.WHOLE if min(subjects) <= root else _verbless(known, inner=True)


def _verbless(known: Sequence[Word], inner: bool = False) -> Shape:
    """ "My faith", "the folk next door": a noun with what belongs to it."""
    root = next((w for w in known if w.dep == "ROOT"), known[0])
    opens = known[0].tag in _OPENS_NOUN and known[0].text.lower() not in {"no", "that", "what", "all", "some", "any"}
    gone = any(w.tag in {"VBN", "VBD", "VB", "VBP", "VBZ"} and w.dep in {"ROOT", "conj"} for w in known)
    gone = gone or any(a.pos == "NOUN" and b.tag[:2] == "JJ" for a, b in pairwise(known))
    bare = known[0].tag.startswith("NN") and not any(w.tag in {"IN", "CC"} for w in known)
    gone = gone or bare
    short = len(known) <= _MOST_NAMED
    if opens and short and not gone and root.pos in {"NOUN", "PROPN"} and known[-1].pos in _ENDS_NOUN:
        return Shape.NAMED_THING
    if (
        known[0].tag == "VBG"
        and short
        and not inner
        and known[0].text.lower().endswith("ing")
        and root is known[0]
        and known[1:2] != []
        and known[1].text != ","
    ):
        return Shape.NAMED_THING
    return Shape.FRAGMENT


def _known(said: str, words: Sequence[Word]) -> Sequence[Word]:
    """What the parser said of these very words, also where only the opening or the end of a longer clause is gone; to
    parse again would take as long as all the rest.
    """
    wanted = _plain(said)
    for first in range(min(len(words), _MOST_GONE)):
        for last in range(len(words), max(len(words) - _MOST_GONE, first), -1):
            part = words[first:last]
            if _plain("".join(w.text + w.space for w in part)) == wanted:
                return part if any(w.dep == "ROOT" for w in part) else ()
    return ()


def _plain(said: str) -> str:
    return said.strip(" \t\n.!…,;:–—-").replace("’", "'").lower()
