"""The field's own words as closed lists, one word per thing; nothing here knows how a word is
shown.
"""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """The parts of a plan that a line can belong to (guidance ¶4–21)."""

    STATEMENT = "statement"
    OUTCOME = "outcome"
    RATING = "rating"
    INDICATOR = "indicator"
    ACTION = "action"
    PERSON = "person"
    AGENCY = "agency"
    NEGOTIATOR = "negotiator"
    REVIEW = "review"
    CONTINGENCY = "contingency"
    CONTACT = "contact"
    DISAGREEMENT = "disagreement"
    NOT_YET = "not_yet"
    CIRCULATION = "circulation"
    COMMENT = "comment"
    DEVELOPMENT = "development"
    LOOK_BACK = "look_back"


class Side(StrEnum):
    """Who speaks: the person, a carer, the practitioner, or another person or agency (¶4, ¶20)."""

    PERSON = "person"
    CARER = "carer"
    PRACTITIONER = "practitioner"
    OTHER = "other"
    BOTH = "both"

    def is_with(self, other: Side) -> bool:
        """True when both speak for the same side of the table: person and carer sit together."""
        ours = {Side.PERSON, Side.CARER}
        return self == other or (self in ours and other in ours)


class Direction(StrEnum):
    """What an outcome wishes: a change, to keep things as they are, or to slow a decline."""

    CHANGE = "change"
    KEEP = "keep"
    SLOW_DECLINE = "slow_decline"


class RatingOf(StrEnum):
    """What a number is about: where I am now, where I want to be, how important it is."""

    NOW = "now"
    TARGET = "target"
    IMPORTANCE = "importance"


class Support(StrEnum):
    """Where the doing of an action comes from, natural supports being the first option (¶9)."""

    SELF = "self"
    NATURAL = "natural"
    COMMUNITY = "community"
    SERVICE = "service"


class Resource(StrEnum):
    """How an action is resourced (¶12–13)."""

    NONE_NEEDED = "none_needed"
    OWN = "own"
    COMMUNITY = "community"
    FUNDED = "funded"
    APPLIED_FOR = "applied_for"
    NOT_AVAILABLE = "not_available"


class ActionStatus(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    STALLED = "stalled"
    DROPPED = "dropped"


class OutcomeCourse(StrEnum):
    """What a review found for an outcome: it goes on, changes, is reached or is let go."""

    GOES_ON = "goes_on"
    CHANGES = "changes"
    REACHED = "reached"
    LET_GO = "let_go"


class DevelopmentKind(StrEnum):
    """What happened between reviews that may not wait for the next one (¶17)."""

    CIRCUMSTANCES = "circumstances"
    RISK = "risk"
    REACHED = "reached"
    LET_GO = "let_go"


PERSONS_OWN = frozenset({DevelopmentKind.REACHED, DevelopmentKind.LET_GO})
"""What only the person or their carer can say of an outcome; a review settles it with them."""


class StillMatters(StrEnum):
    """Whether an outcome is still what matters, as the person says before a review."""

    YES = "yes"
    DIFFERENT = "different"
    NO = "no"


class SentBy(StrEnum):
    """How a copy of the plan got to somebody (¶20)."""

    HERE = "here"
    BY_HAND = "by_hand"
    BY_POST = "by_post"
    BY_EMAIL = "by_email"


class Judgement(StrEnum):
    """What a human decided about a disagreement (¶21)."""

    PROCEED = "proceed"
    REVIEW = "review"
    RENEGOTIATE = "renegotiate"


class State(StrEnum):
    """Where a plan is in its life."""

    DRAFT = "draft"
    SHARED = "shared"
    NEGOTIATING = "negotiating"
    PRESENTED = "presented"
    AGREED = "agreed"
    AGREED_WITH_DISAGREEMENT = "agreed_with_disagreement"
    IN_REVIEW = "in_review"
    RENEGOTIATING = "renegotiating"
    CLOSED = "closed"


class Step(StrEnum):
    """The steps that rules guard; talking is never one of them."""

    PRESENTING = "presenting"
    AGREEING = "agreeing"
    OPENING_A_REVIEW = "opening_a_review"
    HOLDING_A_REVIEW = "holding_a_review"
    ADDING_A_QUALIFICATION = "adding_a_qualification"
    CLOSING_A_DISAGREEMENT = "closing_a_disagreement"
