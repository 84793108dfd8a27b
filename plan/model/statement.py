"""What a person said, verbatim; a statement is only ever added, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plan.model.refusals import LineWithoutSource, NothingWritten


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement as the language part hands it over: the clause exactly as typed, and its
    labels.
    """

    text: str
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The person's own words with the turn they were said in (¶2).

    A correction is a statement of its own that names the one it `corrects`; a statement that the
    person takes back keeps its words and gets the time it was `withdrawn_at`.
    """

    id: str
    turn: int
    text: str
    said_at: datetime
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    corrects: str | None = None
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.turn < 1:
            raise LineWithoutSource(part="statement")
        if not self.text.strip():
            raise NothingWritten(part="statement")
