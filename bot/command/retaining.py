"""`what-matters retention`: deletes what has been kept for long enough; run it daily (docs/retention.md)."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from bot.command.opening import open_own_store


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As if on this day; only with --dry-run.")
def command(dry_run: bool, day: datetime | None) -> None:
    """Delete plans and conversations whose period is over, and browsers' stays that ran out."""
    from plan.services.retaining import erase_due, find_due
    from plan.services.staying import PERSON_AWAY

    if day is not None and not dry_run:
        raise click.UsageError("--on works with --dry-run only")
    now = day.replace(tzinfo=UTC) if day else datetime.now(UTC)
    store = open_own_store()
    try:
        with store.unit_of_work(reading=True) as uow:
            due = find_due(uow, now)
        for each in due:
            if not dry_run:
                with store.unit_of_work() as uow:
                    erase_due(uow, each)
                    uow.commit()
            click.echo(f"{each.plan_id}  {each.period}  last changed {each.last_changed_at:%Y-%m-%d}")
        if not dry_run:
            with store.unit_of_work() as uow:
                uow.stays.drop_unused_since(now - PERSON_AWAY)
                uow.tries.drop_before(now)
                uow.commit()
    finally:
        store.close()
    click.echo(f"{len(due)} {'would be' if dry_run else 'were'} deleted")
