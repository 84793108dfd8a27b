"""A service that is asked for again in other words."""

import pytest

from actions.memory import Memory
from actions.taking_back import still_asks

MEMORY = Memory({"services": [{"words": "we need more hours of home care", "turn": 3, "asked": True}]})


@pytest.mark.parametrize(
    ("text", "kinds", "first"),
    [
        ("I just want the hours back", ["aspiration"], "service_request"),
        ("we need more care", ["aspiration", "concern"], "service_request"),
        ("I want to sleep for seven hours", ["aspiration"], "aspiration"),
        ("I'd love an evening with my paints", ["aspiration"], "aspiration"),
        ("I want hours in the garden with nobody to lift and no clock to watch", ["aspiration"], "aspiration"),
        ("the hours are long", ["concern"], "concern"),
    ],
)
def test_the_same_request_in_other_words_is_still_a_request(text: str, kinds: list[str], first: str) -> None:
    heard = still_asks({"text": text, "kinds": kinds}, MEMORY)
    assert heard["kinds"][0] == first
