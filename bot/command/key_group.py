"""`what-matters key`: a new key for everything that is stored, and whether the present one is as it should be."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.command.opening import data_folder, database_url, only_process


@click.group()
def command() -> None:
    """The key that everything is encrypted with."""


@command.command("new")
def new() -> None:
    """Print a new key, for WHAT_MATTERS_KEY."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())


@command.command("check")
def check() -> None:
    """Open the store with the present key, and say where the key comes from."""
    from bot.command.opening import open_own_store
    from plan.store.keys import StoreRefused

    try:
        open_own_store().close()
    except StoreRefused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"the key {_source()} opens the store")


@command.command("rotate")
def rotate() -> None:
    """Encrypt everything that is stored with a new key. Stop the service first; can be broken off and run again.

    With a key file, a new key is made and takes the old one's place. With WHAT_MATTERS_KEY, put a new key before the
    old one (`what-matters key new`), with a comma, and run this: everything is then encrypted with the first.
    """
    from plan.bootstrap import open_store
    from plan.store.key_file import add_new_key, drop_old_keys
    from plan.store.keys import KEY_VARIABLE, StoreRefused, require_private

    file = data_folder() / "key"
    keys = os.environ.get(KEY_VARIABLE, "").strip()
    from_file = not keys
    if not from_file and "," not in keys:
        raise click.ClickException(f"{KEY_VARIABLE} holds one key; put a new one before it, with a comma")
    if from_file and not file.exists():
        raise click.ClickException(f"there is no key file {file}")
    try:
        with only_process():
            # The old key must open the store before anything is changed.
            if from_file:
                require_private(file)
                open_store(database_url(), file.read_text(encoding="ascii").strip()).close()
                keys = add_new_key(file)
            store = open_store(database_url(), keys)
            rotated = sum(_tell(progress.table, progress.rotated) for progress in store.rotate())
            store.close()
            click.echo(f"{rotated} rows are encrypted anew")
            if from_file:
                _tell_of_old(drop_old_keys(file, datetime.now(UTC).date()))
            else:
                click.echo(f"leave only the first key in {KEY_VARIABLE}; keep the older ones with the backups")
    except StoreRefused as refused:
        raise click.ClickException(str(refused)) from refused


def _tell(table: str, rows: int) -> int:
    if rows:
        click.echo(f"  {table}: {rows}")
    return rows


def _tell_of_old(beside: Path) -> None:
    click.echo(f"the old key is in {beside}: keep it with the backups that were made with it, or delete it")


def _source() -> str:
    from plan.store.keys import KEY_VARIABLE

    return f"in {KEY_VARIABLE}" if os.environ.get(KEY_VARIABLE, "").strip() else f"in {data_folder() / 'key'}"
