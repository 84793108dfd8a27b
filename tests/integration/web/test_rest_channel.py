"""Rasa's REST channel, as a client of Rasa's uses it."""

from __future__ import annotations

from bot.web.app import create_app
from bot.web.settings import Settings
from plan.bootstrap import Store
from tests.integration.web.checked_client import CheckedClient
from tests.integration.web.guide_for_pages import FixedGuide

PATH = "/webhooks/rest/webhook"
MESSAGE = {"sender": "+44 1383 000000", "message": "hello"}


def test_channel_is_not_there_without_a_token(guide: FixedGuide, store: Store) -> None:
    client = CheckedClient(create_app(guide, store, Settings(secret="a secret for tests")))
    assert client.post(f"{PATH}?token=", json=MESSAGE).status_code == 404


def test_channel_refuses_a_wrong_token(client: CheckedClient) -> None:
    assert client.post(PATH, json=MESSAGE).status_code == 401
    assert client.post(f"{PATH}?token=näh", json=MESSAGE).status_code == 401
    wrong = {"Authorization": "Bearer nothing"}
    assert client.post(PATH, json=MESSAGE, headers=wrong).status_code == 401


def test_channel_answers_in_rasas_format(client: CheckedClient, guide: FixedGuide) -> None:
    bearer = {"Authorization": "Bearer a token"}
    answer = client.post(PATH, json=MESSAGE, headers=bearer)
    assert answer.json() == [
        {"recipient_id": MESSAGE["sender"], "text": "“hello”"},
        {"recipient_id": MESSAGE["sender"], "text": "What else matters?"},
    ]
    assert MESSAGE["sender"] not in guide.lines
    client.post(f"{PATH}?token=a%20token", json=MESSAGE)
    assert len(guide.lines) == 1


def test_channel_gives_buttons(client: CheckedClient) -> None:
    said = {"sender": "a", "message": "i could do away with it all"}
    last = client.post(f"{PATH}?token=a%20token", json=said).json()[-1]
    assert last["buttons"] == [{"title": "Carry on", "payload": "carry on"}]


def test_channel_explains_what_is_wrong_with_a_body(client: CheckedClient) -> None:
    def reason(body: str) -> str:
        answer = client.post(f"{PATH}?token=a%20token", content=body)
        assert answer.status_code == 400
        return str(answer.json()["reason"])

    assert reason("{") == "not_json"
    assert reason("[" * 100_000) == "not_json"
    assert reason("[]") == "not_an_object"
    assert reason('{"message": "a"}') == "sender_missing"
    assert reason('{"sender": "a", "message": " "}') == "message_missing"


def test_channel_refuses_what_is_too_large(client: CheckedClient) -> None:
    large = {"sender": "a", "message": "x" * 1_000_000}
    assert client.post(f"{PATH}?token=a%20token", json=large).status_code == 413


def test_channel_says_when_the_guide_is_unavailable(client: CheckedClient, guide: FixedGuide) -> None:
    guide.fails = True
    answer = client.post(f"{PATH}?token=a%20token", json=MESSAGE)
    assert answer.status_code == 503
    assert answer.json()["reason"] == "guide_unavailable"


def test_channel_bears_a_program_but_not_one_that_runs_wild(guide: FixedGuide, store: Store) -> None:
    slow = Settings(secret="a secret for tests", rest_token="a token", messages_a_minute=1, clock=lambda: 0.0)
    client = CheckedClient(create_app(guide, store, slow))
    codes = [client.post(f"{PATH}?token=a%20token", json=MESSAGE).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
    other = {"sender": "another", "message": "hello"}
    assert client.post(f"{PATH}?token=a%20token", json=other).status_code == 200
