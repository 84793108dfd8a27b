"""Limits: on tries at a code or a password, counted in the store for all processes, and on messages, counted here."""

from __future__ import annotations

import ipaddress
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request

if TYPE_CHECKING:
    from bot.web.site import UnitsOfWork

KEPT_AT_MOST = 10_000


class TryLimit:
    """At most `tries` within `seconds` for each key, however many processes serve.

    After the clock was set back, tries still count, and for no longer than `seconds` from then on.
    """

    def __init__(self, store: UnitsOfWork, tries: int, seconds: float, clock: Callable[[], float]) -> None:
        self._store = store
        self._tries = tries
        self._span = timedelta(seconds=seconds)
        self._clock = clock

    def allows(self, *keys: str) -> bool:
        """Count a try for each key; False when one had too many. A refused try counts too."""
        now = datetime.fromtimestamp(self._clock(), UTC)
        with self._store.unit_of_work() as uow:
            uow.tries.drop_before(now - self._span)
            uow.tries.none_after(now)
            for key in keys:
                uow.tries.note(key, now)
            allowed = all(uow.tries.count(key, now - self._span) <= self._tries for key in keys)
            uow.commit()
        return allowed

    def forget(self, *keys: str) -> None:
        """Start counting anew, after a try that was right."""
        with self._store.unit_of_work() as uow:
            for key in keys:
                uow.tries.forget(key)
            uow.commit()


class Pace:
    """At most `times` within `seconds` for each key, in this process; for what costs more than it tells."""

    def __init__(self, times: int, seconds: float, clock: Callable[[], float]) -> None:
        self._times_allowed = times
        self._seconds = seconds
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def allows(self, *keys: str) -> bool:
        """Count once for each key, and say whether none was too often; what is refused does not count."""
        now = self._clock()
        if len(self._times) > KEPT_AT_MOST:
            self._drop_old(now)
        for key in keys:
            times = self._times.setdefault(key, deque())
            # A time that is still to come was noted before the clock was set back.
            while times and not 0 <= now - times[0] <= self._seconds:
                times.popleft()
        if any(len(self._times[key]) >= self._times_allowed for key in keys):
            return False
        for key in keys:
            self._times[key].append(now)
        return True

    def _drop_old(self, now: float) -> None:
        old = [key for key, times in self._times.items() if not times or now - times[-1] > self._seconds]
        for key in old:
            del self._times[key]


def address_of(request: Request) -> str:
    """Where a request comes from: an IPv4 address, or the 64-bit prefix of an IPv6 one."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
