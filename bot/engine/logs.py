"""Writes the log as lines of JSON that cannot hold what people said.

Our own modules log fixed sentences and kinds of errors. What a library logs may quote anything, so only its name, the
place and, where it names its events by a fixed word, that word is written. Of an error, only its kind and where it was.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

OURS = ("bot.", "actions.", "plan.", "insight.", "rehearsal.")
# Words of uvicorn's own about starting, stopping and the network; none of a request.
TRUSTED = ("uvicorn.error",)
NAME_OF_AN_EVENT = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


class WordlessFormatter(logging.Formatter):
    """One JSON object a line: at, level, logger, where, and for our own loggers the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.casefold(),
            "logger": record.name,
            "where": f"{record.module}:{record.lineno}",
        }
        if f"{record.name}.".startswith(OURS) or (record.name in TRUSTED and not record.exc_info):
            line["message"] = record.getMessage()
        elif isinstance(record.msg, str) and NAME_OF_AN_EVENT.fullmatch(record.msg):
            line["event"] = record.msg
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)


def write_logs(level: int = logging.WARNING, stream: TextIO | None = None) -> None:
    """Send everything that is logged from now on to `stream` (standard error), one object a line."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(WordlessFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        # A handler that a library put up for itself would write past ours.
        logger.handlers[:] = []
        logger.propagate = True
    structlog.configure(
        processors=[only_the_event],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(True)


def only_the_event(_: Any, __: str, event: MutableMapping[str, Any]) -> tuple[tuple[str], dict[str, Any]]:
    """Of what structlog is given, the name of the event and nothing of its content."""
    name = str(event.get("event", ""))
    return (name if NAME_OF_AN_EVENT.fullmatch(name) else "unnamed.event",), {}
