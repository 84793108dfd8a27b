"""Opens what commands need: the store that the settings name, a throw-away one, and the trained guide."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from plan.bootstrap import Store, open_store

if TYPE_CHECKING:
    from bot.engine.guide import Guide
    from bot.engine.partner import Partner

DATABASE = "WHAT_MATTERS_DATABASE_URL"
FOLDER = "WHAT_MATTERS_FOLDER"
# A model file to use whatever the data say: to go back to an older one.
MODEL = "WHAT_MATTERS_MODEL"


def data_folder() -> Path:
    """Where the database, the key and other data are kept: WHAT_MATTERS_FOLDER, or `var`."""
    return Path(os.environ.get(FOLDER, "var"))


def database_url() -> str:
    """WHAT_MATTERS_DATABASE_URL, or a SQLite file in the data folder."""
    return os.environ.get(DATABASE) or f"sqlite:///{data_folder() / 'what-matters.db'}"


def open_own_store() -> Store:
    """The store that the settings name."""
    return open_store(database_url(), key_file=data_folder() / "key")


@contextmanager
def throw_away_store() -> Iterator[Store]:
    """A store in a folder that is gone afterwards, under a key that nobody has."""
    with tempfile.TemporaryDirectory(prefix="what-matters-") as folder:
        store = open_store(
            f"sqlite:///{folder}/throw-away.db",
            key=Fernet.generate_key().decode(),
            key_file=Path(folder) / "key",
        )
        try:
            yield store
        finally:
            store.close()


def load_guide(store: Store) -> Guide:
    """The trained preparation guide; trains it first where that was not done."""
    from bot.engine import running

    running.prepare()
    from bot.engine.guide import Guide
    from bot.engine.training import PREPARATION, ensure_trained

    chosen = os.environ.get(MODEL)
    model = Path(chosen) if chosen else ensure_trained(PREPARATION)[0]
    return Guide.load(store, model)


def load_partner(store: Store) -> Partner:
    """The trained rehearsal assistant; trains it first where that was not done."""
    from bot.engine import running

    running.prepare()
    from bot.engine.partner import Partner
    from bot.engine.training import REHEARSAL, ensure_trained

    return Partner.load(store, ensure_trained(REHEARSAL)[0])


def new_conversation_id() -> str:
    """A conversation id that nobody can guess."""
    return secrets.token_hex(16)
