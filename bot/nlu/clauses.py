"""Takes a message apart into sentences, and sentences into clauses that can stand alone; knows
nothing of labels.

The text of a clause is verbatim. Where a sentence is split is decided in joints.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Doc

from bot.nlu.joints import clause_starts
from bot.nlu.outright import end_of_not_knowing
from bot.nlu.syntax import Word, parse, parse_all, words_of

MAX_CLAUSES = 40
"""A message of more clauses than this is a pasted document; the rest stays together in the last
clause.
"""

_BEGINNING = 1000
"""Words and marks of a message that are parsed, some 5,000 characters: they hold more clauses than are looked for. Ten
thousand smileys in a row would take the parser two seconds.
"""
_SURE = 30
"""Words at the end of a beginning in which no clause begins: the parser has to see what follows."""

# Each run of stops or of space is looked at from its beginning alone: a run of thousands took seconds.
_SENTENCE_END = re.compile(r"(?:(?<![.!?…])[.!?…]+[\"'”’)]*\s+|(?<!\s)\s*\n\s*)")
_ABBREVIATION = re.compile(r"\b(?:dr|mr|mrs|ms|st|rev|prof|e\.g|i\.e|approx|[a-z])\.\s+$", re.I)
_TRIM = " \t\n\r,;:–—-"
_LEAST_SENTENCE = 2
# "To see Jamie every week. Actually no, every second weekend": a few words that put the sentence before them right.
_PUTS_RIGHT = re.compile(
    r"\W*(?:actually,? no|no,? wait|or rather|i mean|no,? make (?:it|that)|well,? no|sorry,? no)\b", re.I
)
_WORDS_THAT_PUT_RIGHT = 7
# "Actually every second weekend, every week is too much": here it is a number or a time that is put right.
_PUTS_NUMBER_RIGHT = re.compile(
    r"\W*actually,? (?:every|once|twice|only|just|more|less|fewer|maybe|about|at|by|\d)\b", re.I
)
_WORDS_THAT_PUT_NUMBER_RIGHT = 14
_SAYS_MORE = re.compile(r"\b(?:i|we|he|she|they|it|don['’]?t|want|is|was)\b(?! mean)", re.I)
_LONGEST_WORD = 50
_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
_JOINT = re.compile(r"(?:and|but|&)\s+(?=\S+\s+\S)", re.I)


@dataclass(frozen=True)
class Clause:
    """A verbatim part of a message; `start` and `end` are offsets into it, `words` what the parser says of it."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...] = field(default=(), compare=False, repr=False)


def take_apart(text: str) -> list[Clause]:
    """The clauses of a message, as `split` gives them.

    Of a very long message only the beginning is parsed, and what follows stays together in the last clause: parsing
    takes longer than everything else.
    """
    return _taken_apart(text, parse(_beginning(text)))


def take_all_apart(texts: Iterable[str]) -> Iterator[list[Clause]]:
    """As `take_apart`, for many messages: they are parsed together, which takes a third of the time."""
    messages = list(texts)
    for text, doc in zip(messages, parse_all(_beginning(text) for text in messages), strict=True):
        yield _taken_apart(text, doc)


def split(doc: Doc) -> list[Clause]:
    """Takes a parsed message apart.

    Returns:
        Clauses in order, with nothing left out between them but space, commas, and the "and" or "but" that joins
        them; none for a message without words. A sentence of one word ("Sunday.") goes with the next.
    """
    # spaCy puts the text together anew from all its words each time it is asked.
    text = doc.text
    return _clauses(text, doc, _spans(text, doc, len(text)))


def _taken_apart(text: str, doc: Doc) -> list[Clause]:
    beginning = _beginning(text)
    spans = _spans(text, doc, len(beginning))
    if len(beginning) < len(text):
        sure = _offset_of_word(text, _BEGINNING - _SURE)
        spans = [span for span in spans if span[0] < sure]
        spans = [*spans[:-1], (spans[-1][0], len(text))] if spans else []
    return _clauses(text, doc, spans)


