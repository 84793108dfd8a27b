"""Requests made from the OpenAPI document, right and wrong ones: no 500, and only answers that are described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from bot.web.app import create_app
from bot.web.pages.operations import description
from bot.web.settings import Settings
from plan.bootstrap import open_store
from tests.integration.web.guide_for_pages import FixedGuide

TOKEN = "a token"


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    store = open_store(f"sqlite:///{folder}/f.db", Fernet.generate_key().decode(), folder / "key")
    known = Settings(secret="s", rest_token=TOKEN, metrics_token=TOKEN, messages_a_minute=10**6)
    app = create_app(FixedGuide(store), store, known)
    return schemathesis.openapi.from_asgi("/openapi.json", app, config=SchemathesisConfig())


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(
    "operation", [f"{m.upper()} {path}" for path, ms in description()["paths"].items() for m in ms]
)
def test_every_request_gets_a_described_answer(described: Any, operation: str, mode: GenerationMode) -> None:
    method, path = operation.split(" ")
    if mode.is_negative and method == "GET":
        pytest.skip("a request without anything in it cannot be wrong")

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code < 500
        case.validate_response(answer, checks=[status_code_conformance, response_schema_conformance])

    ask()
