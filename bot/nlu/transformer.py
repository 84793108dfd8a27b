"""Runs the fine-tuned encoder over word pieces; knows nothing of texts or of what the vectors are used for.

The network is stored as an ONNX graph with whole-number weights (research/encoder/export.py). A message is a few word
pieces, so its time is the time to read the weights, and a quarter of the bytes takes a third of the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = Sequence[int]

_CORES = min(2, os.cpu_count() or 1)

_MOST_PIECES = 256
"""Word pieces that are run together: attention looks at all pairs, so that its time grows with the square."""

_WORTH_SHARING = 48
"""Word pieces of a message from which its texts are run in two passes, one a core. Of fewer, most of the time goes into
reading the weights.
"""


class Transformer:
    """A stack of encoder layers over word-piece ids."""

    def __init__(self, path: Path) -> None:
        """Reads the graph.

        Raises:
            onnxruntime.capi.onnxruntime_pybind11_state.NoSuchFile: if it is not there.
        """
        options = onnxruntime.SessionOptions()
        # A pass is too short to be shared out between cores, but two run side by side (`run`); the arena would keep
        # what it once took.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._side_by_side = ThreadPoolExecutor(_CORES, thread_name_prefix="encoder")
        self.width = int(self._session.get_outputs()[0].shape[-1])

    def run(self, messages: Sequence[Sequence[Ids]]) -> list[list[Floats]]:
        """Runs the encoder over the texts of several messages; no text sees another.

        Texts of one message are laid end to end, so that the weights are read once or twice; they share the scale of
        the whole numbers, and a vector differs by about a hundredth of its length from that of the text by itself.
        What other messages say changes nothing.

        Args:
            messages: word-piece ids of each text of each message, special pieces included.

        Returns:
            For each message one array (pieces, width) for each of its texts, in order.
        """
        passes = [together for texts in messages for together in _together(texts)]
        run = map(self._pass, passes) if len(passes) == 1 else self._side_by_side.map(self._pass, passes)
        states = chain.from_iterable(run)
        return [list(islice(states, len(texts))) for texts in messages]

    def _pass(self, texts: Sequence[Ids]) -> list[Floats]:
        lengths = [len(ids) for ids in texts]
        given = {
            "ids": np.concatenate([np.asarray(ids, dtype=np.int64) for ids in texts]),
            "places": np.concatenate([np.arange(length) for length in lengths]),
            "texts": np.repeat(np.arange(len(texts)), lengths),
        }
        return np.split(self._session.run(None, given)[0], np.cumsum(lengths)[:-1])


def _together(texts: Sequence[Ids]) -> Iterator[list[Ids]]:
    """Texts in order, in groups for one pass: of at most `_MOST_PIECES`, or of one."""
    before = list(accumulate(map(len, texts), initial=0))
    every = before[-1]
    cut = min(range(1, len(texts)), key=lambda at: abs(before[at] - every / 2), default=0)
    if cut and every >= _WORTH_SHARING and max(before[cut], every - before[cut]) <= _MOST_PIECES:
        yield from (list(texts[:cut]), list(texts[cut:]))
        return
    group: list[Ids] = []
    pieces = 0
    for ids in texts:
        if group and pieces + len(ids) > _MOST_PIECES:
            yield group
            group, pieces = [], 0
        group.append(ids)
        pieces += len(ids)
    if group:
        yield group
