"""Figures for those who run the service: requests and turns, how long, how they ended; nobody's words or ids."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Seconds: a turn is meant to take a tenth; ten are the patience with a busy database.
BUCKETS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
UNKNOWN = "other"


class Figures:
    """The figures of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._turns = Counter(
            "what_matters_turns", "Messages to the guide, by how they ended", ["ended"], registry=self.registry
        )
        self._turn_seconds = Histogram(
            "what_matters_turn_seconds", "Time of a turn", buckets=BUCKETS, registry=self.registry
        )
        self._in_hand = Gauge("what_matters_turns_in_hand", "Turns that are being answered", registry=self.registry)
        self._requests = Counter(
            "what_matters_requests",
            "Requests, by the pattern of the address",
            ["method", "pattern", "status"],
            registry=self.registry,
        )

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Count and time one turn; one that raises was not taken."""
        began = time.monotonic()
        self._in_hand.inc()
        try:
            yield
        except BaseException:
            self._turns.labels("not_taken").inc()
            raise
        else:
            self._turns.labels("taken").inc()
        finally:
            self._in_hand.dec()
            self._turn_seconds.observe(time.monotonic() - began)

    def count_request(self, method: str, pattern: str, status: int) -> None:
        """Count one answer; of the status only the class is kept, so that nobody's visit can be told from it."""
        self._requests.labels(method, pattern, f"{status // 100}xx").inc()

    def text(self) -> bytes:
        """All figures in Prometheus's text format."""
        return generate_latest(self.registry)


def _pattern_of(scope: Scope) -> str:
    routes = getattr(scope.get("app"), "routes", ())
    endpoint = scope.get("endpoint")
    return next((route.path for route in routes if endpoint and getattr(route, "endpoint", None) is endpoint), UNKNOWN)


class Counted:
    """Counts every request. Addresses can hold ids, so the pattern of the route is counted and no address."""

    METHODS = frozenset({"GET", "HEAD", "POST"})

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note the status of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                pattern = _pattern_of(scope)
                method = scope["method"] if scope["method"] in self.METHODS else UNKNOWN
                self._figures.count_request(method, pattern, message["status"])
            await send(message)

        await self._app(scope, receive, send_noting)
