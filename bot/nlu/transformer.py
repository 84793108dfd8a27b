"""Runs the fine-tuned encoder over word pieces; knows nothing of texts or of what the vectors are used for.

The network is stored as an ONNX graph with whole-number weights (research/encoder/export.py). A message is a few word
pieces, so its time is the time to read the weights, and a quarter of the bytes takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Transformer:
    """A stack of encoder layers over word-piece ids."""

    def __init__(self, path: Path) -> None:
        """Reads the graph.

        Raises:
            onnxruntime.capi.onnxruntime_pybind11_state.NoSuchFile: if it is not there.
        """
        options = onnxruntime.SessionOptions()
        # One message at a time on one core: threads would wait for each other, and the arena keeps what it once took.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.width = int(self._session.get_outputs()[0].shape[-1])

    def run(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """Runs the encoder over several sequences, each by itself.

        The scale of the whole numbers is that of one sequence, so a text has the same vector alone and among others.

        Args:
            sequences: word-piece ids of each text, special pieces included.

        Returns:
            One array (pieces, width) for each sequence, in order.
        """
        return [self._session.run(None, {"ids": np.asarray(ids, dtype=np.int64)})[0] for ids in sequences]
