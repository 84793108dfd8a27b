"""`what-matters export`: all that is held about one person, as one JSON file, to be given to them."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.command.identifying import find_plan, whose_plan
from bot.command.opening import open_own_store


@click.command()
@whose_plan
@click.option("--to", "file", type=click.Path(path_type=Path), help="A new file, readable by its owner alone.")
def command(plan_id: str | None, code: str | None, file: Path | None) -> None:
    """Write all that is held about one person; to standard output unless --to names a file."""
    from plan.services.holding import everything_held

    store = open_own_store()
    try:
        with store.unit_of_work() as uow:
            content = everything_held(uow, find_plan(uow, plan_id, code), "operator")
            uow.commit()
    finally:
        store.close()
    give(content, file)


def give(content: str, file: Path | None) -> None:
    """Writes to a new file that only its owner may read, or to standard output.

    Raises:
        click.ClickException: the file is there already.
    """
    if file is None:
        click.echo(content, nl=False)
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"{file} is there already; nothing was overwritten") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as new:
        new.write(content)
    click.echo(f"written to {file}")
