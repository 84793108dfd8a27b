"""An HTTP action server for our actions beside stock Rasa, writing in a store that is thrown away afterwards."""

from __future__ import annotations

import sys
from typing import Any

from bot.command.bench_servers import HOST
from bot.command.opening import throw_away_store
from bot.engine import standins
from bot.nlu.labels import TELL
from plan.bootstrap import Store


def serve(port: int) -> None:
    """Serves until it is ended."""
    standins.install(whole=True)
    with throw_away_store() as store:
        _create_app(store).run(host=HOST, port=port, single_process=True, access_log=False, motd=False)


def _create_app(store: Store) -> Any:
    from rasa_sdk import endpoint
    from rasa_sdk.executor import ActionExecutor

    from actions import wiring

    class InUnitsOfWork(ActionExecutor):  # type: ignore[misc]  # rasa-sdk has no types
        """Runs each action in a unit of work of its own, since Rasa's calls know nothing of turns."""

        async def run(self, action_call: Any) -> Any:
            understand_plainly(action_call)
            with store.session() as session, wiring.writing_in(store.unit_of_work(session)):
                answer = await super().run(action_call)
                session.commit()
                return answer

    endpoint.ActionExecutor = InUnitsOfWork
    # Only Rasa calls it; sanic-cors is stood in for.
    endpoint.configure_cors = lambda *_, **__: None
    return endpoint.create_app("actions")


def understand_plainly(action_call: dict[str, Any]) -> None:
    """Puts in what stock Rasa does not find: a message that tells something is one statement, without labels."""
    message = (action_call.get("tracker") or {}).get("latest_message") or {}
    if (message.get("intent") or {}).get("name") != TELL or "understanding" in message:
        return
    text = message.get("text") or ""
    statement: dict[str, Any] = {
        "text": text,
        "start": 0,
        "end": len(text),
        "kinds": [],
        "themes": {"adult": [], "carer": [], "child": []},
        "people": [],
        "when": None,
        "direction": "change",
        "reflection": None,
        "wording": None,
    }
    message["understanding"] = {
        "act": None,
        "act_confidence": 0.0,
        "statements": [statement] if text else [],
        "numbers": [],
        "risk": {"at_risk": False, "category": None, "score": 0.0},
    }


if __name__ == "__main__":
    serve(int(sys.argv[1]))
