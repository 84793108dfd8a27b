"""Packs float weights into bytes with a scale a row, and back; knows nothing of what they are for.

A row of 384 weights as int8 is off by at most 1/254 of its largest weight, and takes a quarter of
the room of float32.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

_SCALE = "#scale"
_LEAST = 4096
"""Arrays of fewer numbers than this (biases, norms) keep their full precision."""


def pack(weights: Mapping[str, NDArray[Any]]) -> Arrays:
    """Packs every large matrix; the rest stays as it is."""
    packed: Arrays = {}
    for name, array in weights.items():
        if array.ndim != 2 or array.size < _LEAST:
            packed[name] = array.astype(np.float32)
            continue
        scale = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-12) / 127
        packed[name] = np.rint(array / scale).astype(np.int8)
        packed[name + _SCALE] = scale.astype(np.float32)
    return packed


def unpack(packed: Mapping[str, NDArray[Any]]) -> Arrays:
    """The weights as float32."""
    return {
        name: row_floats(array, packed[name + _SCALE]) if array.dtype == np.int8 else array
        for name, array in packed.items()
        if not name.endswith(_SCALE)
    }


def row_floats(rows: NDArray[Any], scale: NDArray[Any]) -> NDArray[np.float32]:
    """Packed rows as float32."""
    floats: NDArray[np.float32] = rows.astype(np.float32)
    floats *= scale
    return floats
