"""Words and turns of phrase speak for labels, are learnt from several texts, and outlive the disk."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.heads import LabelHead
from bot.nlu.phrase_fitting import fit_phrases
from bot.nlu.phrases import PhraseHead, TurnHead, phrases_of

TEXTS = ["You can't be serious.", "You can't be late.", "You can't bear it.", "You can't bear to look."]
TRUTH = np.array([[True], [True], [False], [False]])


def test_phrases_know_the_start_the_end_and_the_marks() -> None:
    assert {"^ who", "who asked ?", "? $"} <= set(phrases_of("Who asked?"))


def test_words_in_common_are_told_apart_by_what_follows_them() -> None:
    logits = fit_phrases(TEXTS, TRUTH).logits(["You can't be rude.", "You can’t bear them."])[:, 0]
    assert logits[0] > 0 > logits[1]


def test_a_phrase_of_one_text_alone_is_not_kept() -> None:
    assert "serious" not in fit_phrases(TEXTS, TRUTH).phrases


@given(st.text())
def test_what_the_words_add_is_what_the_text_says(text: str) -> None:
    # Each phrase once, so that no word of it is counted at a second place.
    said = list(dict.fromkeys(word for word in text.split() if word.isalpha()))
    known = tuple(sorted(set(phrases_of(" ".join(said))) - {"^", "$", "^ $"}))
    head = PhraseHead(known, np.ones((len(known), 1)))
    total = head.logits([" ".join(said)])[0, 0]
    if len(set(" ".join(said).lower().split())) == len(said):
        assert np.isclose(head.shares(said).sum(), total)


def test_both_heads_come_back_from_a_folder(tmp_path: Path) -> None:
    meaning = LabelHead(("confront",), np.ones((2, 1)), np.zeros(1), np.full(1, 0.5))
    head = TurnHead(meaning, fit_phrases(TEXTS, TRUTH))
    head.save(tmp_path)
    vectors = np.zeros((4, 2))
    assert np.allclose(TurnHead.load(tmp_path).probabilities(TEXTS, vectors), head.probabilities(TEXTS, vectors))
