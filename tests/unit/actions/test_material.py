"""What a practice lead edits, read as the conversation reads it."""

from datetime import date

import pytest

from actions.material import helplines, is_clear_yes, question, questions, read_choice, read_support


def test_every_stage_asks_its_questions_in_order() -> None:
    stages = list(dict.fromkeys(each.stage for each in questions() if each.about != "service"))
    assert stages == [
        "welcome", "what_matters", "strengths", "concerns", "aspirations", "people", "where_now", "towards_a_plan", "summary",
    ]  # fmt: skip


def test_question_is_found_by_its_id() -> None:
    found = question("strength_helps")
    assert found is not None
    assert found.ways == ("full",)
    assert question("no_such_question") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("me. well me and the dog", "adult"),
        ("For myself", "adult"),
        ("I look after my husband, he has Parkinson's", "carer"),
        ("I'm a carer", "carer"),
        ("i am a young person", "child"),
        ("im 16", "child"),
        ("I am helping someone", "helping"),
        ("on behalf of my neighbour", "helping"),
        ("Margaret", None),
        ("it is raining", None),
    ],
)
def test_read_choice_hears_who_it_is_for(text: str, expected: str | None) -> None:
    assert read_choice("framework", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the short one", "short"), ("five minutes will do", "short"), ("full", "full"), ("whichever", None)],
)
def test_read_choice_hears_which_way(text: str, expected: str | None) -> None:
    assert read_choice("way", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the physio at the clinic", "service"),
        ("my neighbour Col", "natural"),
        ("the walking group", "community"),
        ("I could do that myself", None),
    ],
)
def test_read_support_tells_who_would_carry_an_action(text: str, expected: str | None) -> None:
    assert read_support(text) == expected


def test_helplines_show_childline_only_to_young_people() -> None:
    childline = next(line for line in helplines() if line.id == "childline")
    assert childline.fits("suicide_self_harm", "child")
    assert not childline.fits("suicide_self_harm", "adult")


def test_lines_of_another_nation_are_left_out_where_the_nation_is_set() -> None:
    def shown(nation: str | None) -> set[str]:
        return {line.name for line in helplines() if line.fits("partner_violence", "adult", nation)}

    assert any("Wales" in name for name in shown(None))
    assert any("Wales" in name for name in shown("wales"))
    assert not any("Wales" in name for name in shown("scotland"))
    assert any("Scotland" in name for name in shown("scotland"))


def test_emergency_number_fits_every_risk() -> None:
    emergency = next(line for line in helplines() if line.id == "emergency")
    for category in ("suicide_self_harm", "basic_needs_now", "medical_emergency", "partner_violence"):
        assert emergency.fits(category, "adult")


def test_helplines_were_checked_within_twelve_months() -> None:
    stale = [line.id for line in helplines() if (date.today() - line.checked).days > 365]
    assert not stale, f"check these numbers with their source and set the date: {stale}"


@pytest.mark.parametrize(
    "message", ["Yes, delete it all", "yes", "YES!", "aye, get rid of it", "delete everything please", "ie"]
)
def test_clear_yes_deletes(message: str) -> None:
    assert is_clear_yes(message)


@pytest.mark.parametrize(
    "message",
    [
        "carry on", "ok", "sure", "stop", "stop stop", "i think so", "", "yes but not yet", "don’t delete it",
        "no, keep it", "yes I walked there every day with my dog and my brother and his wife", "that's right",
    ],
)  # fmt: skip
def test_anything_else_deletes_nothing(message: str) -> None:
    assert not is_clear_yes(message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short. no go on, full", "full"),
        ("The full way. No wait, the short one", "short"),
        ("short, not the full one", "short"),
        ("five minutes", "short"),
        ("whatever", None),
    ],
)
def test_of_two_ways_the_last_is_meant(text: str, expected: str | None) -> None:
    assert read_choice("way", text) == expected
