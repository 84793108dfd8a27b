"""What is fuzzed: each function that reads people's text, and the reading of files, with what it may raise."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from actions import draft_changes, draft_choices, hearing, material, rate_outcomes, talks_answers, telling
from bot.nlu import (
    asides,
    clauses,
    completeness,
    dates,
    direction,
    duplicates,
    encoder,
    listener,
    naming,
    particulars,
    people,
    phrases,
    ratings,
    risk,
    tense,
    wording,
)
from bot.nlu.rewording import pared, suggesting
from bot.web import numbers
from plan.exchange.files import read_file
from plan.exchange.refusing import BrokenFile
from plan.services import access, comparing
from rehearsal import happening, second_look
from rehearsal import wording as rehearsed

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
    "shape": lambda text: completeness.shape_of(text).value,
    "clauses": clauses.take_apart,
    "suggestion": lambda text: suggesting.suggest(text, suggesting.KINDS),
    "phrases": lambda text: len(phrases.phrases_of(text)),
    "compared": lambda text: comparing.compare_words(text, text[::-1]),
}

QUICK: dict[str, TextTarget] = {
    "direction": direction.direction,
    "duplicates": duplicates.words,
    "plain": encoder.plain,
    "name_after_relation": lambda text: naming.name_after_relation(text, len(text) // 3),
    "risk": lambda text: risk.judge(text, {risk.NO_RISK: 0.5, "self_harm": 0.5}, 0.5),
    "pared_turn": pared.pared,
    "trimmed_turn": pared.trimmed,
    "change": draft_changes.read_change,
    "asks_change": draft_changes.asks_for_a_change,
    "correction": lambda text: draft_changes.read_correction(text, {1: "my garden", 2: text[:40], 3: "Tomos son"}),
    "line_in_question": lambda text: draft_changes.read_what_it_should_say(text, 1),
    "right": draft_changes.says_right,
    "left_out": draft_choices.leaves_out_by_words,
    "sharing": lambda text: draft_choices.read_sharing(text, {1: "my garden", 2: text[:40], 3: "the bath"}),
    "quote": hearing.quote,
    "capital": hearing.with_capital,
    "who_for": lambda text: tuple(material.read_choice(name, text) for name in ("framework", "way")),
    "support": material.read_support,
    "provided": material.asks_for_a_provided_thing,
    "clear_yes": material.is_clear_yes,
    "bare_numbers": rate_outcomes.bare_numbers,
    "answer": lambda text: tuple(talks_answers.read_answer(text, each) for each in ("", "affirm", "deny", "skip")),
    "new_line": talks_answers.asks_for_a_new_line,
    "part": talks_answers.read_part,
    "because": talks_answers.read_because,
    "hard_news": telling.holds_hard_news,
    "loss": telling.speaks_of_loss,
    "despair": telling.despairs,
    "no_step": telling.says_no_step,
    "tongue": telling.is_in_another_tongue,
    "wish": telling.opens_a_wish,
    "no_longer_here": lambda text: telling.is_no_longer_here(text[:20], text),
    "distance": telling.speaks_of_distance,
    "all": telling.says_that_is_all,
    "nothing": telling.says_nothing,
    "only_way": telling.read_only_way,
    "once_more": telling.asks_once_more,
    "meant": telling.read_meant,
    "second_look": lambda text: second_look.look_again(text, ("open_question", "reflection")),
    "question_words": happening.question_words,
    "content": rehearsed.content_of,
    "matches": lambda text: rehearsed.matches(text, ["the dog", "my mum"]),
    "points_back": rehearsed.points_back,
    "set_phrases": rehearsed.without_set_phrases,
    "signs": lambda text: rehearsed.signs_in(text, True),
    "leave": lambda text: rehearsed.takes_leave(text, True),
    "onward": rehearsed.is_onward,
    "code": access.plain_code,
    "email": access.plain_email,
    "number": numbers.read_number,
}
"""What takes so little that one text is tried with all of them."""


def read_import(content: bytes) -> None:
    """Read a file as `plan import` does; a file that is wrong is refused with its reason."""
    with suppress(BrokenFile):
        read_file(content)


class TooSlow(AssertionError):
    """Longer than a second of this process's own time."""


def held(name: str, text: str) -> None:
    """Call a target and hold it to its limits. Raises AssertionError or whatever the target raises."""
    began = time.process_time()
    found = (TEXTS | QUICK)[name](text)
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
