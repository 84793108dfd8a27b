"""`what-matters backup FILE`: writes everything that is stored to a file, while the service runs."""

from __future__ import annotations

from pathlib import Path

import click

from bot.command.opening import data_folder, open_own_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-key", is_flag=True, help="Put the key into the file too. Whoever has the file can then read it.")
def command(file: Path, with_key: bool) -> None:
    """Write everything that is stored to FILE, encrypted as it is stored; the service may run meanwhile.

    The key is not in the file: keep a copy of it elsewhere, or nobody can read the backup.
    """
    from plan.store.keys import StoreRefused, read_key

    try:
        store = open_own_store()
        try:
            sums = store.back_up(file, read_key(data_folder() / "key") if with_key else None)
        finally:
            store.close()
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already; choose another name") from error
    except StoreRefused as refused:
        raise click.ClickException(str(refused)) from refused
    except OSError as error:
        raise click.ClickException(f"{file} could not be written ({error.strerror}); no file was left") from error
    click.echo(f"{sum(sums.rows.values())} rows of {len(sums.rows)} tables are in {file}, read back and found equal.")
    if with_key:
        click.echo("The key is in it: whoever has this file can read everything. Lock it away.")
    else:
        click.echo("The key is not in it. Without the key nobody can read it; keep the key elsewhere.")
