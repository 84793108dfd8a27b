"""`what-matters evaluate`: the language part measured on texts that it never saw."""

from __future__ import annotations

import click

from bot.command.trained import preparation_model, rehearsal_model


@click.command()
def command() -> None:
    """Print per-label figures, the worst confusions, calibration and how far two readers agree."""
    preparation_model()
    rehearsal_model()
    from bot.nlu.evaluate import evaluate, further_sets

    click.echo(evaluate())
    for folder, about in further_sets():
        click.echo(f"{folder.name.upper()}: {about}\n")
        click.echo(evaluate(folder))
