"""What the pages must be told when they start; knows nothing of where the values come from."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of the web application.

    Attributes:
        secret: signs sessions and forms, and keys the ids that stand for conversations in the open.
        rest_token: opens Rasa's REST channel; without one the channel is not there.
        metrics_token: opens the figures for those who run the service; without one they are not there.
        secure_cookies: True where the pages are served over HTTPS.
        today: the day to go by; the real one when None.
        clock: seconds since the epoch, for sessions and for limits on tries.
        messages_a_minute: how many messages one conversation may send; a client, for several people, six times that;
            one conversation of a program that has the token of the REST channel, sixty times that.
        openid_issuer: the address of an OpenID Connect issuer where accounts may sign in; None without one.
        openid_client, openid_secret: what this service is called there, and its secret.
        public_address: where browsers find this service; the issuer sends them back there.
        neutral_page: where "leave this page" leads.
    """

    secret: str
    rest_token: str | None = None
    metrics_token: str | None = None
    secure_cookies: bool = False
    today: date | None = None
    clock: Callable[[], float] = time.time
    messages_a_minute: int = 40
    openid_issuer: str | None = None
    openid_client: str = ""
    openid_secret: str = ""
    public_address: str = ""
    neutral_page: str = "https://www.bbc.co.uk/weather"

    @property
    def day(self) -> date:
        """The day to go by."""
        return self.today or date.today()
