"""Replies of the real guide that were unkind or untrue once, as a reader met them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.guide import Guide
from plan.services.outlining import outline_plan

pytestmark = pytest.mark.model
ONE = "5a1d"


async def talk(guide: Guide, *messages: str, opened: bool = True) -> list[str]:
    """What the guide says to each message, joined."""
    if opened:
        await guide.open(ONE)
    return [" ".join(each.text for each in (await guide.say(ONE, text)).replies) for text in messages]


def draft(guide: Guide) -> dict[str, Any]:
    with guide.store.unit_of_work(reading=True) as uow:
        return outline_plan(uow, ONE)


@pytest.mark.parametrize(("first", "expected"), [("for me", "This is about you"), ("im 15", "Good to meet you")])
async def test_who_it_is_for_may_be_said_first(guide: Guide, first: str, expected: str) -> None:
    said = await talk(guide, first, opened=False)
    assert expected in said[0]
    assert "short way" in said[0]
    plan = draft(guide)
    assert (plan["statements"], plan["outcomes"], plan["people"]) == ([], [], [])


async def test_how_long_may_be_said_first(guide: Guide) -> None:
    said = await talk(guide, "short", "me", opened=False)
    assert "Who is this for?" in said[0]
    assert "What matters most" in said[1]


async def test_how_long_may_be_said_late(guide: Guide) -> None:
    said = await talk(guide, "me", "full", "short one please")
    assert said[2].startswith("The short way it is.")
    assert draft(guide)["statements"] == []


async def test_words_about_a_life_are_kept_whatever_was_asked(guide: Guide) -> None:
    said = await talk(guide, "I want to see my cat Tibbles")
    assert "could not make anything" not in said[0]
    assert [each["text"] for each in draft(guide)["statements"]] == ["I want to see my cat Tibbles"]


async def test_a_service_after_a_service_is_no_outcome(guide: Guide) -> None:
    await talk(guide, "me", "short", "I need a stairlift", "I need more hours of care", "a stairlift", "so I dont fall")
    outcomes = draft(guide)["outcomes"]
    assert [each["wording"] for each in outcomes] == ["I dont fall"]
    assert {each["what"] for each in outcomes[0]["actions"]} >= {"I need a stairlift", "I need more hours of care"}


async def test_what_is_hard_is_not_what_a_service_makes_possible(guide: Guide) -> None:
    said = await talk(guide, "me", "short", "I need a stairlift", "I keep falling")
    assert "what you want" not in said[3]
    assert draft(guide)["outcomes"] == []


async def test_the_dead_are_not_asked_to_have_a_part(guide: Guide) -> None:
    await talk(guide, "me", "short", "I like my roses. My late husband Ron planted them")
    assert draft(guide)["people"] == []


async def test_bad_news_is_nothing_to_hold_on_to(guide: Guide) -> None:
    said = await talk(guide, "me", "short", "my garden", "nothing goes well")
    assert "hold on to" not in said[3]
    assert "works" not in said[3]


async def test_what_was_meant_is_kept_and_asked_about(guide: Guide) -> None:
    said = await talk(guide, "me", "full", "my garden", "actually I meant my allotment")
    assert "my allotment" in said[3]
    assert "my allotment" in [each["text"] for each in draft(guide)["statements"]]


async def test_read_it_again_reads_it_again(guide: Guide) -> None:
    said = await talk(guide, "me", "short", "why do you ask", "read it again")
    assert said[2].endswith(said[3])


async def test_welsh_is_given_back_as_it_was_typed(guide: Guide) -> None:
    said = await talk(guide, "i fi", "llawn", "Dw i eisiau aros adre gyda fy nghi")
    assert "Dw you" not in said[2]
    assert "Dw i eisiau aros adre gyda fy nghi" in said[2]


async def test_a_strength_is_not_cut_off_before_its_but(guide: Guide) -> None:
    said = await talk(
        guide,
        "me",
        "full",
        "I like the radio. I am good at knitting but I can't do it one handed. I don't want strangers washing me. "
        "My son Wayne never rings",
    )
    assert "good at knitting. And" not in said[2]


async def test_what_somebody_upset_says_is_kept(guide: Guide) -> None:
    said = await talk(guide, "me", "full", "just getting through the day. im shattered")
    assert "It sounds as if it is a lot" in said[2]
    assert "just getting through the day" in " ".join(each["text"] for each in draft(guide)["statements"])


async def test_a_number_alone_is_nothing_that_somebody_wants(guide: Guide) -> None:
    said = await talk(guide, "me", "short", "I need a stairlift", "2")
    assert "“2”" not in said[3]
    assert draft(guide)["outcomes"] == []


async def test_nothing_is_quoted_that_was_not_said(guide: Guide) -> None:
    home = "I want to go home"
    said = await talk(guide, home, home, "me", home, "my mum will be waiting")
    assert not any("None" in each for each in said)
    assert "step" not in said[4]


async def test_who_is_estranged_is_not_asked_along(guide: Guide) -> None:
    await talk(guide, "me", "full", "My son Wayne doesn't speak to me anymore. My daughter Kelly comes on Tuesdays")
    assert [each["name"] for each in draft(guide)["people"]] == ["Kelly"]


async def test_a_service_that_is_no_longer_wanted_goes_and_nobody_is_called_so(guide: Guide) -> None:
    said = await talk(
        guide, "me", "short", "my garden. Paula and Dev bring soup. I worry about the stairs and the dark. I want to walk to the pier",
        "I can still do my own soup", "nothing more to say", "I want the day centre", "actually no, I don't want the day centre",
    )  # fmt: skip
    assert "no longer want" in said[-1] or "put right" in said[-1]
    held = draft(guide)
    assert not any("day centre" in action["what"] for outcome in held["outcomes"] for action in outcome["actions"])
    assert not any("actually" in person["name"] for person in held["people"])
