"""`what-matters people`: lists, checks, begins and tries simulated people."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rehearsal.checking import check_file, things_to_say, warnings_for
from rehearsal.reading import PersonUnreadable, people_files, read_person
from rehearsal.starting import write_outline
from rehearsal.trying import Tried, count_disclosed, try_closed, try_open

# An open practitioner must hear so many times what a closed one hears.
TIMES_AS_MUCH = 3


@click.group(name="people")
def command() -> None:
    """The simulated people for rehearsing."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True)
def list_people(as_json: bool) -> None:
    """List everybody: id, name, age, place, and how much there is to hear."""
    rows = [_row(file) for file in people_files().values()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['id']:<12} {row['name']}, {row['age']}, {row['place']}")


def _row(file: Path) -> dict[str, object]:
    try:
        person = read_person(file)
    except PersonUnreadable as error:
        raise click.ClickException(str(error)) from error
    return {
        "id": person.id,
        "name": person.name,
        "age": person.age,
        "place": person.place,
        "situation": person.situation,
        "framework": person.framework,
        "things_to_say": len(things_to_say(person)),
    }


def file_of(person: str) -> Path:
    """The file that an id or a path names.

    Raises:
        click.ClickException: there is none.
    """
    if person.endswith((".yml", ".yaml")) and Path(person).is_file():
        return Path(person)
    known = people_files()
    if person not in known:
        raise click.ClickException(f"there is nobody called {person}; there are: {', '.join(known)}")
    return known[person]


@command.command()
@click.argument("people", nargs=-1)
def check(people: tuple[str, ...]) -> None:
    """Check PEOPLE, ids or files; everybody where none is named. Says in plain words what is missing."""
    files = [file_of(each) for each in people] or list(people_files().values())
    wrong = False
    for file in files:
        problems = check_file(file)
        wrong = wrong or bool(problems)
        for problem in problems:
            click.echo(problem, err=True)
        if not problems:
            person = read_person(file)
            for warning in warnings_for(person, file.name):
                click.echo(warning, err=True)
            click.echo(f"{person.name} is in order: {len(things_to_say(person))} things to say.")
    if wrong:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--name", prompt="What is the person called (as the practitioner would say it)")
def new(file: Path, name: str) -> None:
    """Begin a new person in FILE, like rehearsal/people/okafor.yml: an outline with every field explained."""
    if file.exists():
        raise click.ClickException(f"{file} is there already")
    write_outline(file, name)
    click.echo(f"Written to {file}. docs/writing-a-person.md explains how to fill it in; then: people check {file}")


@command.command(name="try")
@click.argument("person")
def try_person(person: str) -> None:
    """Let an open and a closed practitioner talk with PERSON, and say how far apart they end."""
    try:
        someone = read_person(file_of(person))
    except PersonUnreadable as error:
        raise click.ClickException(str(error)) from error
    opened, closed = try_open(someone), try_closed(someone)
    for title, tried in (("Asked openly", opened), ("Asked closed", closed)):
        click.echo(f"--- {title} ---\n")
        for each in tried:
            _print_turn(someone.name, each)
    few, many = count_disclosed(closed), count_disclosed(opened)
    click.echo(f"Asked openly {many} of {len(someone.to_tell)} things were heard, asked closed {few}.")
    if many < TIMES_AS_MUCH * max(1, few):
        click.echo(f"Asking openly should be worth at least {TIMES_AS_MUCH} times as much.", err=True)
        raise click.exceptions.Exit(1)


def _print_turn(name: str, tried: Tried) -> None:
    answered = tried.answered
    click.echo(click.wrap_text(f"You: {tried.said}", width=90))
    click.echo(click.wrap_text(f"{name}: {answered.reply}", width=90))
    heard = ", ".join(answered.disclosed)
    click.echo(f"  [trust {answered.state.trust:g}{'; heard ' + heard if heard else ''}]\n")
