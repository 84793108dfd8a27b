"""Somebody who is named in a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who was named.

    Attributes:
        said: the words as typed ("our Morag").
        name: the proper name within them, with a capital, or None.
        relation: what they are to the speaker, in plain words ("sister"), or None.
        start: offset into the text.
        end: offset into the text.
    """

    said: str
    name: str | None
    relation: str | None
    start: int
    end: int
