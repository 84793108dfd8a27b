"""Opens what commands need: the store that the settings name, a throw-away one, and the trained guide."""

from __future__ import annotations

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
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
    """The store that the settings name; while this process lives, no other changes its key."""
    try:
        _hold_folder(fcntl.LOCK_SH)
    except BlockingIOError as error:
        raise click.ClickException(
            "everything is being given a new key just now; try again when that is done"
        ) from error
    return open_store(database_url(), key_file=data_folder() / "key")


_held: list[int] = []


@contextmanager
def only_process() -> Iterator[None]:
    """Run while no other process has this folder's store open. Raises click.ClickException when one has."""
    while _held:
        os.close(_held.pop())
    try:
        held = _hold_folder(fcntl.LOCK_EX)
    except BlockingIOError as error:
        raise click.ClickException("the service or another command is running; stop it first") from error
    try:
        yield
    finally:
        os.close(held)
        _held.remove(held)


def _hold_folder(how: int) -> int:
    data_folder().mkdir(parents=True, exist_ok=True)
    held = os.open(data_folder() / "in-use", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(held, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise
    _held.append(held)
    return held


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
