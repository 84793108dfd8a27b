"""Backup and restore: equal row by row, encrypted, all or nothing, on SQLite and PostgreSQL and from one to the other."""

from __future__ import annotations

import gzip
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.command.main import main
from plan import services
from plan.bootstrap import Store, open_store
from plan.model.statement import Said
from plan.store import backing_up
from plan.store.backup_file import BackupBroken, BackupForeign, BackupNewer, check_backup
from plan.store.database import metadata
from plan.store.keys import WrongKey
from plan.store.migrating import migrate_engine
from tests.integration.faults.cluster import Cluster
from tests.integration.plan.conftest import PHRASE, fill

KEY = Fernet.generate_key().decode()
MakeStore = Callable[..., Store]


@pytest.fixture(autouse=True)
def passwords_are_hashed_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("plan.services.access._hasher", lambda: hasher)


@pytest.fixture
def new_store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[MakeStore]:
    """Makes stores of a kind ("sqlite" or "postgresql"), each empty and of its own."""
    opened = []

    def make(kind: str = "sqlite", key: str = KEY) -> Store:
        name = os.urandom(4).hex()
        if kind == "sqlite":
            url = f"sqlite:///{tmp_path}/{name}.db"
        else:
            cluster: Cluster = request.getfixturevalue("cluster")
            url = cluster.make_database(name)
        opened.append(open_store(url, key, tmp_path / "key"))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows as a reader of the database sees them, decrypted."""
    found = {}
    with store.session(reading=True) as session:
        for table in metadata.sorted_tables:
            found[table.name] = sorted((tuple(row) for row in session.execute(table.select())), key=repr)
    return found


@pytest.mark.parametrize(
    ("source", "target"),
    [("sqlite", "sqlite"), ("postgresql", "postgresql"), ("sqlite", "postgresql"), ("postgresql", "sqlite")],
)
def test_restored_copy_is_equal_and_goes_on(tmp_path: Path, new_store: MakeStore, source: str, target: str) -> None:
    store, copy = new_store(source), new_store(target)
    filled = fill(store)
    sums = store.back_up(tmp_path / "b")
    assert copy.restore(tmp_path / "b") == sums
    assert rows(copy) == rows(store)
    assert sum(sums.rows.values()) > 20
    with copy.unit_of_work() as uow:
        # New rows are numbered after the restored ones.
        services.record_statements(uow, "p1", 9, [Said(text="and one more thing", kinds=("concern",))])
        assert services.read_plan(uow, "p1").lines[filled.outcome].text
        uow.commit()


def test_backup_holds_no_word_and_no_key_unless_asked(tmp_path: Path, new_store: MakeStore) -> None:
    store = new_store()
    fill(store)
    store.back_up(tmp_path / "b")
    store.back_up(tmp_path / "with", KEY)
    plain = gzip.decompress((tmp_path / "b").read_bytes()).decode()
    assert PHRASE not in plain and "ailsa" not in plain.casefold() and KEY not in plain
    assert KEY in gzip.decompress((tmp_path / "with").read_bytes()).decode()
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_backup_is_one_moment_while_others_write(tmp_path: Path, new_store: MakeStore, kind: str) -> None:
    store = new_store(kind)
    fill(store)
    stop = threading.Event()

    def statements_without_event(store: Store) -> int:
        with store.unit_of_work(reading=True) as uow:
            said = uow.statements.of_plan("p1")
            return len(said) - sum(event.what == "statements_recorded" for event in uow.history.of_plan("p1"))

    before = statements_without_event(store)

    def write() -> None:
        turn = 10
        while not stop.is_set():
            with store.unit_of_work() as uow:
                services.record_statements(uow, "p1", turn, [Said(text=f"said at {turn}", kinds=("concern",))])
                uow.commit()
            turn += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            store.back_up(tmp_path / f"b{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        copy = new_store()
        copy.restore(tmp_path / f"b{number}")
        # Each statement came with its event and its seal in the trail; no backup has one without the other.
        assert statements_without_event(copy) == before
        with copy.unit_of_work(reading=True) as uow:
            assert uow.trail.verify().broken_at is None


def damaged(content: bytes, how: str) -> bytes:
    if how == "cut short":
        return content[: len(content) // 2]
    if how == "cut between lines":
        return gzip.compress(b"\n".join(gzip.decompress(content).split(b"\n")[:-3]) + b"\n")
    if how == "one row changed":
        lines = gzip.decompress(content).split(b"\n")
        row = next(number for number, line in enumerate(lines) if line.startswith(b'["plan"'))
        lines[row] = lines[row].replace(b"p1", b"p2")
        return gzip.compress(b"\n".join(lines))
    if how == "one bit":
        middle = len(content) // 2
        return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    raise AssertionError(how)


@pytest.mark.parametrize("how", ["cut short", "cut between lines", "one row changed", "one bit"])
def test_damaged_backup_is_refused_and_nothing_changed(tmp_path: Path, new_store: MakeStore, how: str) -> None:
    store, other = new_store(), new_store()
    fill(store)
    store.back_up(tmp_path / "b")
    (tmp_path / "b").write_bytes(damaged((tmp_path / "b").read_bytes(), how))
    before = rows(other)
    with pytest.raises(BackupBroken):
        other.restore(tmp_path / "b", replace=True)
    assert rows(other) == before


_FOREIGN = {
    "empty": b"",
    "a letter": b"a letter",
    "nothing packed": gzip.compress(b""),
    "no header": gzip.compress(b"{}\n"),
    "brackets without end": gzip.compress(b"[" * 100_000),
    "a database": b"SQLite format 3\0",
}


# Named, because packed bytes carry the second they were made in, and every worker must know a test by the same name.
@pytest.mark.parametrize("content", _FOREIGN.values(), ids=_FOREIGN)
def test_foreign_file_is_refused(tmp_path: Path, new_store: MakeStore, content: bytes) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises((BackupForeign, BackupBroken)):
        new_store().restore(tmp_path / "b", replace=True)


def test_backup_of_a_newer_release_is_refused(tmp_path: Path, new_store: MakeStore) -> None:
    header = json.dumps({"what-matters-backup": 2, "revision": "0001", "made_at": "2030-01-01"}).encode()
    (tmp_path / "b").write_bytes(gzip.compress(header + b"\n"))
    with pytest.raises(BackupNewer):
        new_store().restore(tmp_path / "b")


def test_backup_under_another_key_is_refused(tmp_path: Path, new_store: MakeStore) -> None:
    store, other = new_store(), new_store("sqlite", Fernet.generate_key().decode())
    fill(store)
    fill(other)
    store.back_up(tmp_path / "b")
    before = rows(other)
    with pytest.raises(WrongKey):
        other.restore(tmp_path / "b", replace=True)
    assert rows(other) == before


def test_restore_that_fails_half_way_changes_nothing(
    tmp_path: Path, new_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = new_store(), new_store()
    fill(store)
    fill(other)
    store.back_up(tmp_path / "b")
    before = rows(other)
    monkeypatch.setattr(backing_up, "_sums_of", lambda *_: None)
    with pytest.raises(backing_up.RestoreUnequal):
        other.restore(tmp_path / "b", replace=True)
    assert rows(other) == before


def test_backup_of_an_earlier_release_is_lifted(tmp_path: Path, new_store: MakeStore) -> None:
    store, other = new_store(), new_store()
    fill(store)
    migrate_engine(store.engine, "0001")
    with store.session(reading=True) as session:
        assert session.scalar(text("select version_num from alembic_version")) == "0001"
    store.back_up(tmp_path / "b")
    other.restore(tmp_path / "b")
    with other.unit_of_work(reading=True) as uow:
        assert PHRASE in services.draft_lines(uow, "p1")[0].text


def test_full_disk_leaves_no_half_backup(tmp_path: Path, new_store: MakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store()
    fill(store)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plan.store.backup_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.back_up(tmp_path / "b")
    assert not list(tmp_path.glob("b*"))


def command(*arguments: str, folder: Path) -> Any:
    return CliRunner().invoke(main, arguments, env={"WHAT_MATTERS_FOLDER": str(folder)}, catch_exceptions=False)


def test_commands_back_up_and_restore_on_another_machine(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "b"
    store = open_store(f"sqlite:///{here}/what-matters.db", key_file=here / "key")
    fill(store)
    made = command("backup", str(file), folder=here)
    assert "found equal" in made.output and "key is not in it" in made.output
    assert "is there already" in command("backup", str(file), folder=here).output

    refused = command("restore", str(file), folder=there)
    assert refused.exit_code == 1 and "no key" in refused.output
    assert not (there / "what-matters.db").exists()
    assert command("backup", "--with-key", f"{file}2", folder=here).exit_code == 0
    assert "row by row" in command("restore", f"{file}2", folder=there).output
    copy = open_store(f"sqlite:///{there}/what-matters.db", key_file=there / "key")
    assert rows(copy) == rows(store)

    before = rows(copy)
    assert "in the store already" in command("restore", f"{file}2", folder=there).output
    assert rows(copy) == before
    assert command("restore", "--yes", f"{file}2", folder=there).exit_code == 0
    (there / "key").unlink()
    (tmp_path / "letter").write_text("Dear Col")
    assert "not a backup" in command("restore", str(tmp_path / "letter"), folder=there).output
    copy.close()
    store.close()


def test_check_reads_no_more_than_it_must(tmp_path: Path) -> None:
    """A file that unpacks to far more than it is does not fill the memory."""
    (tmp_path / "b").write_bytes(gzip.compress(b"0" * 200_000_000))
    with pytest.raises((BackupForeign, BackupBroken)):
        check_backup(tmp_path / "b")
