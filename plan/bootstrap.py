"""The one place that joins the parts of the plan: opens the store with its key and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from plan.services.ports import UnitOfWork
from plan.store.backup_file import Sums
from plan.store.connecting import READING, connect
from plan.store.database import sentinel_table
from plan.store.inner_secrets import place_secrets
from plan.store.keys import KeyMissing, Keyring, give_keyring, make_key_file, read_key
from plan.store.plans import StoredPlans
from plan.store.revisions import is_up_to_date
from plan.store.rotating import Progress, rotate_rows
from plan.store.standings import plans_without_standing, write_standing
from plan.store.trail import begin_trail, gather_acts
from plan.store.unit_of_work import JoinedUnitOfWork, OwnUnitOfWork

KEY_FILE = Path("var/key")


class Store:
    """An open store; `engine` is for those who must share its transactions."""

    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        self.engine = engine
        self._reading = engine.execution_options(**{READING: True})
        self._keyring = keyring

    def session(self, *, reading: bool = False) -> Session:
        """A session for one turn: join it with `unit_of_work(session)`, then commit it.

        With `reading` it takes no write lock.
        """
        session = Session(self._reading if reading else self.engine, expire_on_commit=False)
        return gather_acts(session, self._keyring)

    def unit_of_work(self, session: Session | None = None, *, reading: bool = False) -> UnitOfWork:
        """A unit of work of its own, or one that joins a session which someone else commits.

        With `reading` it takes no write lock: for pages that only show.
        """
        if session is not None:
            return JoinedUnitOfWork(session, self._keyring)
        return OwnUnitOfWork(self.session(reading=reading), self._keyring, reading)

    def back_up(self, path: Path, key: str | None = None) -> Sums:
        """Write all that is stored to a new file, encrypted as it lies here; see plan.store.backing_up."""
        from plan.store.backing_up import back_up

        return back_up(self.engine, path, key)

    def restore(self, path: Path, *, replace: bool = False) -> Sums:
        """Take the content of a backup instead of what is stored, or refuse and change nothing; see the same.

        Other processes that have the store open, and that was another one, must be started again: the secrets that
        codes are found by and the trail is sealed with lie in the store.
        """
        from plan.store.backing_up import restore

        sums = restore(self.engine, path, self._keyring, replace=replace)
        with Session(self.engine) as session:
            place_secrets(session, self._keyring)
            session.commit()
        return sums

    def rotate(self) -> Iterator[Progress]:
        """Encrypt everything with the first key of the ring, piece by piece; see plan.store.rotating."""
        return rotate_rows(self.engine, self._keyring)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_store(url: str, key: str | None = None, key_file: Path = KEY_FILE) -> Store:
    """Open the store at `url`, bringing its tables up to date.

    The key is the one given, else WHAT_MATTERS_KEY, else that of the key file; a store that holds
    nothing yet gets a new key file. Raises WrongKey, KeyMissing or KeyUnusable, each with a plain
    explanation, before anything is changed; KeyOpenToOthers for a key file that others may read;
    StoreNewer for a store of a newer release.
    """
    _make_folder(url)
    engine = connect(url)
    try:
        used = inspect(engine).has_table(sentinel_table.name)
        if key is None:
            key = read_key(key_file)
        if key is None and used:
            raise KeyMissing
        keyring = Keyring(key or make_key_file(key_file))
        give_keyring(engine.dialect, keyring)
        if used:
            _check_sentinel(engine)
        _bring_up_to_date(engine)
        with Session(engine) as session:
            place_secrets(session, keyring)
            begin_trail(session, keyring)
            _fill_standings(session)
            session.commit()
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, keyring)


def _make_folder(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)


def _bring_up_to_date(engine: Engine) -> None:
    if not is_up_to_date(engine):
        # Alembic takes a twentieth of the time of a start to read; so here, and with backups above.
        from plan.store.migrating import migrate_engine

        migrate_engine(engine)


def _fill_standings(session: Session) -> None:
    """Work out where the plans stand that were shared before standings were kept."""
    plans = StoredPlans(session)
    for plan_id in plans_without_standing(session):
        write_standing(session, plans.get(plan_id))


def _check_sentinel(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(select(sentinel_table.c.words)).all()
