"""Which fields of a line can be worded anew, and how a typed text becomes a value of that field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from plan.model.lines import PlanLine
from plan.model.refusals import NothingWritten, UnknownWord
from plan.model.vocabulary import ActionStatus, Direction, Part, Resource, Side, Support

WORDED: dict[Part, tuple[str, ...]] = {
    Part.OUTCOME: ("wording", "theme", "direction"),
    Part.RATING: ("number", "story"),
    Part.INDICATOR: ("wording", "by", "by_said"),
    Part.ACTION: (
        "what", "who", "when", "when_said", "helped_by", "support", "agency", "natural_supports",
        "confidence", "resource", "funded_by", "prioritisation",
    ),
    Part.PERSON: ("name", "relation"),
    Part.AGENCY: ("name", "role"),
    Part.REVIEW: ("due",),
    Part.CONTINGENCY: ("risk", "trigger", "early_signs", "route", "contact", "helps_me_cope"),
}  # fmt: skip

TERMS = frozenset({Part.OUTCOME, Part.INDICATOR, Part.ACTION, Part.AGENCY, Part.CONTINGENCY})
"""The parts that both sides agree to; a change to one of them unsettles an agreement."""

PROGRESS = frozenset({
    "status", "confidence", "course", "course_why", "reviewed_in", "harm_if_no_progress",
    "confirmed", "observable", "discussed",
})  # fmt: skip
"""Fields that say how things go; they change while an agreement stands."""

OPEN_PARTS = frozenset({
    Part.NEGOTIATOR, Part.REVIEW, Part.CONTACT, Part.DISAGREEMENT, Part.NOT_YET, Part.CIRCULATION,
    Part.COMMENT, Part.DEVELOPMENT,
})  # fmt: skip
"""Parts that are said to the other side, and so are never private."""

NOT_FROZEN = frozenset({Part.NOT_YET, Part.CIRCULATION, Part.CONTACT, Part.COMMENT, Part.DEVELOPMENT, Part.LOOK_BACK})
"""Parts that tell how the talks went, not what was agreed; no version holds them."""


def _list(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


READ: dict[str, Callable[[str], Any]] = {
    "number": int,
    "confidence": int,
    "by": date.fromisoformat,
    "when": date.fromisoformat,
    "due": date.fromisoformat,
    "on": date.fromisoformat,
    "direction": Direction,
    "support": Support,
    "resource": Resource,
    "status": ActionStatus,
    "side": Side,
    "helped_by": _list,
}


def read_field(line: type[PlanLine] | PlanLine, name: str, text: str) -> Any:
    """The value of field `name` that `text` stands for (dates as 2026-12-25, lists by commas).

    Raises UnknownWord when the field is not one that is worded, or the text does not fit it, and
    NothingWritten when the text is blank: a blank never replaces what is there.
    """
    if name not in WORDED.get(line.part, ()):
        raise UnknownWord(field=name, part=line.part)
    if not text.strip():
        raise NothingWritten(field=name, part=line.part)
    try:
        return READ.get(name, str)(text)
    except ValueError as error:
        raise UnknownWord(field=name, word=text) from error
