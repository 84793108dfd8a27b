"""An HTTP action server for our actions beside stock Rasa, writing in a store that is thrown away afterwards."""

from __future__ import annotations

import sys
from typing import Any

from bot.command.bench_servers import HOST
from bot.command.opening import throw_away_store
from bot.engine import standins
from plan.bootstrap import Store


def serve(port: int) -> None:
    """Serves until it is ended."""
    standins.install()
    with throw_away_store() as store:
        _create_app(store).run(host=HOST, port=port, single_process=True, access_log=False, motd=False)


def _create_app(store: Store) -> Any:
    from rasa_sdk import endpoint
    from rasa_sdk.executor import ActionExecutor

    from actions import wiring

    class InUnitsOfWork(ActionExecutor):
        """Runs each action in a unit of work of its own, since Rasa's calls know nothing of turns."""

        async def run(self, action_call: Any) -> Any:
            with store.session() as session, wiring.writing_in(store.unit_of_work(session)):
                answer = await super().run(action_call)
                session.commit()
                return answer

    endpoint.ActionExecutor = InUnitsOfWork
    # Only Rasa calls it; sanic-cors is stood in for.
    endpoint.configure_cors = lambda *_, **__: None
    return endpoint.create_app("actions")


if __name__ == "__main__":
    serve(int(sys.argv[1]))
