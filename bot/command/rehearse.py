"""`what-matters rehearse`: talk with a simulated person in the terminal, or play a script and get the report."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.command.opening import load_partner, throw_away_store
from rehearsal.person import Person
from rehearsal.reading import NoSuchPerson, PersonUnreadable, find_person, people_files
from rehearsal.record import FEEDBACK, RehearsedTurn
from rehearsal.reporting import make_report, report_as_plain, report_words, say_measure

if TYPE_CHECKING:
    from bot.engine.partner import Partner

NOT_TAKEN = "That did not go through. Please say it again in a moment."
OVER = "The talk is over."
# A line of a script that stands for saying nothing.
SILENCE = "..."


@click.command()
@click.argument("person")
@click.option("--script", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One turn a line.")
@click.option("--json", "as_json", is_flag=True, help="Print turns and report as JSON.")
@click.option("--feedback", type=click.Choice(FEEDBACK), default="each_turn", show_default=True)
def command(person: str, script: Path | None, as_json: bool, feedback: str) -> None:
    """Talk with PERSON (see `people list`). End with Ctrl-D; an empty line is silence. Nothing is kept."""
    who = known_person(person)
    with throw_away_store() as store:
        partner = load_partner(store)
        if script is not None:
            turns = asyncio.run(play(partner, who, read_script(script)))
            click.echo(_as_json(who, turns) if as_json else as_text(who, turns, feedback))
            return
        turns = asyncio.run(_talk(partner, who, feedback))
    click.echo(_as_json(who, turns) if as_json else report_text(who, turns))


def known_person(person_id: str) -> Person:
    """The person with this id.

    Raises:
        click.ClickException: there is none, or the file cannot be read.
    """
    try:
        return find_person(person_id)
    except NoSuchPerson as error:
        known = ", ".join(people_files())
        raise click.ClickException(f"there is nobody called {person_id}; there are: {known}") from error
    except PersonUnreadable as error:
        raise click.ClickException(str(error)) from error


def read_script(file: Path) -> list[str]:
    """The turns of a script: one a line, empty lines left out, `...` for saying nothing."""
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


async def play(partner: Partner, person: Person, script: list[str]) -> list[RehearsedTurn]:
    """Plays a script to its end, or until the person ends the talk; gives the turns."""
    rehearsal = await partner.begin(person.id)
    path_id = rehearsal.paths[0].id
    turns = []
    for line in script:
        turn = await partner.say(path_id, line)
        latest = partner.latest_turn(path_id)
        assert latest is not None
        turns.append(latest)
        if turn.finished:
            break
    return turns


async def _talk(partner: Partner, person: Person, feedback: str) -> list[RehearsedTurn]:
    from bot.engine.talking import GuideUnavailable

    rehearsal = await partner.begin(person.id, feedback=feedback)
    path_id = rehearsal.paths[0].id
    click.echo(f"{_wrapped(person.situation)}\n\n{_wrapped(person.scene)}\n")
    turns: list[RehearsedTurn] = []
    while True:
        try:
            said = await asyncio.to_thread(input, "You: ")
        except EOFError:
            click.echo()
            return turns
        try:
            turn = await partner.say(path_id, said.strip() or SILENCE)
        except GuideUnavailable:
            click.echo(NOT_TAKEN)
            continue
        latest = partner.latest_turn(path_id)
        assert latest is not None
        turns.append(latest)
        for reply in turn.replies:
            if reply.kind == "person":
                click.echo(f"\n{_wrapped(f'{person.name}: {reply.text}')}\n")
            else:
                click.echo(_wrapped(f"({reply.text})") + "\n")
        if turn.finished:
            return turns


def _as_json(person: Person, turns: list[RehearsedTurn]) -> str:
    return json.dumps(as_plain(person, turns), ensure_ascii=False, indent=1)


def as_plain(person: Person, turns: list[RehearsedTurn]) -> dict[str, Any]:
    """Turns and report in the shape that `rehearse --json` promises."""
    rows = [
        {
            "said": turn.said,
            "behaviours": list(turn.behaviours),
            "reply": turn.reply,
            "trust": turn.trust,
            "disclosed": list(turn.disclosed),
            "feedback": " ".join(turn.feedback),
            "why": {name: value for name, value in turn.why.items() if value not in (None, [], ())},
        }
        for turn in turns
    ]
    return {"person": person.id, "turns": rows, "report": report_as_plain(make_report(person, turns))}


def as_text(person: Person, turns: list[RehearsedTurn], feedback: str) -> str:
    """Transcript and report for reading."""
    lines = []
    for turn in turns:
        lines += [_wrapped(f"You: {turn.said}"), _wrapped(f"{person.name}: {turn.reply}")]
        if feedback == "each_turn":
            lines.append(_wrapped(f"({' '.join(turn.feedback)})"))
        lines.append("")
    return "\n".join([*lines, report_text(person, turns)])


def report_text(person: Person, turns: list[RehearsedTurn]) -> str:
    """The report for reading in a terminal."""
    report, words = make_report(person, turns), report_words()
    lines = [f"--- {words['title']} ---", ""]
    for name, about in words["measures"].items():
        level = report.level(name)
        said = say_measure(name, getattr(report.measures, name))
        judged = f", {about['levels'][level]}, {about['source']}" if level is not None else ""
        lines.append(f"{about['name']}: {said}{judged}")
    lines.append("Trust: " + " ".join(f"{value:g}" for value in report.trust))
    for kind, named in words["kinds"].items():
        items = report.of_kind(kind)
        heard = [item.disclosure.summary for item in items if item.turn is not None]
        lines += ["", f"{named['many']}: heard {len(heard)} of {len(items)}", *(f"  - {each}" for each in heard)]
    lines += ["", f"{person.name}:", "", _wrapped(person.hidden_story)]
    return "\n".join(lines)


def _wrapped(text: str) -> str:
    return click.wrap_text(text, width=90, preserve_paragraphs=True)
