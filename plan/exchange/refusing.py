"""How a file is refused: the place in it and the reason, never the words that stand there."""

from __future__ import annotations

from collections.abc import Sequence

from plan.explanations import explain

Place = tuple[str | int, ...]


class BrokenFile(Exception):
    """A file that cannot be taken; nothing was changed.

    `place` leads from the top of the file to what is wrong, `reason` names an entry of
    plan/explanations.yml without its "file_", and `details` fill that entry in.
    """

    def __init__(self, place: Sequence[str | int], reason: str, **details: object) -> None:
        super().__init__()
        self.place: Place = tuple(place)
        self.reason = reason
        self.details = details

    def moved(self, place: Sequence[str | int]) -> BrokenFile:
        """The same reason, at the place that it has in the file that was really read."""
        return BrokenFile(place, self.reason, **self.details)

    @property
    def path(self) -> str:
        """The place as a JSON path: $.lines[3].wording."""
        return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.place)

    def __str__(self) -> str:
        return explain("file_at", place=self.path, reason=explain(f"file_{self.reason}", **self.details))
