"""Models for the commands that look at single lines; trained first where that was not done."""

from __future__ import annotations

from pathlib import Path


def preparation_model() -> Path:
    """The model of the preparation guide."""
    from bot.engine import running

    running.prepare()
    from bot.engine.training import PREPARATION, ensure_trained

    return ensure_trained(PREPARATION)[0]


def rehearsal_model() -> Path:
    """The model that codes practitioners' turns."""
    from bot.engine import running

    running.prepare()
    from bot.engine.training import REHEARSAL, ensure_trained

    return ensure_trained(REHEARSAL)[0]
