"""What a browser is known by: the conversation of a person, the id of a practitioner, no more.

The session is a signed cookie. It never holds what anybody said.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from starlette.requests import Request

from bot.web.site import site_of

COOKIE = "what_matters"
PERSON_SECONDS = 14 * 24 * 3600
IDLE_SECONDS = 30 * 60
SHIFT_SECONDS = 8 * 3600


class Visit:
    """The session of one browser, read and written in its own words."""

    def __init__(self, request: Request) -> None:
        self._session: dict[str, Any] = request.session
        self._now = site_of(request).settings.clock()

    # the person

    @property
    def conversation(self) -> str | None:
        """The id of the conversation that is open here; None also after "leave this page"."""
        return None if self._session.get("left") else self._session.get("conversation")

    @property
    def left_conversation(self) -> str | None:
        """A conversation left in a hurry that has no code: only this browser opens it."""
        if self._session.get("left") and not self._session.get("has_code"):
            return self._session.get("conversation")
        return None

    @property
    def code(self) -> str | None:
        """The code that was just issued, for as long as it is being written down."""
        return self._session.get("code")

    def open_conversation(self, conversation_id: str, has_code: bool = False) -> None:
        """Make this the conversation of this browser, and no practitioner's any more."""
        self.close()
        self._session["conversation"] = conversation_id
        self._session["has_code"] = has_code
        self.touch()

    def touch(self) -> None:
        """Count the fortnight anew, because somebody is here."""
        self._session["seen_at"] = self._now

    def show_code(self, code: str) -> None:
        """Keep the code in sight until the person goes on."""
        self._session["code"] = code
        self._session["has_code"] = True

    def hide_code(self) -> None:
        """Stop showing the code."""
        self._session.pop("code", None)

    def leave(self) -> None:
        """Hide the conversation, so that going back shows nothing; sign a practitioner out."""
        if self._session.get("conversation"):
            self._session["left"] = True
        for name in ("code", "practitioner", "signed_in_at", "used_at", "said"):
            self._session.pop(name, None)

    def come_back_here(self) -> None:
        """Open again what was left in a hurry without a code."""
        if self.left_conversation:
            self._session.pop("left", None)
            self.touch()

    # the practitioner

    @property
    def practitioner(self) -> str | None:
        """The id of the practitioner who is signed in, unless they were away too long."""
        practitioner_id: str | None = self._session.get("practitioner")
        if practitioner_id is None:
            return None
        away = self._now - self._session.get("used_at", 0)
        on_shift = self._now - self._session.get("signed_in_at", 0)
        if away > IDLE_SECONDS or on_shift > SHIFT_SECONDS:
            return None
        return practitioner_id

    def sign_in(self, practitioner_id: str) -> None:
        """Let a practitioner in, and forget what this browser was before."""
        self.close()
        self._session["practitioner"] = practitioner_id
        self._session["signed_in_at"] = self._session["used_at"] = self._now

    def use(self) -> None:
        """Note that the practitioner is at work; once a minute is enough."""
        if self._now - self._session.get("used_at", 0) > 60:
            self._session["used_at"] = self._now

    # both

    def say_next(self, notice: str) -> None:
        """Name a notice of words.yml that the next page shows."""
        self._session["said"] = notice

    def take_notice(self) -> str | None:
        """The notice to show now, once."""
        notice: str | None = self._session.pop("said", None)
        return notice

    def close(self) -> None:
        """Forget everything, the form token included."""
        self._session.clear()


def new_conversation_id() -> str:
    """A random id, as the engine makes them."""
    return uuid4().hex
