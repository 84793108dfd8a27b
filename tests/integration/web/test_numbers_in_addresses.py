"""Whatever stands where a number belongs is answered, also a number that no machine should read."""

from __future__ import annotations

import pytest

from bot.web.numbers import read_number
from tests.integration.web.checked_client import CheckedClient

ODD = ["9" * 5000, "²", "٣", "-1", "1e9", " "]


@pytest.mark.parametrize("number", ODD)
def test_an_odd_number_in_an_address_is_answered(
    drafted: CheckedClient, practitioner: CheckedClient, shared: str, number: str
) -> None:
    for client, path in (
        (drafted, f"/draft/if-things-go-wrong?step={number}"),
        (practitioner, f"/practitioner?page={number}"),
        (practitioner, f"{shared}/ask?skip={number}"),
        (practitioner, f"{shared}/compare?before={number}&after={number}"),
    ):
        assert client.get(path).status_code < 500, path


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("12", 12), ("٣", None), ("²", None), ("", None), ("-1", None), ("9" * 5000, None)]
)
def test_read_number_takes_small_whole_numbers_and_nothing_else(text: str, number: int | None) -> None:
    assert read_number(text) == number
