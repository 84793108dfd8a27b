"""A turn is coded with the words that decided."""

import numpy as np

from bot.nlu.behaviours import code
from bot.nlu.encoder import Words
from bot.nlu.heads import LabelHead
from bot.nlu.phrases import PhraseHead, TurnHead

SILENT = PhraseHead((), np.zeros((0, 2)))
HEAD = TurnHead(LabelHead(("open_question", "jargon"), np.eye(2), np.zeros(2), np.full(2, 0.5)), SILENT)


def _words(said: str, shares: list[list[float]]) -> Words:
    held = np.array(shares, dtype=np.float32).reshape(-1, 2)
    return Words(said.split(), held, held.sum(axis=0))


def test_the_words_that_decided_are_named_in_their_order() -> None:
    said = "What did the MDT say to you then?"
    shares = [[2.0, 0], [0, 0], [0, 0], [0, 3.0], [0, 0], [0, 0], [0.5, 0], [1.0, 0]]
    coded = code(said, _words(said, shares), HEAD)
    assert coded.behaviours == ["open_question", "jargon"]
    assert coded.why["open_question"] == "What … you then?"
    assert "MDT" in coded.why["jargon"]


def test_a_turn_in_doubt_still_has_a_behaviour() -> None:
    assert code("Hm.", _words("Hm.", [[-1.0, -2.0]]), HEAD).behaviours == ["open_question"]


def test_a_turn_without_words_has_none() -> None:
    assert code(" … ", _words("…", [[5.0, 5.0]]), HEAD).behaviours == []


def test_several_questions_are_named_each() -> None:
    meaning = LabelHead(("multiple_questions",), np.ones((2, 1)), np.zeros(1), np.full(1, 0.5))
    head = TurnHead(meaning, PhraseHead((), np.zeros((0, 1))))
    said = "Right. Who cooks? And who eats?"
    coded = code(said, _words(said, [[1.0, 1.0]] * 6), head)
    assert coded.why == {"multiple_questions": "Who cooks? / And who eats?"}


def test_a_phrase_outweighs_a_meaning_that_is_unsure_and_is_named() -> None:
    phrases = PhraseHead(("can't bear",), np.array([[-3.0, 3.0]]))
    head = TurnHead(HEAD.meaning, phrases)
    said = "You can’t bear it."
    coded = code(said, _words(said, [[0.1, 0.0]] * 4), head)
    assert coded.behaviours == ["jargon"]
    assert "can’t bear" in coded.why["jargon"]


def test_whoever_asks_asks_some_type_of_question() -> None:
    labels = ("open_question", "closed_question", "emphasise_autonomy")
    meaning = LabelHead(labels, np.eye(3), np.zeros(3), np.full(3, 0.5))
    head = TurnHead(meaning, PhraseHead((), np.zeros((0, 3))))
    shares = np.array([[-1.0, -0.5, 3.0]], dtype=np.float32)
    for said, behaviours in (
        ("You choose: home, or school?", ["emphasise_autonomy", "closed_question"]),
        ("You choose where we begin.", ["emphasise_autonomy"]),
    ):
        words = Words(said.split(), np.repeat(shares / len(said.split()), len(said.split()), axis=0), shares[0])
        assert code(said, words, head).behaviours == behaviours


def test_one_question_is_open_or_closed() -> None:
    labels = ("open_question", "closed_question")
    meaning = LabelHead(labels, np.eye(2), np.zeros(2), np.full(2, 0.5))
    head = TurnHead(meaning, PhraseHead((), np.zeros((0, 2))))
    for said, behaviours in (
        ("How is your wife getting on?", ["open_question"]),
        ("How long has she been poorly?", ["closed_question"]),
        ("Does she help?", ["closed_question"]),
        ("Tell me about her. Does she help?", ["closed_question", "open_question"]),
    ):
        words = _words(said, [[1.0 / len(said.split()), 2.0 / len(said.split())]] * len(said.split()))
        assert code(said, words, head).behaviours == behaviours
