"""Gets the simulated people ready: what they can be asked is encoded before anybody asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from bot.nlu.likeness import load_comparer
from bot.nlu.vector_cache import DEFAULT_FOLDER
from rehearsal.comparing import every_text
from rehearsal.reading import PersonUnreadable, people_files, read_person


def learn_people() -> None:
    """Encodes all that turns are compared with; some seconds the first time, and after that what was changed."""
    load_comparer(DEFAULT_FOLDER).learn(_every_text())


def _every_text() -> Iterator[str]:
    for file in people_files().values():
        # Whoever asks for this person is told what is wrong with the file; the others can be talked with.
        with suppress(PersonUnreadable):
            yield from every_text(read_person(file))
