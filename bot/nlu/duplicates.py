"""Finds examples that say nearly the same thing in nearly the same words; knows nothing of labels
or models.

Two texts are near-duplicates when the sets of their words overlap by at least `LIMIT` (Jaccard).
Candidates are found through their rarest words, so that 10,000 texts take a second or two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from bot.nlu.examples import Example

LIMIT = 0.8
"""Share of words in common from which two texts count as the same."""

APART = 0.65
"""The same for a training text and one that is only for evaluation: these are to be further apart."""

_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> frozenset[str]:
    """The words of a text without case, apostrophes and punctuation."""
    return frozenset(_WORD.findall(text.lower().replace("'", "").replace("’", "")))


def near_duplicates(texts: Sequence[str], limit: float = LIMIT) -> list[tuple[int, int]]:
    """Pairs of positions (earlier, later) of texts that are too alike.

    Args:
        texts: texts to compare, each with each.
        limit: smallest overlap of words, 0..1, that counts.
    """
    return _near(texts, range(len(texts)), limit)


def _near(texts: Sequence[str], compared: Collection[int], limit: float) -> list[tuple[int, int]]:
    """Pairs of which the earlier is one of `compared`."""
    bags = [words(text) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    held: dict[str, list[int]] = defaultdict(list)
    pairs = []
    for index, bag in enumerate(bags):
        # Two sets that overlap by `limit` share one of the (1 - limit)·n + 1 rarest words
        # of either (prefix filter).
        rarest = sorted(bag, key=lambda word: (spread[word], word))
        prefix = rarest[: int((1 - limit) * len(bag)) + 1]
        candidates = {other for word in prefix for other in held[word]}
        for other in sorted(candidates):
            if _overlap(bag, bags[other]) >= limit:
                pairs.append((other, index))
        if index in compared:
            for word in prefix:
                held[word].append(index)
    return pairs


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def without_near_duplicates(examples: Sequence[Example]) -> list[Example]:
    """Keeps the first of any examples that are too alike, whatever their labels.

    Very short texts ("yes", "no ta") are compared exactly: for them one word more or less is a
    different text.
    """
    dropped: set[int] = set()
    for earlier, later in near_duplicates([e.text for e in examples]):
        if earlier not in dropped:
            dropped.add(later)
    return [e for index, e in enumerate(examples) if index not in dropped]


def unlike(examples: Sequence[Example], others: Sequence[str], limit: float = APART) -> list[Example]:
    """Those that are not near any of the texts in `others`."""
    if not others:
        return list(examples)
    count = len(others)
    pairs = _near([*others, *(e.text for e in examples)], range(count), limit)
    near = {later - count for _, later in pairs if later >= count}
    return [e for index, e in enumerate(examples) if index not in near]
