"""`what-matters practitioner add`: gives a practitioner an account."""

from __future__ import annotations

import click

from bot.command.opening import open_own_store


@click.group()
def command() -> None:
    """Practitioners' accounts."""


@command.command("add")
@click.option("--name", prompt=True)
@click.option("--role", prompt=True)
@click.option("--email", prompt=True)
@click.password_option()
def add(name: str, role: str, email: str, password: str) -> None:
    """Add a practitioner; the password is asked for and never shown."""
    from plan.model.refusals import Refusal
    from plan.services.access import add_practitioner, practitioner_by_id

    store = open_own_store()
    with store.unit_of_work() as uow:
        try:
            made = add_practitioner(uow, name, role, email, password)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
        added = practitioner_by_id(uow, made)
        uow.commit()
    assert added is not None
    click.echo(f"{added.name} can sign in. Their contact code, to give to people: {added.contact_code}")
