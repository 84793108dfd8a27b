"""Runs the custom actions in this process, where Rasa would call an action server over HTTP."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction
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
        _validate_results_with_one_validator()

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


def _validate_results_with_one_validator() -> None:
    # Rasa builds the schema's validator anew at every action, 35 ms each time.
    validator = jsonschema.Draft202012Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
