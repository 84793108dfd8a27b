"""Who a sentence is about, in the forms that a question needs; knows nothing of what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.nlu.people import find_people
from bot.nlu.rewording.wordlists import read_words

Forms = dict[str, str]
"""`who` as a subject, `whom` as an object, `whose`, `whom_self`; forms of be, do and have that agree, and the endings
of a verb: `s` ("sees"), `ys` ("worries").
"""

_ONE = {"are": "is", "were": "was", "do": "does", "have": "has", "s": "s", "ys": "ies"}
_MANY = {"are": "are", "were": "were", "do": "do", "have": "have", "s": "", "ys": "y"}
YOU: Forms = {"who": "you", "whom": "you", "whose": "your", "whom_self": "yourself", **_MANY}
_PRONOUNS: dict[str, Forms] = {
    "he": {"who": "he", "whom": "him", "whose": "his", "whom_self": "himself", **_ONE},
    "she": {"who": "she", "whom": "her", "whose": "her", "whom_self": "herself", **_ONE},
    "they": {"who": "they", "whom": "them", "whose": "their", "whom_self": "themselves", **_MANY},
}
_NAMING = ("who", "whom", "whose")
_AS_OBJECT = {"him": "he", "her": "she", "them": "they"}
_ANY = frozenset({"a", "an", "any", "all", "some", "every", "no", "another"})
_MOST_BEFORE_A_SECOND = 3


def forms_of_subject(subject: Token | None) -> Forms | None:
    """The forms for the subject of a clause: "you" where there is none, None where it is nobody."""
    if subject is None or subject.lower_ in {"you", "we", "i", "yourself", "u", "ye"}:
        return YOU
    if subject.lower_ in _PRONOUNS:
        return _PRONOUNS[subject.lower_]
    phrase = phrase_of(subject)
    return forms_of_phrase(phrase, subject) if is_somebody(phrase, subject) else None


def forms_of_phrase(phrase: str, head: Token) -> Forms:
    """The forms for a noun phrase that names somebody."""
    lower = head.lower_
    many = head.tag_ in {"NNS", "NNPS"} or lower in read_words("grammar")["plural_people"]
    many = many or any(child.dep_ == "conj" for child in head.children)
    words = read_words("grammar")
    known = {*phrase.lower().split(), lower}
    again = "they" if many else next((each for each in ("he", "she") if known.intersection(words[each])), "")
    whose = phrase + ("’" if many and phrase.endswith("s") else "’s")
    own = {"who": phrase, "whom": phrase, "whose": whose, **(_MANY if many else _ONE)}
    if again:
        pronoun = _PRONOUNS[again]
        own |= {"whom_self": pronoun["whom_self"], **{f"{each}_again": pronoun[each] for each in _NAMING}}
    return own


def others(doc: Doc) -> Iterator[Forms]:
    """Everybody besides "you" who is named or meant in a text, in order; each as forms."""
    for token in doc:
        if token.lower_ in _PRONOUNS or (token.lower_ in _AS_OBJECT and token.dep_ not in {"poss", "det"}):
            yield _PRONOUNS[_AS_OBJECT.get(token.lower_, token.lower_)]
        elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "poss"}:
            phrase = phrase_of(token)
            if is_somebody(phrase, token) and not _is_called(token):
                yield forms_of_phrase(phrase, token)


def _is_called(head: Token) -> bool:
    """Whether a name is of the person spoken to: alone between marks or the ends."""
    doc, span = head.doc, chunk_of(head)
    before = span.start == 0 or doc[span.start - 1].is_punct
    return head.pos_ == "PROPN" and before and (span.end == len(doc) or doc[span.end].is_punct) and len(doc) > len(span)


def is_somebody(phrase: str, head: Token) -> bool:
    """Whether a noun phrase names a person or people: by its noun, or as a name."""
    if head.lower_ in read_words("grammar")["people"]:
        return any(child.dep_ in {"det", "poss"} and child.lower_ not in _ANY for child in head.lefts)
    return not phrase.islower() and any(p.start <= head.idx < p.end for p in find_people(head.doc.text))


def phrase_of(head: Token) -> str:
    """The noun phrase around a noun as said, without what hangs on behind it and without "any"."""
    span = chunk_of(head)
    words = [token for token in span if token.lower_ not in {"any", "all", "both", "some"}]
    text = "".join(token.text_with_ws for token in words).strip()
    begins = bool(words) and words[0].i == 0 and words[0].pos_ != "PROPN"
    return text[:1].lower() + text[1:] if begins else text


def chunk_of(head: Token) -> Span:
    """The stretch from the first word that belongs before a noun to the noun itself, and "of …" after it."""
    left = min([child.i for child in head.lefts if child.dep_ not in {"punct", "cc", "mark", "aux"}], default=head.i)
    if head.lefts:
        left = min([left, *(token.i for child in head.lefts if child.i >= left for token in child.subtree)])
    right = head.i
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == right + 1:
            right = max(token.i for token in child.subtree)
        elif child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN"} and child.i - right <= _MOST_BEFORE_A_SECOND:
            right = child.i
    return head.doc[left : right + 1]
