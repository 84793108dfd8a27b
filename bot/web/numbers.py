"""Reads whole numbers that came from outside: fields, addresses, headers."""

from __future__ import annotations

# Nothing here is counted in more than nine digits, and Python refuses to read thousands of them.
MOST_DIGITS = 9


def read_number(text: str) -> int | None:
    """The whole number that a text is, or None for anything else, a longer one included."""
    plain = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if plain else None
