"""`what-matters chat`: the conversation in a terminal."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

import click

from bot.command.opening import load_guide, new_conversation_id, open_own_store, throw_away_store

NOT_TAKEN = "That did not go through, and nothing was changed. Please send it again in a moment."


@click.command()
@click.option("--framework", type=click.Choice(["adult", "carer", "child"]))
@click.option("--code", help="Come back to a conversation with its code.")
@click.option("--throw-away", is_flag=True, help="Keep nothing when the conversation ends.")
def command(framework: str | None, code: str | None, throw_away: bool) -> None:
    """Talk with the guide. End with Ctrl-D; “pause” gives a code to come back with."""
    with ExitStack() as stack:
        store = stack.enter_context(throw_away_store()) if throw_away else open_own_store()
        guide = load_guide(store)
        conversation_id = new_conversation_id()
        if code:
            from plan.services.access import find_plan_by_resume_code

            with store.unit_of_work(reading=True) as uow:
                found = find_plan_by_resume_code(uow, code)
            if found is None:
                raise click.ClickException("that code opens nothing here")
            conversation_id = found
        asyncio.run(_talk(guide, conversation_id, framework))


async def _talk(guide, conversation_id: str, framework: str | None) -> None:  # type: ignore[no-untyped-def]
    from bot.engine.guide import GuideUnavailable

    turn = await guide.open(conversation_id, framework)
    while True:
        for reply in turn.replies:
            click.echo(click.wrap_text(reply.text, width=78, preserve_paragraphs=True) + "\n")
            if reply.choices:
                click.echo("  " + " · ".join(choice.label for choice in reply.choices) + "\n")
        try:
            message = await asyncio.to_thread(input, "> ")
        except EOFError:
            return
        click.echo()
        try:
            turn = await guide.say(conversation_id, message)
        except GuideUnavailable:
            click.echo(NOT_TAKEN)
