"""Reads standard input line by line, whatever bytes it holds."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator


def input_lines() -> Iterator[str]:
    """The lines without their ends; bytes that are no UTF-8 become replacement marks."""
    text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
    for line in text:
        yield line.rstrip("\r\n")