def _beginning(text: str) -> str:
    """The text up to the space before the word after which it would be long."""
    end = _offset_of_word(text, _BEGINNING)
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return text if end == len(text) else text[: space if end - space < _LONGEST_WORD else end]


def _offset_of_word(text: str, number: int) -> int:
    """Where the word or mark of that number begins, counted from 0; the end of a text that has fewer."""
    found = next(islice(_WORD_OR_MARK.finditer(text), number, None), None) if len(text) > number else None
    return len(text) if found is None else found.start()


def _spans(text: str, doc: Doc, seen: int) -> list[tuple[int, int]]:
    """Where each clause of a message begins and ends, one more than `MAX_CLAUSES` at most; `doc` holds its first
    `seen` characters.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _whole_sentences(text):
        if start >= seen or len(spans) > MAX_CLAUSES:
            break
        spans.extend(_parts(doc, start, min(end, seen)))
    return _apart_from_not_knowing(spans, end_of_not_knowing(text))


def _apart_from_not_knowing(spans: list[tuple[int, int]], told: int) -> list[tuple[int, int]]:
    """ "Don't know, my knees are sore": what is told begins a clause of its own."""
    if not told:
        return spans
    after = [(max(start, told), end) for start, end in spans if end > told]
    return [(0, told), *after]


def _clauses(text: str, doc: Doc, spans: list[tuple[int, int]]) -> list[Clause]:
    if len(spans) > MAX_CLAUSES:
        spans = [*spans[: MAX_CLAUSES - 1], (spans[MAX_CLAUSES - 1][0], len(text))]
    starts = [int(at) for at in doc.to_array("IDX")]
    clauses = [_trimmed(text, doc, starts, start, end) for start, end in spans]
    return [clause for clause in clauses if clause is not None]


def _whole_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences; one of a single word goes with the next, or the last with the one before."""
    begun: int | None = None
    last: tuple[int, int] | None = None
    for start, end in _sentences(text):
        start = start if begun is None else begun
        begun = None
        if len(text[start:end].split()) < _LEAST_SENTENCE:
            begun = start
            continue
        if last is not None and _puts_right(text, start, end):
            last = (last[0], end)
            continue
        if last is not None:
            yield last
        last = (start, end)
    if begun is not None:
        last = (begun if last is None else last[0], len(text))
    if last is not None:
        yield last


def _puts_right(text: str, start: int, end: int) -> bool:
    """Whether a few words without a verb of wanting put right what was just said, and mean nothing without it."""
    if _PUTS_NUMBER_RIGHT.match(text, start, end):
        return len(text[start:end].split()) <= _WORDS_THAT_PUT_NUMBER_RIGHT
    opens = _PUTS_RIGHT.match(text, start, end)
    return (
        bool(opens)
        and len(text[start:end].split()) <= _WORDS_THAT_PUT_RIGHT
        and not _SAYS_MORE.search(text, start, end)
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans between sentence ends and line breaks, without splitting after "Dr." or an initial."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(start, end.end() - 10), end.end()):
            continue
        yield start, end.end()
        start = end.end()
    yield start, len(text)


def _parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of one sentence between the places where a new clause begins."""
    span = doc.char_span(start, end, alignment_mode="contract")
    left = start
    for offset in [] if span is None else clause_starts(span):
        yield left, offset
        left = offset
    yield left, end


def _trimmed(text: str, doc: Doc, starts: list[int], start: int, end: int) -> Clause | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip(_TRIM))
    end -= len(part) - len(part.rstrip(_TRIM))
    if start and (joint := _JOINT.match(text, start, end)):
        start = joint.end()
    if end <= start or not any(c.isalnum() for c in text[start:end]):
        return None
    return Clause(text[start:end], start, end, _words_between(doc, starts, start, end))


def _words_between(doc: Doc, starts: list[int], start: int, end: int) -> tuple[Word, ...]:
    """The words that begin or end within the span; spaCy's own search walks the whole message for each clause."""
    first = max(bisect_right(starts, start) - 1, 0)
    if starts[first] + len(doc[first].text) <= start:
        first += 1
    return words_of(doc[first : bisect_left(starts, end)])
