"""Opens what commands need: the store that the settings name, a throw-away one, and the trained guide."""

from __future__ import annotations

import fcntl
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from cryptography.fernet import Fernet

from plan.bootstrap import Store, open_store

if TYPE_CHECKING:
    from bot.engine.guide import Guide
    from bot.engine.partner import Partner
    from bot.engine.training import Assistant

Loaded = TypeVar("Loaded")
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


def check_nation() -> None:
    """Raises click.ClickException where WHAT_MATTERS_NATION names none whose helplines are known."""
    from actions.material import helplines

    known = sorted({nation for line in helplines() for nation in line.nations})
    named = os.environ.get("WHAT_MATTERS_NATION")
    if named and named not in known:
        raise click.ClickException(f"WHAT_MATTERS_NATION is {named}; it can be {', '.join(known)}, or be left out")


def open_own_store(key: str | None = None) -> Store:
    """The store that the settings name, under a given key or theirs; its key stays while this process lives."""
    check_nation()
    try:
        _hold_folder(fcntl.LOCK_SH)
    except BlockingIOError as error:
        raise click.ClickException(
            "everything is being given a new key just now; try again when that is done"
        ) from error
    return open_store(database_url(), key, key_file=data_folder() / "key")


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
    from bot.engine.training import PREPARATION

    return _load(PREPARATION, lambda file: Guide.load(store, file), os.environ.get(MODEL))


def load_partner(store: Store) -> Partner:
    """The trained rehearsal assistant; trains it first where that was not done."""
    from bot.engine import running

    running.prepare()
    from bot.engine.partner import Partner
    from bot.engine.people import learn_people
    from bot.engine.training import REHEARSAL

    partner = _load(REHEARSAL, lambda file: Partner.load(store, file))
    learn_people()
    return partner


def _load(assistant: Assistant, load: Callable[[Path], Loaded], wanted: str | None = None) -> Loaded:
    """The model that is wanted, or the last good one, saying so. Raises click.ClickException where there is none."""
    from bot.engine.last_good import NoGoodModel, Unreadable, load_last_good, newest_first
    from bot.engine.training import ensure_trained

    def say(passed_over: Sequence[Unreadable]) -> str:
        which = " ".join(f"The model {each.file} cannot be read ({each.error})." for each in passed_over)
        return f"{which} To train it again, delete that file and run: what-matters setup."

    file = Path(wanted) if wanted else ensure_trained(assistant)[0]
    try:
        chosen = load_last_good(file, newest_first(assistant.models), load)
    except NoGoodModel as none:
        raise click.ClickException(f"{say(none.passed_over)} No other model is left.") from none
    if chosen.passed_over:
        click.echo(f"{say(chosen.passed_over)} Until then the last good one is used: {chosen.file}.", err=True)
    return chosen.loaded


def new_conversation_id() -> str:
    """A conversation id that nobody can guess."""
    return secrets.token_hex(16)
