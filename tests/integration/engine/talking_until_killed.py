"""Talks with the guide until it is killed, printing each message once it is acknowledged; with `read`, prints what is kept."""

import asyncio
import sys
from pathlib import Path

from bot.engine import running

running.prepare()

from bot.command.opening import load_guide  # noqa: E402
from bot.engine.guide import Guide  # noqa: E402
from plan.bootstrap import open_store  # noqa: E402


async def talk(guide: Guide) -> None:
    await guide.open("kill", "adult")
    number = 0
    while True:
        number += 1
        message = f"my garden matters to me and so does my pal Sandy, thing number {number}"
        await guide.say("kill", message)
        print(message, flush=True)


folder = Path(sys.argv[1])
store = open_store(f"sqlite:///{folder / 'talk.db'}", key_file=folder / "key")
if sys.argv[2:] == ["read"]:
    from bot.engine.guide import Guide as Reader

    for line in Reader(store, None).transcript("kill"):  # type: ignore[arg-type]
        if line.who == "person":
            print(line.text)
else:
    asyncio.run(talk(load_guide(store)))
