"""Takes a form once, however often the same page sends it: an impatient finger, a browser that tries again."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

FIELD = "page_id"
KEPT_AT_MOST = 2000


@dataclass(frozen=True)
class Taken:
    """What came of a form: where it led, and what the session held afterwards."""

    location: str
    session: dict[str, Any]


class Once:
    """Remembers in this process what came of the latest forms, by a hash; nothing of what was typed is kept."""

    def __init__(self) -> None:
        self._taken: OrderedDict[str, Taken] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, request: Request, form: FormData, handle: Callable[[], Awaitable[Response]]) -> Response:
        """Handle a form, or answer as the first time where it was taken already.

        Only what led to another page counts as taken: a form that was refused can be sent again.
        """
        if not form.get(FIELD):
            return await handle()
        key = _key_of(request, form)
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            before = self._taken.get(key)
            if before is not None:
                request.session.clear()
                request.session.update(before.session)
                return RedirectResponse(before.location, 303)
            response = await handle()
            if response.status_code == 303:
                self._taken[key] = Taken(response.headers["location"], dict(request.session))
                while len(self._taken) > KEPT_AT_MOST:
                    self._taken.popitem(last=False)
            return response


def new_page_id() -> str:
    """An id for one rendering of a page."""
    return uuid4().hex


def _key_of(request: Request, form: FormData) -> str:
    fields = [[name, value] for name, value in form.multi_items() if isinstance(value, str)]
    return hashlib.sha256(json.dumps([request.url.path, fields]).encode()).hexdigest()
