"""`what-matters replay`: a scripted person talks with the guide; the transcript and the draft come out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.command.opening import load_guide, new_conversation_id, open_own_store, throw_away_store

STAGES = (
    "welcome",
    "what_matters",
    "strengths",
    "concerns",
    "aspirations",
    "people",
    "where_now",
    "towards_a_plan",
    "summary",
)
OTHERWISE = "I don't know"
# A script that answers by stage could go on adding for ever; no honest conversation is as long as this.
MOST_TURNS = 120


@dataclass
class Script:
    """What a scripted person says: lines in order, or answers by stage with one for when these are used up."""

    lines: list[str] | None = None
    answers: dict[str, list[str]] = field(default_factory=dict)
    otherwise: str = OTHERWISE

    def messages(self) -> Iterator[str]:
        """The lines, in order."""
        yield from self.lines or []

    def answer(self, stage: str) -> str:
        """The next answer for a stage."""
        left = self.answers.get(stage)
        return left.pop(0) if left else self.otherwise


def read_script(path: Path) -> Script:
    """Reads a script.

    Raises:
        click.ClickException: the file is not one, with the place and the reason.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if path.suffix.lower() not in (".yml", ".yaml"):
        return Script(lines=[line.strip() for line in text.splitlines() if line.strip()])
    try:
        content = YAML(typ="safe").load(text)
    except YAMLError as error:
        raise click.ClickException(f"{path}: {error}") from error
    answers = content.get("answers") if isinstance(content, dict) else None
    if not isinstance(answers, dict):
        raise click.ClickException(f"{path}: answers: expected, with a list of messages for each stage")
    unknown = [stage for stage in answers if stage not in STAGES]
    if unknown:
        raise click.ClickException(f"{path}: {unknown[0]}: no such stage; stages: {', '.join(STAGES)}")
    listed = {
        stage: [str(each) for each in (said if isinstance(said, list) else [said])]
        for stage, said in answers.items()
        if said is not None
    }
    return Script(answers=listed, otherwise=str(content.get("otherwise") or OTHERWISE))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--framework", type=click.Choice(["adult", "carer", "child"]))
@click.option("--json", "as_json", is_flag=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the person speaks.")
@click.option("--keep", is_flag=True, help="Keep the conversation in the store that the settings name.")
def command(file: Path, framework: str | None, as_json: bool, today: Any, keep: bool) -> None:
    """Play FILE against the guide: text, one message a line; or YAML with answers for each stage."""
    script = read_script(file)
    with ExitStack() as stack:
        store = open_own_store() if keep else stack.enter_context(throw_away_store())
        guide = load_guide(store)
        guide.today = today.date() if today else None
        played = asyncio.run(play(guide, script, framework))
    click.echo(json.dumps(played, ensure_ascii=False, indent=1) if as_json else as_text(played))


async def play(guide: Any, script: Script, framework: str | None) -> dict[str, Any]:
    """Plays a script to its end, or to that of the conversation; gives transcript, draft, finished, stage."""
    conversation_id = new_conversation_id()
    turn = await guide.open(conversation_id, framework)
    transcript = [_guide_line(turn)]
    if script.lines is not None:
        for message in script.messages():
            transcript.append({"who": "person", "text": message, "stage": turn.stage})
            turn = await guide.say(conversation_id, message)
            transcript.append(_guide_line(turn))
    else:
        for _ in range(MOST_TURNS):
            if turn.finished:
                break
            message = script.answer(turn.stage)
            transcript.append({"who": "person", "text": message, "stage": turn.stage})
            turn = await guide.say(conversation_id, message)
            transcript.append(_guide_line(turn))
    return {
        "transcript": transcript,
        "plan": draft(guide, conversation_id),
        "finished": turn.finished,
        "stage": turn.stage,
    }


def _guide_line(turn: Any) -> dict[str, str]:
    return {
        "who": "guide",
        "text": "\n".join(reply.text for reply in turn.replies),
        "stage": turn.stage,
    }


def draft(guide: Any, conversation_id: str) -> dict[str, Any]:
    """The draft as plain values, in the shape that `replay --json` promises."""
    from plan.services.outlining import outline_plan

    with guide.store.unit_of_work(reading=True) as uow:
        return outline_plan(uow, conversation_id)


def as_text(played: dict[str, Any]) -> str:
    """Transcript and draft for reading."""
    names = {"guide": "Guide", "person": "Person"}
    lines = [f"{names[line['who']]}: {line['text']}\n" for line in played["transcript"]]
    return "\n".join([*lines, json.dumps(played["plan"], ensure_ascii=False, indent=1)])
