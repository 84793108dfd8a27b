"""Runs the custom actions in this process, where Rasa would call an action server over HTTP."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.engine.turns import current_turn


class InProcessActions(EndpointConfig):
    """An action endpoint that hands each call to rasa-sdk's executor.

    An error in an action is noted on the turn, because Rasa itself swallows it and goes on as if the action had said
    nothing; the guide then takes the whole turn back.
    """

    def __init__(self, package: str = "actions") -> None:
        # Selective domain: Rasa would otherwise serialise the whole domain for every action.
        super().__init__("in-process:", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        _trust_our_own_actions()

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Runs the action named in the call; see rasa.utils.endpoints.EndpointConfig.request.

        Raises:
            ClientResponseError: status 400 where an action refuses to run, as the HTTP action server answers.
        """
        call = kwargs["json"]
        try:
            return await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            answer = {"error": rejection.message, "action_name": rejection.action_name}
            raise ClientResponseError(400, rejection.message, json.dumps(answer)) from rejection
        except Exception as error:
            turn = current_turn()
            turn.failure = turn.failure or error
            raise


def _trust_our_own_actions() -> None:
    """Replaces two things that Rasa does at every action for the sake of servers it does not know.

    It builds and runs a JSON schema over the result (35 ms), and it searches all subclasses for the type of each event
    (some 46 a turn). Our results come from rasa-sdk in this process, and the types of events do not change.
    """

    def has_its_parts(self: RemoteAction, result: dict[str, Any]) -> bool:
        if not isinstance(result.get("events"), list) or not isinstance(result.get("responses"), list):
            raise jsonschema.ValidationError("an action's result needs events and responses")
        return True

    RemoteAction._validate_action_result = has_its_parts
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
