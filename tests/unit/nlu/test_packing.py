"""Weights survive being packed into bytes."""

import numpy as np

from bot.nlu.packing import pack, unpack


def test_a_matrix_comes_back_within_half_a_step() -> None:
    weights = np.random.default_rng(0).normal(size=(64, 128)).astype(np.float32)
    back = unpack(pack({"w": weights}))["w"]
    step = np.abs(weights).max(axis=1, keepdims=True) / 127
    assert (np.abs(back - weights) <= step / 2 + 1e-6).all()


def test_small_arrays_are_kept_as_they_are() -> None:
    weights = {"bias": np.arange(5, dtype=np.float32), "head": np.ones((3, 4), dtype=np.float32) / 3}
    back = unpack(pack(weights))
    assert all((back[name] == weights[name]).all() for name in weights)


def test_a_row_of_noughts_is_no_trouble() -> None:
    assert not unpack(pack({"w": np.zeros((64, 128), dtype=np.float32)}))["w"].any()
