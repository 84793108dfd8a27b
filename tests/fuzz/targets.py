"""What is fuzzed: each function that reads people's text, and the reading of files, with what it may raise."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from bot.nlu import asides, dates, listener, naming, particulars, people, ratings, tense, wording
from bot.nlu.rewording import pared
from plan.exchange.files import read_file
from plan.exchange.refusing import BrokenFile

TODAY = date(2026, 11, 22)
SECONDS = 1.0
LONGEST_MESSAGE = 20_000
# A reflection or a line of a plan only turns words about: it may add some, not multiply them.
MOST_GROWTH = 4

TextTarget = Callable[[str], Any]

TEXTS: dict[str, TextTarget] = {
    "dates": lambda text: dates.find_dates(text, TODAY),
    "people": people.find_people,
    "ratings": ratings.find_ratings,
    "particulars": lambda text: particulars.find_particulars(text, TODAY),
    "reflection": listener.reflect,
    "pared": listener.pared,
    "wording": wording.word,
    "aside": asides.said_outright,
    "names": naming.names_in,
    "tense": lambda text: tense.tense_around(text, 0, min(5, len(text))),
    "sentences": pared.sentences,
    "tag": pared.has_tag,
}


def read_import(content: bytes) -> None:
    """Read a file as `plan import` does; a file that is wrong is refused with its reason."""
    with suppress(BrokenFile):
        read_file(content)


class TooSlow(AssertionError):
    """Longer than a second of this process's own time."""


def held(name: str, text: str) -> None:
    """Call a target and hold it to its limits. Raises AssertionError or whatever the target raises."""
    began = time.process_time()
    found = TEXTS[name](text)
    if time.process_time() - began > SECONDS:
        raise TooSlow(f"{name}: {time.process_time() - began:.1f} s for {len(text)} characters")
    if isinstance(found, str):
        assert len(found) <= MOST_GROWTH * len(text) + 100, f"{name} grows"
    elif isinstance(found, list):
        assert len(found) <= len(text) + 1, f"{name} finds more than there is"
        for each in found:
            start, end = getattr(each, "start", None), getattr(each, "end", None)
            if isinstance(start, int) and isinstance(end, int):
                assert 0 <= start < end <= len(text), f"{name} points outside the text"
                said = getattr(each, "said", None)
                assert said is None or said in text, f"{name} quotes what was not said"
