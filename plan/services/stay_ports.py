"""What the services need to let browsers in and to limit tries, as protocols: both are shared by all processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A browser that was let in: for a person with their plan, or for an account; never for both.

    `id` is the keyed hash of the token that the browser holds, so that the row opens nothing.
    """

    id: str
    plan_id: str | None
    account_id: str | None
    began_at: datetime
    used_at: datetime


class Stays(Protocol):
    """Browsers that were let in, found by the token that each holds."""

    def begin(self, token: str, plan_id: str | None, account_id: str | None, at: datetime) -> None:
        """Let a browser in."""
        ...

    def by_token(self, token: str) -> Stay | None:
        """The stay of the browser with this token, or None."""
        ...

    def use(self, stay_id: str, at: datetime) -> None:
        """Note that somebody is there."""
        ...

    def end(self, stay_id: str) -> None:
        """Let this browser in no more."""
        ...

    def of_plan(self, plan_id: str) -> list[Stay]:
        """All browsers in which the plan is open, latest used first."""
        ...

    def of_account(self, account_id: str) -> list[Stay]:
        """All browsers in which the account is signed in, latest used first."""
        ...

    def drop_unused_since(self, at: datetime) -> int:
        """Forget the stays that were last used before; gives how many there were."""
        ...


class Tries(Protocol):
    """Tries at a code or a password, counted for all processes; whose they were is kept as a keyed hash."""

    def note(self, key: str, at: datetime) -> None:
        """Count one."""
        ...

    def count(self, key: str, since: datetime) -> int:
        """How many there were since then."""
        ...

    def forget(self, key: str) -> None:
        """Start anew, after one that was right."""
        ...

    def drop_before(self, at: datetime) -> int:
        """Forget old ones; gives how many there were."""
        ...

    def none_after(self, at: datetime) -> None:
        """Count those that were noted before a clock was set back, and so lie ahead, as of now."""
        ...
