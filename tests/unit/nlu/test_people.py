"""Who is named, and how they are related, in the ways people in Britain say it."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.nlu.people import find_people

CASES: list[dict[str, Any]] = YAML(typ="safe").load((Path(__file__).parent / "people.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_people_are_found_as_said_with_name_and_relation(case: dict[str, Any]) -> None:
    assert [[p.said, p.name, p.relation] for p in find_people(case["text"])] == case["people"]


def test_people_keep_their_words_verbatim() -> None:
    text = "sunday. col ran us down, and Mrs Okafor from church  sat with our Linda"
    found = find_people(text)
    assert [p.name for p in found] == ["Col", "Mrs Okafor", "Linda"]
    assert all(text[p.start : p.end] == p.said for p in found)


def test_a_page_of_people_is_read_in_linear_time() -> None:
    text = "my neighbour Col takes her and the lad from the surgery says wait. " * 300
    assert len(find_people(text[:20_000])) > 500
