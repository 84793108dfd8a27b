"""`what-matters rasa …`: Rasa's own command line on our files, with our actions and our store in the process."""

from __future__ import annotations

import sys

import click

# Rasa command → the arguments that name our files, unless the caller names others.
DEFAULTS: dict[tuple[str, ...], dict[str, list[str]]] = {
    ("train",): {
        "--domain": ["bot/preparation/domain"],
        "--config": ["bot/preparation/config.yml"],
        "--data": ["data/nlu/preparation", "stories/preparation"],
        "--out": ["models/preparation"],
    },
    ("test", "nlu"): {"--nlu": ["data/nlu/preparation"], "--domain": ["bot/preparation/domain"]},
    ("test", "core"): {"--stories": ["tests/conversations/rasa"]},
    ("test",): {
        "--domain": ["bot/preparation/domain"],
        "--stories": ["tests/conversations/rasa"],
        "--nlu": ["data/nlu/preparation"],
    },
    ("shell",): {},
}
# Both assistants are validated; the others of Rasa's commands take the guide unless told otherwise.
ASSISTANTS = ("preparation", "rehearsal")
VALIDATE = ("data", "validate")
USES_MODEL = ("test", "shell")


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Pass ARGUMENTS to Rasa, naming our files where the caller names none."""
    from bot.engine import running

    running.prepare(whole=True)
    from bot.engine.inside_rasa import act_inside_rasa
    from bot.engine.training import PREPARATION, ensure_trained

    given = [*arguments, *_defaults_for(arguments)]
    if arguments and arguments[0] in USES_MODEL and not {"--model", "-m"} & set(arguments):
        model, _ = ensure_trained(PREPARATION)
        given += ["--model", str(model)]
    import rasa.__main__

    for each in _runs(given):
        sys.argv = ["rasa", *each]
        with act_inside_rasa():
            rasa.__main__.main()


def _runs(given: list[str]) -> list[list[str]]:
    """The command line once, or once for each assistant where files are validated that nobody named."""
    if tuple(given[:2]) != VALIDATE or {"--domain", "-d", "--data", "--config", "-c", "--help", "-h"} & set(given):
        return [given]
    return [
        [
            *given,
            *("--domain", f"bot/{name}/domain", "--config", f"bot/{name}/config.yml"),
            *("--data", f"data/nlu/{name}", f"stories/{name}"),
        ]
        for name in ASSISTANTS
    ]


def _defaults_for(arguments: tuple[str, ...]) -> list[str]:
    words = tuple(word for word in arguments if not word.startswith("-"))
    for name, defaults in sorted(DEFAULTS.items(), key=lambda item: -len(item[0])):
        if words[: len(name)] == name:
            return [
                part for option, values in defaults.items() if option not in arguments for part in (option, *values)
            ]
    return []
