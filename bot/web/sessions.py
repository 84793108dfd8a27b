"""What a browser is known by: a token that stands for its stay, which the store keeps and can end anywhere.

The cookie is signed. It never holds what anybody said, nor the id of a plan or an account.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from starlette.background import BackgroundTask
from starlette.requests import Request

from bot.web.site import site_of
from plan.services.stay_ports import Stay
from plan.services.staying import PERSON_AWAY, begin_stay, find_stay

logger = logging.getLogger(__name__)

COOKIE = "what_matters"
PERSON_SECONDS = int(PERSON_AWAY.total_seconds())
FOUND = "what_matters.stay"
# How often it is written down that somebody is still there.
PERSON_SEEN = timedelta(hours=1)
ACCOUNT_SEEN = timedelta(minutes=1)


def count_as_nobody(request: Request) -> None:
    """For a page that is made while the store cannot be asked who this is; the browser's session stays as it was."""
    request.scope[FOUND] = (request.session.get("stay"), None)


class Visit:
    """The session of one browser, read and written in its own words."""

    def __init__(self, request: Request) -> None:
        self._session: dict[str, Any] = request.session
        self._scope = request.scope
        self._site = site_of(request)
        self._now = datetime.fromtimestamp(self._site.settings.clock(), UTC)

    @property
    def now(self) -> datetime:
        """The time of this request."""
        return self._now

    @property
    def stay(self) -> Stay | None:
        """The stay of this browser, looked up once a request; None when it ended or ran out."""
        token = self._session.get("stay")
        if token is None:
            return None
        found = self._scope.get(FOUND)
        if found is None or found[0] != token:
            with self._site.store.unit_of_work(reading=True) as uow:
                found = self._scope[FOUND] = (token, find_stay(uow, token, self._now))
        stay: Stay | None = found[1]
        return stay

    # the person

    @property
    def conversation(self) -> str | None:
        """The id of the conversation that is open here; None also after "leave this page"."""
        stay = None if self._session.get("left") else self.stay
        return stay.plan_id if stay else None

    @property
    def left_conversation(self) -> str | None:
        """A conversation left in a hurry that has no code, wherever it was asked for: only this browser opens it."""
        stay = self.stay if self._session.get("left") else None
        if stay is None or stay.plan_id is None or self._has_code(stay.plan_id):
            return None
        return stay.plan_id

    @property
    def code(self) -> str | None:
        """The code that was just issued, for as long as it is being written down."""
        return self._session.get("code")

    def open_conversation(self, conversation_id: str) -> None:
        """Make this the conversation of this browser, and no practitioner's any more."""
        self._let_in(plan_id=conversation_id)

    def touch(self) -> None:
        """Count the fortnight anew, because somebody is here."""
        self._use(PERSON_SEEN)

    def show_code(self, code: str) -> None:
        """Keep the code in sight until the person goes on."""
        self._session["code"] = code

    def hide_code(self) -> None:
        """Stop showing the code."""
        self._session.pop("code", None)

    def leave(self) -> BackgroundTask | None:
        """Hide everything at once, so that going back shows nothing; gives what may be done after the answer.

        Where a code opens the conversation, or an account was signed in, the stay is over. Else only this
        browser knows the way, and keeps it: one click must not lose everything that was said.
        """
        token = self._session.get("stay")
        try:
            keeps = self._session.get("left") or self.conversation
            keeps = keeps and self.stay and self.stay.plan_id and not self._has_code(self.stay.plan_id)
        except Exception as error:
            # Leaving works whatever happens to the store.
            logger.error("leaving could not look up the stay: %s", type(error).__name__)
            keeps = True
        self._session.clear()
        self._session["left"] = True
        if keeps:
            self._session["stay"] = token
            return None
        return BackgroundTask(self._end, token) if token else None

    @property
    def has_left(self) -> bool:
        """Somebody left this browser in a hurry, and nobody has come back yet."""
        return bool(self._session.get("left"))

    def come_back_here(self) -> None:
        """Open again what was left in a hurry without a code."""
        if self.left_conversation:
            self._session.pop("left", None)
            self.touch()

    # the practitioner

    @property
    def practitioner(self) -> str | None:
        """The id of the account that is signed in, unless they were away too long."""
        stay = None if self._session.get("left") else self.stay
        return stay.account_id if stay else None

    def sign_in(self, practitioner_id: str) -> None:
        """Let a practitioner in, and forget what this browser was before."""
        self._let_in(account_id=practitioner_id)

    def use(self) -> None:
        """Note that the practitioner is at work; once a minute is enough."""
        self._use(ACCOUNT_SEEN)

    # both

    def say_next(self, notice: str) -> None:
        """Name a notice of words.yml that the next page shows."""
        self._session["said"] = notice

    def take_notice(self) -> str | None:
        """The notice to show now, once."""
        notice: str | None = self._session.pop("said", None)
        return notice

    def close(self) -> None:
        """End the stay and forget everything, the form token included."""
        token = self._session.get("stay")
        self._session.clear()
        if token:
            self._end(token)

    def _let_in(self, *, plan_id: str | None = None, account_id: str | None = None) -> None:
        self.close()
        with self._site.store.unit_of_work() as uow:
            self._session["stay"] = begin_stay(uow, self._now, plan_id=plan_id, account_id=account_id)
            uow.commit()

    def _use(self, seen: timedelta) -> None:
        stay = self.stay
        if stay is not None and self._now - stay.used_at > seen:
            with self._site.store.unit_of_work() as uow:
                uow.stays.use(stay.id, self._now)
                uow.commit()

    def _end(self, token: str) -> None:
        with self._site.store.unit_of_work() as uow:
            stay = uow.stays.by_token(token)
            if stay is not None:
                uow.stays.end(stay.id)
                uow.commit()

    def _has_code(self, plan_id: str) -> bool:
        with self._site.store.unit_of_work(reading=True) as uow:
            return uow.access.resume_code_issued_at(plan_id) is not None


def new_conversation_id() -> str:
    """A random id, as the engine makes them."""
    return uuid4().hex
