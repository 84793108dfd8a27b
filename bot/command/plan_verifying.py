"""`what-matters plan verify`: whether what was frozen and signed is still what stands in a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.command.plan_files import read_document


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The findings, for programs.")
def command(file: Path, as_json: bool) -> None:
    """Check the fingerprint (SHA-256) of each frozen version in FILE, JSON or FHIR.

    Ends with 0 when every version is what was frozen and signed, with 1 when one was changed, when there is none to
    check, or when the file cannot be read.
    """
    from plan.exchange import verify

    verdicts = verify(read_document(file, as_it_is=True))
    if as_json:
        found = [{**vars(one), "made_at": one.made_at.isoformat(), "unchanged": one.is_unchanged} for one in verdicts]
        click.echo(json.dumps(found, indent=1))
    else:
        for one in verdicts:
            signed = f"{one.signed} signature{'' if one.signed == 1 else 's'}"
            if one.is_unchanged:
                click.echo(f"Version {one.number}, {one.made_at:%Y-%m-%d}, {signed}: unchanged. {one.stated}")
            elif one.stated == one.found:
                click.echo(f"Version {one.number}: unchanged, but {one.strayed} signed something else. {one.stated}")
            else:
                click.echo(
                    f"Version {one.number}: CHANGED since it was frozen.\n  said:  {one.stated}\n  found: {one.found}"
                )
    if not verdicts:
        click.echo("There is no frozen version in this file, so there is nothing to verify.", err=True)
    if not verdicts or not all(one.is_unchanged for one in verdicts):
        raise click.exceptions.Exit(1)
