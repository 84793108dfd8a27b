"""`what-matters plan export`: a plan as a file, in any of the formats that it can leave in."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command.plan_files import note, store_with
from plan.formats import FORMATS, Format

if TYPE_CHECKING:
    from plan.bootstrap import Store
    from plan.exchange import PlanDocument


@click.command("export")
@click.argument("plan")
@click.option(
    "--format", "format_name", type=click.Choice(list(FORMATS)), help="Else the ending of FILE says it; else json."
)
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="Else standard output.")
@click.option("--version", "number", type=int, help="What was frozen as this version, not the plan as it is now.")
@click.option("--shared", is_flag=True, help="Only what the person shares: what a practitioner may see.")
@click.option("--force", is_flag=True, help="Write over FILE where it is there already.")
def command(
    plan: str, format_name: str | None, file: Path | None, number: int | None, shared: bool, force: bool
) -> None:
    """Write PLAN to a file.

    PLAN is the id of a plan (or its beginning; `what-matters plan list` shows them), or a JSON or FHIR file of a plan,
    which is then turned into another format without being kept.

    \b
    what-matters plan export 3f2a -o plan.json
    what-matters plan export 3f2a --version 1 -o agreed.pdf
    what-matters plan export plan.json --format text
    """
    chosen = _format(format_name, file)
    if file is not None and file.exists() and not force:
        raise click.ClickException(f"{file} is there already; --force writes over it.")
    if file is None and not chosen.is_text and sys.stdout.isatty():
        raise click.ClickException(f"{chosen.name} is nothing for a terminal; name a file with -o.")
    with store_with(plan) as (store, plan_id):
        content = _content(store, plan_id, chosen, number, shared)
    if file is None:
        click.echo(content, nl=False)
        return
    file.write_bytes(content)
    click.echo(f"Wrote {file}.", err=True)


def _format(name: str | None, file: Path | None) -> Format:
    if name is not None:
        return FORMATS[name]
    if file is None:
        return FORMATS["json"]
    fitting = [made for made in FORMATS.values() if file.name.endswith(made.suffix)]
    if not fitting:
        raise click.ClickException(
            f"What {file.suffix or 'a file without an ending'} should hold is not clear; say --format."
        )
    return max(fitting, key=lambda made: len(made.suffix))


def _content(store: Store, plan_id: str, chosen: Format, number: int | None, shared: bool) -> bytes:
    from plan.export import DocumentUnavailable

    document = _document(store, plan_id, chosen, number, shared)
    try:
        return chosen.write(document)
    except DocumentUnavailable as error:
        raise click.ClickException(str(error)) from None


def _document(store: Store, plan_id: str, chosen: Format, number: int | None, shared: bool) -> PlanDocument:
    from plan.exchange import gather_plan, only_what_is_shared
    from plan.services import read_plan_as_of

    with store.unit_of_work() as uow:
        note(uow, "plan_exported", plan_id, chosen.name)
        document = gather_plan(uow, plan_id)
        uow.commit()
        if number is None:
            return only_what_is_shared(document) if shared else document
        if chosen.needs_all:
            raise click.ClickException(f"{chosen.name} holds all versions; --version goes with documents to read.")
        if number not in [mark.number for mark in document.plan.versions]:
            raise click.ClickException(f"The plan has no version {number}.")
        return replace(document, plan=read_plan_as_of(uow, plan_id, number, only_open=shared))
