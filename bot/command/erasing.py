"""`what-matters erase`: deletes all that is held about one person, for good."""

from __future__ import annotations

import click

from bot.command.identifying import find_plan, whose_plan
from bot.command.opening import open_own_store


@click.command()
@whose_plan
@click.option("--record", is_flag=True, help="Delete the record of what both sides agreed, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(plan_id: str | None, code: str | None, record: bool, yes: bool) -> None:
    """Delete conversation, statements, draft, history, codes and sharing of one person."""
    from plan.services.retaining import erase_everything

    store = open_own_store()
    try:
        with store.unit_of_work() as uow:
            found = find_plan(uow, plan_id, code)
        if not yes:
            click.confirm(f"Delete everything about {found} for good?", abort=True)
        with store.unit_of_work() as uow:
            kept = erase_everything(uow, found, "operator", record_too=record)
            uow.commit()
    finally:
        store.close()
    stays = "; the record of what both sides agreed stays (docs/retention.md; --record deletes it too)" if kept else ""
    click.echo(f"{found} is deleted{stays}")
