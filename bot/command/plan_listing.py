"""`what-matters plan list`: which plans the store holds, and where they stand; none of their words."""

from __future__ import annotations

import json

import click

from bot.command.opening import open_own_store


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON list, for programs.")
def command(as_json: bool) -> None:
    """List the plans in the store, the one that changed last first."""
    store = open_own_store()
    with store.unit_of_work(reading=True) as uow:
        heads = uow.plans.heads()
    store.close()
    if as_json:
        click.echo(json.dumps([_values(head) for head in heads], indent=1))
        return
    if not heads:
        click.echo("No plans yet.")
        return
    click.echo(f"{'id':32}  {'state':24}  {'framework':9}  last change (UTC)")
    for head in heads:
        changed = f"{head.changed_at:%Y-%m-%d %H:%M}"
        click.echo(f"{head.plan_id:32}  {head.state:24}  {head.framework or '-':9}  {changed}")


def _values(head: object) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in vars(head).items()}
