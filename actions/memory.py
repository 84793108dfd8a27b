"""What the conversation knows so far, read from Rasa's slots and given back as slot events.

It holds counts, marks and a few short quotes for the next question. The person's words themselves live in the plan.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.telling import is_kin

# What a question's slot holds once it is settled.
TOLD, DONT_KNOW, SKIPPED, NOT_ASKED = "told", "dont_know", "skipped", "not_asked"

_EMPTY: dict[str, Any] = {
    "told": {},
    "answered": [],
    "quiet": {},
    "unusable": 0,
    "outcomes": [],
    "services": [],
    "steps": [],
    "people": [],
    "gone": [],
}
# How many questions back a person can go; bounded so that the slot stays small.
QUESTIONS_BACK = 12
# How many people questions speak of by name.
PEOPLE_REMEMBERED = 6


def in_a_list(names: list[str]) -> str:
    """Names as they are said: Col, Bess and Ann."""
    unique = list(dict.fromkeys(_as_the_guide_says(name) for name in names))
    return " and ".join([", ".join(unique[:-1]), unique[-1]] if len(unique) > 1 else unique)


def _as_the_guide_says(name: str) -> str:
    """ "My mum" as the guide speaks of her, and "daughter" alone: your mum, your daughter."""
    if is_kin(name):
        return f"your {name.lower()}"
    name = re.sub(r"^The\s+", "the ", name)
    return re.sub(r"^(?:my|our|ma|me|mi)\s+", "your ", name, flags=re.IGNORECASE)


class Memory:
    """The slots of one conversation, as a dictionary that knows what changed."""

    def __init__(self, slots: Mapping[str, Any]) -> None:
        self._before = dict(slots)
        self._now = copy.deepcopy(dict(slots))
        for name, empty in _EMPTY.items():
            if self._now.get(name) is None:
                self._now[name] = copy.deepcopy(empty)

    @classmethod
    def of(cls, tracker: Tracker) -> Memory:
        """The memory of the conversation that this tracker follows."""
        return cls(tracker.slots)

    def __getitem__(self, name: str) -> Any:
        return self._now.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._now[name] = value

    def events(self) -> list[EventType]:
        """A slot event for everything that changed."""
        return [
            SlotSet(name, value)
            for name, value in self._now.items()
            if value != self._before.get(name) and not self._is_still_empty(name, value)
        ]

    def _is_still_empty(self, name: str, value: Any) -> bool:
        return self._before.get(name) is None and value == _EMPTY.get(name, object())

    @property
    def framework(self) -> str:
        """The chosen framework; adult until something else was chosen."""
        return str(self._now.get("framework") or "adult")

    @property
    def way(self) -> str:
        """`short` or `full`; full where the person told a story instead of choosing."""
        return "short" if self._now.get("way") == "short" else "full"

    def count(self, kind: str) -> int:
        """How many statements of a kind were told; `any` counts all but background."""
        return int(self._now["told"].get(kind, 0))

    def note_told(self, kinds: list[str]) -> None:
        """Counts one more statement."""
        told = self._now["told"]
        # "I'm 84 and it's for me" is no reason to ask less about what matters.
        for kind in [*kinds, *(["any"] if kinds != ["context"] else [])]:
            told[kind] = told.get(kind, 0) + 1

    def settle(self, question_id: str, mark: str, turn: int, stage: str) -> None:
        """Notes how a question was settled, so that it is not asked again and can be gone back to."""
        self._now[question_id] = mark
        self._now["unusable"] = 0
        self._now["asides"] = 0
        self._now["asking_again"] = False
        self._now["rephrasing"] = False
        asked = [entry for entry in self._now["answered"] if entry["question"] != question_id]
        asked.append({"question": question_id, "stage": stage, "turn": turn})
        self._now["answered"] = asked[-QUESTIONS_BACK:]
        if mark in (DONT_KNOW, SKIPPED):
            self._now["quiet"][stage] = self._now["quiet"].get(stage, 0) + 1

    def is_settled(self, question_id: str) -> bool:
        """Whether the question needs no asking any more."""
        return self._now.get(question_id) is not None

    def quiet_in(self, stage: str) -> int:
        """How many questions of the stage the person left open."""
        return int(self._now["quiet"].get(stage, 0))

    def name_person(self, name: str, relation: str | None = None) -> None:
        """Remembers a person by name, for questions that speak of people already named; a pet is not asked along."""
        if relation == "pet":
            return
        if name not in self._now["people"]:
            self._now["people"] = [*self._now["people"], name][-PEOPLE_REMEMBERED:]
        self._now["people_words"] = in_a_list(self._now["people"])
        self._now["people_known"] = True

    def note_gone(self, name: str) -> None:
        """Remembers that somebody who was named is no longer alive, so that they are not asked after."""
        if name not in self._now["gone"]:
            self._now["gone"] = [*self._now["gone"], name][-PEOPLE_REMEMBERED:]

    def people_in(self, text: str) -> list[dict[str, Any]]:
        """People already named whose name stands in the text, however it is typed ("jade said …")."""
        return [
            {"said": name, "name": name, "relation": None}
            for name in self._now["people"]
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        ]

    @property
    def service_in_hand(self) -> dict[str, Any] | None:
        """The first service that was not asked about."""
        return next((each for each in self._now["services"] if not each["asked"]), None)

    def outcome_in_hand(self, undone: str, limit: int) -> dict[str, Any] | None:
        """The first of the outcomes that matter most which is not yet `rated`, or not yet `planned`."""
        for outcome in self._now["outcomes"][:limit]:
            if not outcome.get(undone):
                return dict(outcome)
        return None

    def change_outcome(self, outcome_id: str, **changes: Any) -> None:
        """Notes something about one outcome."""
        self._now["outcomes"] = [
            {**outcome, **changes} if outcome["id"] == outcome_id else outcome for outcome in self._now["outcomes"]
        ]
