"""The command line: `what-matters …`. Each command lives in a module of its own, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

# command → module of bot.command; kept as a table so that `what-matters --help` imports nothing heavy.
COMMANDS = {
    "serve": ("serving", "Serve the pages, the chat and, with a token, Rasa's REST channel."),
    "setup": (
        "setting_up",
        "Train the models where their data changed, and bring the database up to date.",
    ),
    "chat": ("chatting", "Talk with the guide in the terminal."),
    "replay": ("replaying", "Play a person against the guide; print the transcript and the draft."),
    "understand": ("understanding", "Say what the guide makes of each line of the input."),
    "code": ("coding", "Code each line of the input as a practitioner's turn."),
    "evaluate": ("evaluating", "Measure the language part on the evaluation set."),
    "bench": ("benching", "Measure start, memory and speed, on request beside stock Rasa."),
    "check-words": (
        "checking",
        "Check questions, helplines, frameworks and the words of the domain.",
    ),
    "rasa": (
        "rasa_commands",
        "Rasa's own commands on our files: train, data validate, test, shell.",
    ),
    "rehearse": ("rehearse", "Talk with a simulated person, or play a script and get the report."),
    "people": ("people", "The simulated people for rehearsing: list, check, new, try."),
    "backup": ("backing_up", "Write everything that is stored to a file, encrypted, while the service runs."),
    "restore": ("restoring", "Take the content of a backup instead of what is stored, or refuse."),
    "export": ("exporting", "Write all that is held about one person."),
    "erase": ("erasing", "Delete all that is held about one person."),
    "retention": ("retaining", "Delete what was kept for long enough, or say what would be."),
    "key": ("key_group", "Give everything a new key; check the present one."),
    "audit": ("auditing", "Check and show the trail of who read or changed what."),
    "plan": ("plan_group", "List, export, import and verify plans."),
    "account": ("accounts", "Add accounts; rank, team, close, open, sign out, reset."),
    "practitioner": ("accounts", "The same, under its older name."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, summary = COMMANDS[cmd_name]
        command: click.Command = import_module(f"bot.command.{module}").command
        command.short_help = summary
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Exception as error:
            from plan.store.keys import StoreRefused

            if isinstance(error, StoreRefused):
                raise click.ClickException(str(error)) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="what-matters")
def main() -> None:
    """What Matters: a guide for outcomes-focused conversations."""
