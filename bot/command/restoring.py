"""`what-matters restore FILE`: takes the content of a backup instead of what is stored, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import click

from bot.command.opening import data_folder, open_own_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace what is stored now.")
def command(file: Path, yes: bool) -> None:
    """Take the content of FILE instead of what is stored. What was stored stays unless all of the backup could be read,
    written and found equal."""
    from plan.store.backup_file import check_backup, read_header
    from plan.store.keys import KeyMissing, StoreRefused, keep_key, read_key

    key_file = data_folder() / "key"
    try:
        # Before the store is opened, which would make an empty one where there is none.
        check_backup(file)
        key = read_key(key_file) or read_header(file).key
        if key is None:
            raise KeyMissing
        store = open_own_store(key)
        try:
            sums = store.restore(file, replace=yes)
        finally:
            store.close()
        if read_key(key_file) is None:
            keep_key(key_file, key)
            click.echo(f"The key that was in the backup is in {key_file} now.")
    except StoreRefused as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as error:
        raise click.ClickException(f"{file} could not be read ({error.strerror}); nothing was changed") from error
    click.echo(
        f"{sum(sums.rows.values())} rows of {len(sums.rows)} tables are restored, compared row by row and equal."
    )
    click.echo(
        "A service that runs shows them from the next page on. If the backup came from another place, start it anew."
    )
