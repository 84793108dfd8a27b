"""What of an answer is a step of its own."""

from typing import Any

from actions.keeping_steps import in_steps


def said(text: str, *parts: tuple[str, str]) -> list[dict[str, Any]]:
    """Statements at their places in the text, each with its kind."""
    return [
        {"text": part, "kinds": [kind], "start": text.index(part), "end": text.index(part) + len(part)}
        for part, kind in parts
    ]


def test_what_goes_on_with_a_step_stays_with_it() -> None:
    text = "me? I could ring Tam, he kept my plot going. Our lad could dig"
    parts = said(
        text, ("I could ring Tam", "step"), ("he kept my plot going", "strength"), ("Our lad could dig", "step")
    )
    assert [each["text"] for each in in_steps(text, parts)] == [
        "I could ring Tam, he kept my plot going",
        "Our lad could dig",
    ]


def test_an_answer_without_any_step_is_one_all_the_same() -> None:
    text = "a rail by the back step"
    assert [each["text"] for each in in_steps(text, said(text, (text, "strength")))] == [text]
