"""The heart of the plan: intended outcomes, how we will know, and what needs to happen (¶5–13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from plan.model.lines import PlanLine
from plan.model.refusals import OutOfRange
from plan.model.vocabulary import (
    ActionStatus,
    Direction,
    OutcomeCourse,
    Part,
    RatingOf,
    Resource,
    Support,
)


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """The person's own word that an outcome is theirs, meaningful and achievable (¶5)."""

    theirs: bool
    meaningful: bool
    achievable: bool
    by: str
    at: datetime
    wording: str


@dataclass(frozen=True, kw_only=True)
class Outcome(PlanLine):
    """What the person wants to be so, in the person's own voice; a result, never a service
    (¶5–7).
    """

    part: ClassVar[Part] = Part.OUTCOME
    main: ClassVar[str] = "wording"

    wording: str
    theme: str | None = None
    direction: Direction = Direction.CHANGE
    statements: tuple[str, ...] = ()
    confirmed: Confirmation | None = None
    harm_if_no_progress: bool = False
    course: OutcomeCourse = OutcomeCourse.GOES_ON
    course_why: str | None = None
    reviewed_in: str | None = None

    @property
    def is_confirmed(self) -> bool:
        """True when the person said yes to all three of this very wording (¶5)."""
        word = self.confirmed
        return word is not None and word.wording == self.wording and word.theirs and word.meaningful and word.achievable

    @property
    def is_open(self) -> bool:
        """True while the outcome is still worked for."""
        return self.course not in (OutcomeCourse.REACHED, OutcomeCourse.LET_GO)


@dataclass(frozen=True, kw_only=True)
class Rating(PlanLine):
    """A number with its line of story: now and target 0–10, importance 1–10. The latest one
    counts.
    """

    part: ClassVar[Part] = Part.RATING
    main: ClassVar[str] = "number"

    of: RatingOf
    number: int
    story: str | None = None

    def __post_init__(self) -> None:
        lowest = 1 if self.of is RatingOf.IMPORTANCE else 0
        if not lowest <= self.number <= 10:
            raise OutOfRange(number=self.number, lowest=lowest, highest=10)
        super().__post_init__()

    @property
    def text(self) -> str:
        """The number; zero is an answer too."""
        return str(self.number)


@dataclass(frozen=True, kw_only=True)
class Indicator(PlanLine):
    """How we will know: concrete, observable, dated, discussed with the person (¶8)."""

    part: ClassVar[Part] = Part.INDICATOR
    main: ClassVar[str] = "wording"

    wording: str
    by: date | None = None
    by_said: str | None = None
    observable: bool | None = None
    discussed: bool | None = None

    @property
    def deadline(self) -> date | None:
        """The date by which it should be seen."""
        return self.by

    @property
    def was_discussed(self) -> bool:
        """True when it came from the person's own turn, or both sides said that they talked of
        it.
        """
        return bool(self.turns) or bool(self.discussed)


@dataclass(frozen=True, kw_only=True)
class Action(PlanLine):
    """What needs to happen, who will do it, by when, and how it is resourced (¶9–13)."""

    part: ClassVar[Part] = Part.ACTION
    main: ClassVar[str] = "what"

    what: str
    who: str | None = None
    when: date | None = None
    when_said: str | None = None
    helped_by: tuple[str, ...] = ()
    support: Support | None = None
    agency: str | None = None
    natural_supports: str | None = None
    status: ActionStatus = ActionStatus.PLANNED
    confidence: int | None = None
    resource: Resource | None = None
    funded_by: str | None = None
    social_work_resource: bool = False
    prioritisation: str | None = None

    def __post_init__(self) -> None:
        if self.confidence is not None and not 0 <= self.confidence <= 10:
            raise OutOfRange(number=self.confidence, lowest=0, highest=10)
        super().__post_init__()

    @property
    def deadline(self) -> date | None:
        """The date by which it should be done."""
        return self.when

    @property
    def is_service(self) -> bool:
        """True when a service or agency would do it."""
        return self.support is Support.SERVICE or bool(self.agency) or self.social_work_resource

    @property
    def is_open(self) -> bool:
        """True while it is still to be done."""
        return self.status not in (ActionStatus.DONE, ActionStatus.DROPPED)
