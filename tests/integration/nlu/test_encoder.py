"""The shipped graph against vectors that PyTorch made from the same network in full precision
(research/encoder/export.py).
"""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu.encoder import MOST_READ, STRETCH, load_encoder

REFERENCE = json.loads((Path(__file__).parent / "encoder_reference.json").read_text(encoding="utf-8"))


def likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The cosine of two vectors."""
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


@pytest.mark.parametrize("text", list(REFERENCE))
def test_encoder_agrees_with_the_reference(text: str) -> None:
    vector, exact = load_encoder().encode([text])[0], np.array(REFERENCE[text])
    # Whole-number weights and states account for the difference.
    assert likeness(vector, exact) > 0.98


def test_encoder_gives_the_same_vector_alone_and_in_a_batch() -> None:
    texts = ["skip", "", "my hips gone and the lad says wait", "word " * 400]
    together = load_encoder().encode(texts)
    alone = np.concatenate([load_encoder().encode([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-4)


def test_a_message_is_read_once_with_its_parts() -> None:
    text = "My hip's gone. Our Morag helps."
    encoded = load_encoder().encode_message(text, [(0, 13), (15, 30)])
    assert encoded.window_of == (0, 0)
    assert not np.allclose(encoded.parts[0], encoded.parts[1])


def test_no_part_sees_another() -> None:
    text = "My hip's gone. Our Morag helps."
    encoded = load_encoder().encode_message(text, [(0, 13), (15, 30)])
    by_themselves = load_encoder().encode([text, text[0:13], text[15:30]])
    for vector, exact in zip([*encoded.windows, *encoded.alone], by_themselves, strict=True):
        # What is left is the scale of the whole numbers, which the texts of a message share.
        assert likeness(vector, exact) > 0.99


def test_what_others_say_changes_nothing() -> None:
    messages = [("My hip's gone. Our Morag helps.", [(0, 13), (15, 30)]), ("skip", [(0, 4)]), ("", [])]
    together = load_encoder().encode_messages(messages)
    for held, (text, parts) in zip(together, messages, strict=True):
        alone = load_encoder().encode_message(text, parts)
        assert (held.windows == alone.windows).all()
        assert (held.parts == alone.parts).all()
        assert (held.alone == alone.alone).all()


def test_a_long_message_is_read_in_windows_of_whole_parts() -> None:
    sentence = "I go to the shops with our Morag on a Tuesday morning"
    text = ". ".join([sentence] * 40)
    spans = [(at, at + len(sentence)) for at in range(0, len(text), len(sentence) + 2)]
    encoded = load_encoder().encode_message(text, spans)
    assert len(encoded.parts) == len(spans) == len(encoded.window_of)
    assert encoded.window_of == tuple(sorted(encoded.window_of))
    assert len(encoded.windows) > 1
    for index, window in enumerate(encoded.windows):
        whole = ". ".join([sentence] * encoded.window_of.count(index))
        assert likeness(window, load_encoder().encode([whole])[0]) > 0.99


def test_what_the_words_add_makes_up_the_vector() -> None:
    words = load_encoder().encode_words("What's mealtime like in your house?")
    assert words.said[0] == "What's"
    ends = words.vector - words.shares.sum(axis=0)
    # Only the two special pieces are missing from the sum, of some ten.
    assert np.linalg.norm(ends) < 0.3 * np.linalg.norm(words.vector)


def test_a_long_message_is_also_read_in_stretches_of_whole_parts() -> None:
    sentence = "I go to the shops with our Morag"
    long, short = ". ".join([sentence] * 6), f"{sentence}. {sentence}"
    spans = [(at, at + len(sentence)) for at in range(0, len(long), len(sentence) + 2)]
    encoded = load_encoder().encode_message(long, spans)
    assert len(encoded.windows) == 1
    assert len(encoded.stretches) == 3
    by_itself = load_encoder().encode([f"{sentence}. {sentence}"])[0]
    for stretch in encoded.stretches:
        assert likeness(stretch, by_itself) > 0.98
    encoded = load_encoder().encode_message(short, spans[:2])
    assert (encoded.stretches == encoded.windows).all()


def test_a_clause_that_goes_on_for_pages_is_read_in_runs_of_its_words() -> None:
    long = "we went on and on down the shore road " * 120 + "and he hits me when I spill it"
    encoded = load_encoder().encode_message(long, [(0, len(long))])
    assert len(encoded.stretches) == len(long.split()) // STRETCH + 1
    last = long.split()[-(len(long.split()) % STRETCH) :]
    assert likeness(encoded.stretches[-1], load_encoder().encode([" ".join(last)])[0]) > 0.97
    endless = "a b " * 5000
    assert len(load_encoder().encode_message(endless, [(0, len(endless))]).stretches) <= MOST_READ / len("a b ") / 10
