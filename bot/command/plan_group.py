"""`what-matters plan …`: plans in and out of the store, as files."""

from __future__ import annotations

import click

from bot.command import plan_exporting, plan_importing, plan_listing, plan_verifying


@click.group(epilog="The store is the one that WHAT_MATTERS_DATABASE_URL names, or the file in the data folder.")
def command() -> None:
    """List, export, import and verify plans."""


for each in (plan_listing, plan_exporting, plan_importing, plan_verifying):
    command.add_command(each.command)
