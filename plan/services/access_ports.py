"""What the services need to know who may open what, and to keep who did what, as protocols."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from plan.model.vocabulary import State


class Rank(StrEnum):
    """What an account may do, beyond the plans that are shared with it."""

    PRACTITIONER = "practitioner"
    TEAM_LEAD = "team_lead"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Practitioner:
    """An account: somebody who works with people on their plans, leads those who do, or keeps the accounts.

    Attributes:
        role: the person's profession, in their own words.
        contact_code: what they give to people, who share their plan by it.
        rank: what the account may do (bot/web/who_may.yml).
        team: the name of the team; plans can be handed over within it.
        disabled: the account lets nobody in.
        totp_secret: what one-time codes are made from, base 32; None without them.
        totp_step: the time step of the last one-time code that was taken, so that none is taken twice.
        subject: issuer and subject of an OpenID Connect identity that was tied to this account.
        given_password: somebody else made the password; it lets in only to choose another.
        signed_in_at: when its owner last signed in; None before, and for what was before this was kept.
    """

    id: str
    name: str
    role: str
    email: str
    contact_code: str
    password_hash: str
    rank: Rank = Rank.PRACTITIONER
    team: str = ""
    disabled: bool = False
    totp_secret: str | None = None
    totp_step: int = 0
    subject: str | None = None
    given_password: bool = False
    signed_in_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SharedPlan:
    """A plan in a practitioner's list: no words of the person, only where things stand."""

    plan_id: str
    state: State
    framework: str | None
    shared_at: datetime
    changed_at: datetime
    next_review: date | None


@dataclass(frozen=True, kw_only=True)
class PlanHead:
    """A plan in the list of those that a store holds: where it stands, and none of its words."""

    plan_id: str
    state: State
    framework: str | None
    began_at: datetime
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Act:
    """One entry of the audit trail: who did what, when, to which plan; never a word of anybody's.

    `who` is "person", "carer", "other", "operator" (a command), or the id of an account; `about` is
    the id of a line or an account, or the pattern of an address, as far as there is one.
    """

    at: datetime
    who: str
    what: str
    plan_id: str | None = None
    about: str | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What checking the trail found.

    Attributes:
        entries: how many entries stand there sound, from the first one on.
        anchor: "position:seal" of the last sound one; kept elsewhere, it shows a later cut.
        broken_at: the position of the first broken entry, or None.
        reason: a word for what is wrong there: "missing", "changed", "cut_off", "head_changed",
            "begun_anew" or "not_the_anchor".
    """

    entries: int
    anchor: str
    broken_at: int | None = None
    reason: str | None = None


class Trail(Protocol):
    """The audit trail, append-only; each entry seals all that came before it."""

    def append(self, act: Act) -> None:
        """Add an entry; it is sealed when the work is committed, and dropped with it otherwise."""
        ...

    def of_plan(self, plan_id: str) -> list[tuple[int, Act]]:
        """What was done to one plan, in order, with the positions of the entries."""
        ...

    def latest(self, count: int) -> list[tuple[int, Act]]:
        """The latest entries with their positions, oldest first."""
        ...

    def verify(self, anchor: str | None = None) -> Verdict:
        """Check every seal, and that what `anchor` names is still there."""
        ...


class Access(Protocol):
    """Who may open what; codes are kept as keyed hashes, or encrypted where they must be shown
    again.
    """

    def keep_resume_code(self, plan_id: str, code: str, at: datetime) -> None:
        """Keep the only code that opens this plan, replacing an older one."""
        ...

    def plan_by_resume_code(self, code: str) -> str | None:
        """The plan that this code opens, or None."""
        ...

    def resume_code_issued_at(self, plan_id: str) -> datetime | None:
        """When the code that opens this plan was issued, or None when there is none."""
        ...

    def add_practitioner(self, practitioner: Practitioner) -> None:
        """Keep a practitioner. Raises EmailTaken."""
        ...

    def save_practitioner(self, practitioner: Practitioner) -> None:
        """Keep an account that was changed. Raises EmailTaken."""
        ...

    def remove_practitioner(self, practitioner_id: str) -> None:
        """Remove an account, with what hangs on it."""
        ...

    def practitioners(self) -> list[Practitioner]:
        """All accounts, by name."""
        ...

    def practitioner(self, practitioner_id: str) -> Practitioner | None:
        """The practitioner with this id, or None."""
        ...

    def practitioner_by_email(self, email: str) -> Practitioner | None:
        """The practitioner with this address, or None."""
        ...

    def practitioner_by_contact_code(self, code: str) -> Practitioner | None:
        """The practitioner who gave out this code, or None."""
        ...

    def share(self, plan_id: str, practitioner_id: str, at: datetime) -> None:
        """Let a practitioner see what the plan shares."""
        ...

    def unshare(self, plan_id: str, practitioner_id: str) -> None:
        """Take that back."""
        ...

    def is_shared(self, plan_id: str, practitioner_id: str) -> bool:
        """True when the practitioner may see what the plan shares."""
        ...

    def practitioners_of(self, plan_id: str) -> list[Practitioner]:
        """The practitioners with whom the plan is shared."""
        ...

    def shared_plans(self, practitioner_id: str) -> list[SharedPlan]:
        """The plans shared with a practitioner, latest change first."""
        ...
