"""Reads standard input line by line, whatever bytes it holds."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import cast

_AT_ONCE = 1 << 16


def input_lines() -> Iterator[str]:
    """The lines without their ends, as they come; bytes that are no UTF-8 become replacement marks."""
    for lines in lines_at_hand():
        yield from lines


def lines_at_hand() -> Iterator[list[str]]:
    """As `input_lines`, in groups: all lines that are there already, so that they can be looked at together, and none
    waits for a line that is not typed yet.
    """
    typed, begun = cast(io.BufferedReader, sys.stdin.buffer), b""
    while chunk := typed.read1(_AT_ONCE):
        *whole, begun = (begun + chunk).split(b"\n")
        if whole:
            yield [_line(line) for line in whole]
    if begun:
        yield [_line(begun)]


def _line(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r")
