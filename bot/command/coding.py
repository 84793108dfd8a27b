"""`what-matters code`: the behaviours in each line of the input, taken as a practitioner's turn."""

from __future__ import annotations

import click

from bot.command.json_lines import as_line
from bot.command.lines import input_lines
from bot.command.trained import rehearsal_model


@click.command()
@click.option("--suggest", is_flag=True, help="Also print another way to say the turn, as an open question.")
def command(suggest: bool) -> None:
    """Read one practitioner's turn a line from standard input; print its behaviours and what decided."""
    model = rehearsal_model()
    from bot.nlu.code import code_line

    for line in input_lines():
        click.echo(as_line(code_line(line, model, with_suggestion=suggest)))
