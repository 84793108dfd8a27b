"""Standard input is read line by line: whatever bytes come, however they are cut, and none waits for the next."""

from __future__ import annotations

import io
import os
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.command.lines import input_lines, lines_at_hand


class _InPieces(io.BytesIO):
    """Gives what was typed in the pieces in which it came."""

    def __init__(self, pieces: list[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)

    def read1(self, size: int | None = -1, /) -> bytes:
        return next(self._pieces, b"")


@given(some.binary(), some.lists(some.integers(1, 9)))
def test_lines_are_the_same_however_they_arrive(typed: bytes, cuts: list[int]) -> None:
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(typed[at : at + cut])
        at += cut
    pieces = [piece for piece in (*pieces, typed[at:]) if piece]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=_InPieces(pieces)))
        found = list(input_lines())
    whole = typed.removesuffix(b"\n").split(b"\n") if typed else []
    assert found == [line.decode("utf-8", errors="replace").rstrip("\r") for line in whole]


def test_a_line_does_not_wait_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, writes = os.pipe()
    with os.fdopen(reads, "rb") as typed, os.fdopen(writes, "wb", buffering=0) as keyboard:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=typed))
        groups = lines_at_hand()
        keyboard.write(b"I knit\nskip\nand")
        assert next(groups) == ["I knit", "skip"]
        keyboard.write(b" then\r\n")
        assert next(groups) == ["and then"]
