"""`what-matters plan import`: a plan out of a file, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.command.opening import open_own_store, throw_away_store
from bot.command.plan_files import keep_document, read_document


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--try", "only_try", is_flag=True, help="Only see whether the file is sound; keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="What came of it, for programs.")
def command(file: Path, only_try: bool, as_json: bool) -> None:
    """Read a plan from FILE: our own JSON, or a FHIR R4 Bundle that `plan export` wrote.

    A plan that is not in the store is added. One that is there gets what is new in the file; a blank in the file
    deletes nothing. A file that is broken, or that says something else than what is kept, is refused with the place
    and the reason, and changes nothing.
    """
    document = read_document(file)
    if only_try:
        with throw_away_store() as store:
            brought = keep_document(store, document, file)
    else:
        store = open_own_store()
        try:
            brought = keep_document(store, document, file)
        finally:
            store.close()
    if as_json:
        unknown = [sharer.id for sharer in brought.unknown]
        click.echo(json.dumps(vars(brought) | {"unknown": unknown, "kept": not only_try}))
        return
    done = (
        "Sound; nothing was kept" if only_try else "Added the plan" if brought.is_new else "Brought the plan up to date"
    )
    click.echo(f"{done}: {brought.plan_id}, {brought.added} lines new, {brought.changed} changed.")
    for sharer in brought.unknown:
        click.echo(f"It was shared with {sharer.name} ({sharer.role}), who has no account here: not shared.", err=True)
