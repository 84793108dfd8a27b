"""`what-matters setup`: trains what needs training and brings the database up to date, saying what it does."""

from __future__ import annotations

import time

import click

from bot.command.opening import database_url, open_own_store


@click.command()
@click.option("--train-only", is_flag=True, help="Leave the database alone.")
def command(train_only: bool) -> None:
    """Train the models where their data changed, and bring the database up to date."""
    set_up(train_only)


def set_up(train_only: bool = False) -> None:
    """Does both, telling on standard output what happens and how long it took."""
    from bot.engine import running

    running.prepare()
    from bot.engine.people import learn_people
    from bot.engine.training import PREPARATION, REHEARSAL, TrainingFailed, ensure_trained

    began = time.monotonic()
    if PREPARATION.trained_model() is None:
        click.echo("Training the guide from data/nlu and stories (a few minutes the first time) …")
    try:
        _, trained = ensure_trained(PREPARATION)
        _, partner_trained = ensure_trained(REHEARSAL)
    except TrainingFailed as failed:
        raise click.ClickException(
            "the guide could not be trained; `what-matters check-words` and "
            "`what-matters rasa data validate` explain mistakes in the files"
        ) from failed
    if partner_trained:
        learn_people()
    took = f" in {time.monotonic() - began:.0f} s" if trained else ""
    click.echo(f"The guide is trained{took}." if trained else "The guide is trained already.")
    if not train_only:
        shown = database_url().split("@")[-1]
        click.echo(f"Bringing the database up to date ({shown}) …")
        open_own_store().close()
