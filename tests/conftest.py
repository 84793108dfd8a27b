"""What every test may use. Tests that need the trained model ask for `guide`; all others run without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.fernet import Fernet

from bot.engine import running

# Before any test module imports Rasa.
running.prepare()

if TYPE_CHECKING:
    from bot.engine.guide import Guide
    from plan.bootstrap import Store

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model trained from the files as they are; trained now where that was not done."""
    import os

    from bot.engine.training import PREPARATION, ensure_trained

    chosen = os.environ.get("WHAT_MATTERS_MODEL")
    return Path(chosen) if chosen else ensure_trained(PREPARATION)[0]


@pytest.fixture(scope="session")
def processor(model: Path) -> Any:
    """Rasa's loaded model, which holds no conversation and can be shared."""
    from bot.engine.loading import load_processor

    return load_processor(model)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of its own for each test, on disk."""
    from plan.bootstrap import open_store

    opened = open_store(
        f"sqlite:///{tmp_path / 'test.db'}", key=Fernet.generate_key().decode(), key_file=tmp_path / "key"
    )
    yield opened
    opened.close()


@pytest.fixture
def guide(store: Store, processor: Any) -> Guide:
    """The real guide on a fresh store, on a fixed day."""
    from bot.engine.guide import Guide

    return Guide(store, processor, TODAY)
