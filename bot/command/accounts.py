"""`what-matters account …`: adds accounts and keeps them; `practitioner` is the same group under its older name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.command.exporting import give
from bot.command.opening import open_own_store

if TYPE_CHECKING:
    from plan.bootstrap import Store
    from plan.services.ports import Practitioner, UnitOfWork

RANKS = ("practitioner", "team_lead", "administrator")


@click.group()
def command() -> None:
    """Accounts of practitioners, team leads and administrators."""


@command.command("add")
@click.option("--name", prompt=True)
@click.option("--role", prompt=True, help="Their profession.")
@click.option("--email", prompt=True)
@click.option("--rank", type=click.Choice(RANKS), default="practitioner", show_default=True)
@click.option("--team", default="", help="Plans can be handed over within a team.")
@click.password_option()
def add(name: str, role: str, email: str, rank: str, team: str, password: str) -> None:
    """Add an account; the password is asked for and never shown."""
    from plan.services.access import add_practitioner, practitioner_by_id
    from plan.services.access_ports import Rank
    from plan.services.accounts import require_long_enough

    with _working() as uow:
        require_long_enough(password)
        made = add_practitioner(uow, name, role, email, password, rank=Rank(rank), team=team)
        added = practitioner_by_id(uow, made)
        assert added is not None
        if added.rank is Rank.ADMINISTRATOR:
            click.echo(f"{added.name} can sign in, keeps accounts, and sees no plan")
        else:
            click.echo(f"{added.name} can sign in. Their contact code, to give to people: {added.contact_code}")


@command.command("list")
def show() -> None:
    """List the accounts: address, rank, team, and how many browsers are signed in."""
    with _working() as uow:
        for each in uow.access.practitioners():
            codes = "one-time codes" if each.totp_secret else "-"
            state = "closed" if each.disabled else f"{len(uow.stays.of_account(each.id))} signed in"
            click.echo("  ".join((each.email, each.name, str(each.rank), each.team or "-", codes, state)))


@command.command("rank")
@click.argument("email")
@click.argument("rank", type=click.Choice(RANKS))
def rank(email: str, rank: str) -> None:
    """Say what an account may do; whoever is signed in with it has to sign in again."""
    from plan.services.access_ports import Rank
    from plan.services.accounts import change_account

    with _working() as uow:
        change_account(uow, "operator", _account(uow, email).id, "account_rank_changed", rank=Rank(rank))
        click.echo(f"{email} is {rank} now")


@command.command("team")
@click.argument("email")
@click.argument("team")
def team(email: str, team: str) -> None:
    """Put an account into a team."""
    from plan.services.accounts import change_account

    with _working() as uow:
        change_account(uow, "operator", _account(uow, email).id, "account_team_changed", team=team.strip())
        click.echo(f"{email} is in the team {team} now")


@command.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Let nobody in with an account, from this moment on; plans that were shared with it stay shared."""
    from plan.services.accounts import change_account

    with _working() as uow:
        change_account(uow, "operator", _account(uow, email).id, "account_closed", disabled=True)
        click.echo(f"{email} is closed, and signed out everywhere")


@command.command("open")
@click.argument("email")
def reopen(email: str) -> None:
    """Open an account again that was closed."""
    from plan.services.accounts import change_account

    with _working() as uow:
        change_account(uow, "operator", _account(uow, email).id, "account_opened", disabled=False)
        click.echo(f"{email} is open again")


@command.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """Sign an account out everywhere."""
    from plan.services.staying import end_stays

    with _working() as uow:
        ended = end_stays(uow, "operator", account_id=_account(uow, email).id)
        click.echo(f"{email} is signed out in {ended} browsers")


@command.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Give an account a new password, shown once; switches its one-time codes off and signs it out."""
    from plan.services.accounts import reset_account

    with _working() as uow:
        password = reset_account(uow, "operator", _account(uow, email).id)
        click.echo(f"the new password of {email}, shown once: {password}")


@command.command("export")
@click.argument("email")
@click.option("--to", "file", type=click.Path(path_type=Path), help="A new file, readable by its owner alone.")
def export(email: str, file: Path | None) -> None:
    """Write all that is held about an account and its rehearsals; to standard output unless --to names a file."""
    from rehearsal.store.own import everything_of
    from rehearsal.store.shelf import Shelf

    with _working() as uow:
        account_id = _account(uow, email).id
    with _own_store() as store:
        rehearsals = Shelf(store).of_practitioner(account_id)
    with _working() as uow:
        content = everything_of(uow, "operator", account_id, rehearsals)
    give(content, file)


@command.command("delete")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(email: str, yes: bool) -> None:
    """Delete an account with every rehearsal of its owner, for good; plans shared with it stay the person's."""
    from rehearsal.store.own import delete_all_of

    with _working() as uow:
        account_id = _account(uow, email).id
    if not yes:
        click.confirm(f"Delete {email} and everything that was rehearsed for good?", abort=True)
    with _own_store() as store:
        delete_all_of(store, "operator", account_id)
    click.echo(f"{email} is deleted")


@contextmanager
def _own_store() -> Iterator[Store]:
    store = open_own_store()
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _working() -> Iterator[UnitOfWork]:
    from plan.explanations import explain_refusal
    from plan.model.refusals import Refusal

    try:
        with _own_store() as store, store.unit_of_work() as uow:
            yield uow
            uow.commit()
    except Refusal as refusal:
        raise click.ClickException(explain_refusal(refusal)) from refusal


def _account(uow: UnitOfWork, email: str) -> Practitioner:
    from plan.model.refusals import NoSuchAccount
    from plan.services.access import plain_email

    found = uow.access.practitioner_by_email(plain_email(email))
    if found is None:
        raise NoSuchAccount
    return found
