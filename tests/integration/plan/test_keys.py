"""A new key for everything: by command, broken off and taken up, with codes, accounts and the trail as they were."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import text

from bot.command.main import main
from plan import services
from plan.bootstrap import open_store
from plan.services.staying import begin_stay
from plan.store import rotating
from plan.store.database import metadata
from plan.store.keys import KeyMissing, KeyOpenToOthers, Keyring, KeyUnusable, WrongKey
from tests.integration.plan.conftest import PHRASE, fill
from tests.integration.plan.test_rights import NOW, talk


def tokens(store):
    """Everything that lies encrypted, as (table, token)."""
    found = []
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for name in rotating.encrypted_columns(table):
                found += [
                    (table.name, row[0]) for row in connection.execute(text(f'SELECT {name} FROM "{table.name}"'))
                ]
    return [(name, token) for name, token in found if token is not None]


def readable_by(key, tokens):
    read = []
    for name, token in tokens:
        try:
            Fernet(key).decrypt(token.encode())
            read.append(name)
        except InvalidToken:
            pass
    return read


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder with a key file, a plan, a code, a stay and a conversation in it; gives (path, code, token)."""
    monkeypatch.setenv("WHAT_MATTERS_FOLDER", str(tmp_path))
    monkeypatch.delenv("WHAT_MATTERS_KEY", raising=False)
    monkeypatch.delenv("WHAT_MATTERS_DATABASE_URL", raising=False)
    store = open_folder(tmp_path)
    fill(store)
    talk(store, "p1")
    with store.unit_of_work() as uow:
        code = services.issue_resume_code(uow, "p1")
        token = begin_stay(uow, NOW, plan_id="p1")
        uow.commit()
    store.close()
    return tmp_path, code, token


def open_folder(path, key=None):
    return open_store(f"sqlite:///{path}/what-matters.db", key, key_file=path / "key")


def key_in(path):
    return (path / "key").read_text().strip()


def test_rotation_by_command_leaves_nothing_to_the_old_key_and_everything_as_it_was(folder):
    path, code, token = folder
    old = key_in(path)
    store = open_folder(path)
    lay_before = tokens(store)
    store.close()
    done = CliRunner().invoke(main, ["key", "rotate"])
    assert done.exit_code == 0, done.output
    assert key_in(path) != old and "," not in key_in(path)
    store = open_folder(path)
    lying = tokens(store)
    assert {name for name, _ in lying} >= {"sentinel", "statement", "plan_line", "practitioner", "conversation_event"}
    assert readable_by(old, lying) == [] and len(readable_by(key_in(path), lying)) == len(lying)
    with store.unit_of_work() as uow:
        assert services.read_plan(uow, "p1").statements[0].text == f"I walked {PHRASE}"
        assert services.find_plan_by_resume_code(uow, code) == "p1"
        assert services.check_sign_in(uow, "ailsa@example.org", "long enough") is not None
        assert uow.stays.by_token(token) is not None
        assert uow.trail.verify().broken_at is None
    store.close()
    with pytest.raises(WrongKey):
        open_folder(path, old)
    [beside] = path.glob("key.before-*")
    assert beside.read_text().strip() == old and beside.stat().st_mode & 0o077 == 0
    on_disk = b"".join(file.read_bytes() for file in path.glob("what-matters.db*"))
    assert lay_before and not any(token.encode() in on_disk for _, token in lay_before)


def test_rotation_that_was_broken_off_reads_meanwhile_and_is_taken_up(folder, monkeypatch):
    path, _, _ = folder
    old = key_in(path)
    monkeypatch.setattr(rotating, "BATCH", 2)
    whole = rotating._rotate_table
    done_before = iter(range(4))

    def breaks(*args):
        for progress in whole(*args):
            yield progress
            if next(done_before, None) is None:
                raise OSError

    monkeypatch.setattr(rotating, "_rotate_table", breaks)
    assert CliRunner().invoke(main, ["key", "rotate"]).exit_code != 0
    both = key_in(path)
    assert both.endswith(f",{old}")
    store = open_folder(path)
    lying = tokens(store)
    assert 0 < len(readable_by(old, lying)) < len(lying)
    with store.unit_of_work(reading=True) as uow:
        assert services.read_plan(uow, "p1").statements[0].text == f"I walked {PHRASE}"
    store.close()
    monkeypatch.setattr(rotating, "_rotate_table", whole)
    assert CliRunner().invoke(main, ["key", "rotate"]).exit_code == 0
    assert key_in(path) == both.partition(",")[0]
    store = open_folder(path)
    assert readable_by(old, tokens(store)) == []
    store.close()


def test_pieces_are_small_and_each_is_kept(folder, monkeypatch):
    path, _, _ = folder
    monkeypatch.setattr(rotating, "BATCH", 3)
    newer = Fernet.generate_key().decode()
    store = open_folder(path, f"{newer},{key_in(path)}")
    first = list(islice(store.rotate(), 2))
    assert all(progress.rows <= 3 for progress in first)
    assert len(readable_by(newer, tokens(store))) == sum(progress.rotated for progress in first) > 0
    store.close()


def test_rotation_is_refused_while_the_service_runs(folder):
    path, _, _ = folder
    before = key_in(path)
    holding = "from bot.command.opening import open_own_store; open_own_store(); print('open', flush=True); input()"
    service = subprocess.Popen([sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert service.stdout is not None
    try:
        assert service.stdout.readline() == b"open\n"
        refused = CliRunner().invoke(main, ["key", "rotate"])
    finally:
        service.communicate(b"\n", timeout=30)
    assert refused.exit_code == 1 and "stop it first" in refused.output
    assert key_in(path) == before


def test_wrong_key_file_is_refused_before_a_new_key_is_made(folder):
    path, _, _ = folder
    (path / "key").write_text(Fernet.generate_key().decode())
    wrong = key_in(path)
    refused = CliRunner().invoke(main, ["key", "rotate"])
    assert refused.exit_code == 1 and "encrypted with another key" in refused.output
    assert key_in(path) == wrong


def test_key_file_that_others_can_read_is_refused(folder):
    path, _, _ = folder
    (path / "key").chmod(0o640)
    with pytest.raises(KeyOpenToOthers, match="chmod 600"):
        open_folder(path)
    told = CliRunner().invoke(main, ["key", "check"])
    assert told.exit_code == 1 and "can be read by others" in told.output
    (path / "key").chmod(0o600)
    assert CliRunner().invoke(main, ["key", "check"]).exit_code == 0


@pytest.mark.parametrize("damage", ["", " ", "not a key", "\n"])
def test_damaged_key_file_is_refused_and_not_replaced(folder, damage):
    path, _, _ = folder
    (path / "key").write_text(damage)
    with pytest.raises((KeyUnusable, KeyMissing, WrongKey)):
        open_folder(path)
    assert (path / "key").read_text() == damage


def test_keys_from_the_environment_rotate_to_the_first(folder, monkeypatch):
    path, _, _ = folder
    old, newer = key_in(path), Fernet.generate_key().decode()
    monkeypatch.setenv("WHAT_MATTERS_KEY", old)
    assert CliRunner().invoke(main, ["key", "rotate"]).exit_code == 1
    monkeypatch.setenv("WHAT_MATTERS_KEY", f"{newer},{old}")
    assert "leave only the first" in CliRunner().invoke(main, ["key", "rotate"]).output
    store = open_folder(path, newer)
    assert readable_by(old, tokens(store)) == []
    store.close()
    assert Keyring(newer) is not None and key_in(path) == old
