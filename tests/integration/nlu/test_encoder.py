"""The numpy forward pass against vectors made with PyTorch 2.13 and transformers 5.23 from the same weights."""

import numpy as np
import pytest

from bot.nlu.encoder import load_encoder

REFERENCE = {
    "my knees are shot but i still get to the bowls on a friday": [
        0.025427,
        -0.015821,
        0.022444,
        -0.011655,
        -0.006714,
        -0.007184,
        -0.042596,
        -0.010087,
    ],
    "skip": [-0.01716, 0.049182, 0.031163, -0.015823, -0.000782, 0.041278, 0.039232, -0.068573],
    "": [-0.118838, 0.048299, -0.002548, -0.011011, 0.051951, 0.010292, 0.115433, 0.000701],
}


@pytest.mark.parametrize("text", list(REFERENCE))
def test_encoder_agrees_with_the_reference(text: str) -> None:
    vector = load_encoder().encode([text])[0]
    assert vector[:8] == pytest.approx(REFERENCE[text], abs=1e-5)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_encoder_gives_the_same_vector_alone_and_in_a_batch() -> None:
    texts = ["skip", "", "my hips gone and the lad says wait", "word " * 400]
    together = load_encoder().encode(texts)
    alone = np.concatenate([load_encoder().encode([text]) for text in texts])
    assert together == pytest.approx(alone, abs=1e-5)
