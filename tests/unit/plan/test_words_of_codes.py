"""The words of which a person's key is made."""

from __future__ import annotations

from math import log2

from plan.services.access import RESUME_WORDS, code_words


def test_codes_hold_no_word_that_hurts() -> None:
    assert {"evil", "slain", "womb", "spew", "crisis", "death"}.isdisjoint(code_words())
    assert {"acorn", "kilt", "plum"} & set(code_words())


def test_codes_are_still_hard_to_guess() -> None:
    assert len(code_words()) == len(set(code_words()))
    assert RESUME_WORDS * log2(len(code_words())) > 39
