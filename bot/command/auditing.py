"""`what-matters audit`: checks the trail of who did what, and shows it; no word of anybody's stands in it."""

from __future__ import annotations

import click

from bot.command.opening import open_own_store
from bot.command.vulnerabilities import dependencies

REASONS = {
    "missing": "it is missing: an entry was deleted or moved",
    "changed": "it is not what was sealed: it was changed, put in, or moved",
    "cut_off": "the trail was cut off here",
    "head_changed": "the record of where the trail ends was changed, or entries were put in behind it",
    "begun_anew": "the trail was found broken here while the service ran, and went on from what was left",
    "not_the_anchor": "it is another entry than the one the anchor was taken from",
}


@click.group()
def command() -> None:
    """The audit trail: who read or changed what, and when; and what is known of the packages that we stand on."""


command.add_command(dependencies)


@command.command("verify")
@click.option("--anchor", metavar="N:SEAL", help="The line that an earlier run printed; shows a trail cut off since.")
def verify(anchor: str | None) -> None:
    """Check every seal. Exit status 1 names the first broken entry."""
    store = open_own_store()
    with store.unit_of_work(reading=True) as uow:
        verdict = uow.trail.verify(anchor)
    store.close()
    if verdict.broken_at is not None:
        reason = REASONS[verdict.reason or "changed"]
        click.echo(f"entry {verdict.broken_at} is broken: {reason}; the {verdict.entries} before it are sound")
        raise SystemExit(1)
    click.echo(f"{verdict.entries} entries, all sound")
    click.echo(f"anchor {verdict.anchor}   (keep it away from this machine; give it back with --anchor)")


@command.command("show")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1), help="How many entries.")
@click.option("--plan", "plan_id", help="Only what was done to this plan.")
def show(last: int, plan_id: str | None) -> None:
    """Print entries, oldest first: position, time, who, what, plan, about."""
    store = open_own_store()
    with store.unit_of_work(reading=True) as uow:
        acts = uow.trail.of_plan(plan_id)[-last:] if plan_id else uow.trail.latest(last)
    store.close()
    for position, act in acts:
        facts = (act.at.isoformat(timespec="seconds"), act.who, act.what, act.plan_id or "-", act.about or "-")
        click.echo("  ".join((str(position), *facts)))
