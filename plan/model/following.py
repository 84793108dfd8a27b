"""What keeps a plan alive after the talking: reviews, contingency, disagreement, not yet
(¶14–21).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from plan.model.lines import PlanLine
from plan.model.vocabulary import DevelopmentKind, Judgement, Part, StillMatters


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """What was gathered before a review: progress on the plan, and the contacts made (¶15–16)."""

    progress: str
    contacts: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Review(PlanLine):
    """A review: due before the deadlines it watches over; out of cycle when it has a
    `raised_why`.
    """

    part: ClassVar[Part] = Part.REVIEW
    main: ClassVar[str] = "due"

    due: date
    raised_why: str | None = None
    preparation: Preparation | None = None
    opened_at: datetime | None = None
    held_at: datetime | None = None
    result: str | None = None

    @property
    def is_ahead(self) -> bool:
        """True until the review has been held."""
        return self.held_at is None

    @property
    def deadline(self) -> date | None:
        """The day on which the review is due."""
        return self.due if self.is_ahead else None


@dataclass(frozen=True, kw_only=True)
class Contingency(PlanLine):
    """What should happen if things go wrong, and what helps the person cope (¶17–18)."""

    part: ClassVar[Part] = Part.CONTINGENCY
    main: ClassVar[str] = "risk"

    risk: str
    significant_harm: bool = False
    trigger: str | None = None
    early_signs: str | None = None
    route: str | None = None
    contact: str | None = None
    helps_me_cope: str | None = None

    @property
    def is_complete(self) -> bool:
        """True when it says what sets it off, what happens then, and who to contact (¶18)."""
        return all((value or "").strip() for value in (self.trigger, self.route, self.contact))


@dataclass(frozen=True, kw_only=True)
class Disagreement(PlanLine):
    """What somebody does not agree with, in their own words, and what a human decided on it
    (¶19–21).
    """

    part: ClassVar[Part] = Part.DISAGREEMENT
    main: ClassVar[str] = "words"

    words: str
    about: str | None = None
    role: str | None = None
    version: int | None = None
    qualification: bool = False
    judgement: Judgement | None = None
    judged_why: str | None = None
    judged_by: str | None = None
    judged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NotYet(PlanLine):
    """ "Not yet, because …": a full answer that keeps the plan open."""

    part: ClassVar[Part] = Part.NOT_YET
    main: ClassVar[str] = "because"

    because: str
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class Development(PlanLine):
    """Circumstances that changed or a risk that rose, which may not wait for the next review
    (¶17); or that the person says an outcome is reached, or that they let it go.

    `about` is the id of that outcome.
    """

    part: ClassVar[Part] = Part.DEVELOPMENT
    main: ClassVar[str] = "what"

    what: str
    kind: DevelopmentKind
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class LookBack(PlanLine):
    """What the person says of one outcome before a review: still theirs or not, and what changed
    (¶15).
    """

    part: ClassVar[Part] = Part.LOOK_BACK
    main: ClassVar[str] = "still_matters"

    still_matters: StillMatters
    what_changed: str | None = None
