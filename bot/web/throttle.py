"""Limits on tries at a code or a password, per address or account; kept in memory, per process."""

from __future__ import annotations

import ipaddress
from collections import deque
from collections.abc import Callable

from starlette.requests import Request

KEPT_AT_MOST = 10_000


class Throttle:
    """At most `tries` within `seconds` for each key."""

    def __init__(self, tries: int, seconds: float, clock: Callable[[], float]) -> None:
        self._tries = tries
        self._seconds = seconds
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def allows(self, *keys: str) -> bool:
        """Count a try for each key; False when one had too many. A refused try counts too."""
        now = self._clock()
        if len(self._times) > KEPT_AT_MOST:
            self._drop_old(now)
        allowed = True
        for key in keys:
            times = self._times.setdefault(key, deque(maxlen=self._tries + 1))
            while times and now - times[0] > self._seconds:
                times.popleft()
            times.append(now)
            allowed = allowed and len(times) <= self._tries
        return allowed

    def forget(self, *keys: str) -> None:
        """Start counting anew, after a try that was right."""
        for key in keys:
            self._times.pop(key, None)

    def _drop_old(self, now: float) -> None:
        old = [key for key, times in self._times.items() if now - times[-1] > self._seconds]
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
