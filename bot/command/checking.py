"""`what-matters check-words`: explains mistakes in what a practice lead edits, before Rasa is asked to train on it."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Check questions, helplines, frameworks and the words of the domain; say what is wrong, and where."""
    from bot.command.word_checks import find_mistakes

    mistakes = find_mistakes()
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        raise click.exceptions.Exit(1)
    click.echo("The questions, helplines, frameworks and words are in order.")
