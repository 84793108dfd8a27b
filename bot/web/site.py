"""What every page reaches for: the guide, the store, the settings, the templates, the limits."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.requests import Request
from starlette.templating import Jinja2Templates

from bot.web.figures import Figures
from bot.web.guides import CarefulGuide
from bot.web.once import Once
from bot.web.partners import CarefulPartner
from bot.web.settings import Settings
from bot.web.throttle import Pace, TryLimit
from bot.web.who_may import Rights
from plan.services.ports import UnitOfWork


class UnitsOfWork(Protocol):
    """The store, as far as the pages need it."""

    def unit_of_work(self, *, reading: bool = False) -> UnitOfWork:
        """Work that is rolled back unless committed; with `reading` it only reads."""
        ...


@dataclass(frozen=True, kw_only=True)
class Site:
    """The parts that one application was made with."""

    guide: CarefulGuide
    store: UnitsOfWork
    settings: Settings
    figures: Figures
    once: Once
    templates: Jinja2Templates
    words: Mapping[str, Any]
    code_tries: TryLimit
    sign_in_tries: TryLimit
    account_tries: TryLimit
    message_pace: Pace
    client_pace: Pace
    program_pace: Pace
    who_may: Rights
    partner: CarefulPartner | None = None

    def keyed(self, *parts: str) -> str:
        """32 hex digits that stand for `parts` and that nobody makes without the secret."""
        message = "\x1f".join(parts).encode()
        return hmac.new(self.settings.secret.encode(), message, hashlib.sha256).hexdigest()[:32]


def site_of(request: Request) -> Site:
    """The site that serves this request."""
    site: Site = request.app.state.site
    return site
