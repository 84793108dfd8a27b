"""`what-matters understand`: one JSON object for each line of the input."""

from __future__ import annotations

import click

from bot.command.json_lines import as_line
from bot.command.lines import lines_at_hand
from bot.command.trained import preparation_model


@click.command()
@click.option("--framework", type=click.Choice(["adult", "carer", "child"]), default="adult", show_default=True)
def command(framework: str) -> None:
    """Read one message a line from standard input; print what the guide makes of each."""
    model = preparation_model()
    from bot.nlu.understand import understand_lines

    for lines in lines_at_hand():
        for understood in understand_lines(lines, framework, model):
            click.echo(as_line(understood))
