"""Prepares the process for Rasa: stand-ins first, no telemetry, no progress bars, nothing personal in the log."""

from __future__ import annotations

import logging
import os
import warnings

import structlog

from bot.engine import standins


def prepare(level: int = logging.WARNING, *, whole: bool = False) -> None:
    """Must run before anything of Rasa is imported. Safe to call more than once.

    Args:
        level: of our own log.
        whole: whether all of Rasa that is installed is wanted, as by its own commands and servers.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # also switches off Rasa's progress bars
    # Rasa logs what people say at debug level, on its own logger and through structlog.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(max(level, logging.WARNING)),
        cache_logger_on_first_use=True,
    )
    for name in ("rasa", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Rasa logs an action's error with its text, which may quote the person; the guide logs its own line instead.
    logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)
    # 3.6.21 is pinned; what it calls on newer libraries is deprecated there and cannot be mended here.
    warnings.filterwarnings("ignore", module=r"rasa|sanic|pkg_resources|apscheduler|packaging|pyparsing")
    warnings.filterwarnings("ignore", message=r".*pkg_resources is deprecated.*")
    warnings.filterwarnings("ignore", message=r".*declarative_base.*")
    standins.install(whole=whole)
