"""Lets Rasa's own commands (shell, test) use our custom actions, with a plan that is thrown away afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path
from typing import Any

import rasa.core.processor
import sanic.response
from cryptography.fernet import Fernet
from sanic import Sanic

from actions import wiring
from bot.engine.in_process_actions import InProcessActions
from bot.engine.turns import turn_in_hand
from bot.engine.wording import SteadyWording
from plan.bootstrap import Store, open_store


class _ActionsWithOwnTurns(InProcessActions):
    """Runs each action as a turn of its own, since Rasa's commands know nothing of ours."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        with (
            self._store.session() as session,
            turn_in_hand(session),
            wiring.writing_in(self._store.unit_of_work(session)),
        ):
            answer = await super().request(*args, **kwargs)
            session.commit()
            return answer


@contextmanager
def act_inside_rasa() -> Iterator[None]:
    """While it lasts, an agent that Rasa makes runs our actions and words."""
    processor = rasa.core.processor.MessageProcessor
    original = processor.__init__
    # Rasa's shell reads the keyboard inside Sanic; a worker process of its own would have no keyboard.
    serve = Sanic.run
    Sanic.run = partialmethod(serve, single_process=True)
    # Its console streams replies by a name that newer Sanics dropped for the class itself.
    sanic.response.stream = sanic.response.ResponseStream
    with tempfile.TemporaryDirectory(prefix="what-matters-") as folder:
        store = open_store(
            f"sqlite:///{folder}/throw-away.db",
            key=Fernet.generate_key().decode(),
            key_file=Path(folder) / "key",
        )

        def with_our_actions(self: Any, *args: Any, **kwargs: Any) -> None:
            if kwargs.get("action_endpoint") is None:
                kwargs["action_endpoint"] = _ActionsWithOwnTurns(store)
            original(self, *args, **kwargs)
            self.nlg = SteadyWording(self.domain.responses)

        processor.__init__ = with_our_actions
        try:
            yield
        finally:
            processor.__init__ = original
            Sanic.run = serve
            store.close()
