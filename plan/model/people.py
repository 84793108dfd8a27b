"""Who has a part in the plan: people in the person's life, agencies, those who negotiate (¶4,
¶11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from plan.model.lines import PlanLine
from plan.model.vocabulary import Part, SentBy, Side

_OWNERS = frozenset({"my", "our", "ma", "wor", "oor"})
# Somebody "my sister" and later "Enid, my sister" is one person, as long as no other sister was named.
_KIN = frozenset(
    {
        "wife", "husband", "partner", "boyfriend", "girlfriend", "mother", "father", "sister", "brother", "son",
        "daughter", "grandmother", "grandfather", "aunt", "uncle", "cousin", "niece", "nephew", "grandson",
        "granddaughter",
    }
)  # fmt: skip


def _bare(name: str) -> str:
    """A name as it is compared; "my mum" and "Mum" are one person to the one who speaks."""
    first, *rest = name.casefold().split() or [""]
    return " ".join(rest if first in _OWNERS and rest else [first, *rest])


def is_a_name(name: str, relation: str | None) -> bool:
    """Whether words name somebody, and do not only say what they are to the speaker."""
    return name.casefold().split()[:1] != [] and name.casefold().split()[0] not in _OWNERS and _bare(name) != relation


@dataclass(frozen=True, kw_only=True)
class Person(PlanLine):
    """Somebody in the person's life, and whether the person wants them involved."""

    part: ClassVar[Part] = Part.PERSON
    main: ClassVar[str] = "name"

    name: str
    relation: str | None = None
    involve: bool | None = None
    carer: bool = False

    @property
    def is_carer(self) -> bool:
        """True for somebody who was named as the person's carer."""
        return self.carer or "carer" in (self.relation or "").casefold().split()

    def is_called(self, name: str) -> bool:
        """True when `name` is this person's name, whatever its case and spacing; "my mum" is "Mum"."""
        return _bare(self.name) == _bare(name)

    @property
    def is_named(self) -> bool:
        """False for somebody known only by what they are: "my sister"."""
        return is_a_name(self.name, self.relation)

    def may_be(self, name: str, relation: str | None) -> bool:
        """True when both are of one kin and one of them is known only by that."""
        return relation in _KIN and self.relation == relation and not (self.is_named and is_a_name(name, relation))


@dataclass(frozen=True, kw_only=True)
class Agency(PlanLine):
    """An agency with a part in the plan, and what that part is (¶11)."""

    part: ClassVar[Part] = Part.AGENCY
    main: ClassVar[str] = "name"

    name: str
    role: str | None = None


@dataclass(frozen=True, kw_only=True)
class Negotiator(PlanLine):
    """Somebody who takes part in negotiating the plan, on which side and in which role (¶4)."""

    part: ClassVar[Part] = Part.NEGOTIATOR
    main: ClassVar[str] = "side"

    side: Side
    role: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contact(PlanLine):
    """A contact between reviews: when, with whom, what came of it (¶15–16)."""

    part: ClassVar[Part] = Part.CONTACT
    main: ClassVar[str] = "about"

    about: str
    on: date
    with_whom: str


@dataclass(frozen=True, kw_only=True)
class Circulation(PlanLine):
    """Which version was sent to whom, how, when and why (¶20); the line's own time is when it was
    noted.
    """

    part: ClassVar[Part] = Part.CIRCULATION
    main: ClassVar[str] = "sent_to"

    sent_to: str
    version: int
    why: str | None = None
    how: SentBy = SentBy.HERE
    sent_on: date | None = None
