"""Reflections and questions of a good practitioner are not heard as hurts, and hurts still are.

None of these lines is in data/nlu; `HEARD_WRONG` were coded as hurts in rehearsals.
"""

import pytest

from bot.nlu.code import code_line
from bot.nlu.trained import NoModel, load_coder

pytestmark = pytest.mark.model

HURTS = {"confront", "dismissive", "advise_without_permission", "direct"}
# What was measured, so that it gets no worse (before: 15 of the 19; 5 and then 6 with the next encoder). Two is what a practitioner should have to bear.
MOST_WRONG = 6

HEARD_WRONG = (
    "You are so near to her, and can't say a word.",
    "You were shut out of your own family, and took it on yourself.",
    "Those two words meant everything, and they hurt.",
    "Something about the coin is not right, and you're carrying it alone.",
    "The dread of it is weighing on you.",
    "There is such a lot of anger held in under 'it's fine'.",
    "To be the shepherd again, with the dogs.",
    "You want to be useful, not put by the window.",
    "You can't bear to watch people look at her.",
    "It sounds frightening to lie down, and you've had to keep that to yourself.",
    "You just want to be his brother.",
    "It's the one place your head goes quiet.",
    "What are you most afraid of, Dorothy?",
    "Who did that to the door?",
    "What were you thinking while you waited?",
    "Do you need any help, Ken?",
    "How do you find the people the agency sends?",
    "What happens to you if your mum can't carry on?",
    "I haven't come to take them.",
)

LIKE_THEM = (
    "You are forever on the outside of that kitchen door, looking in.",
    "You were passed over for your cousin, and put it down to not being clever.",
    "Those four letters on the certificate shook you, and you're still shaken.",
    "Something in that hospital corridor stayed with you, and you have not told a soul.",
    "The shame sits in your stomach when the postman comes.",
    'There is a whole lot of worry tucked behind "don\'t mind me".',
    "To drive the lorry again, with the road to yourself.",
    "You want a place in the choir, not a seat at the back.",
    "You can't listen to them laugh about his stammer.",
    "You just want to be her friend and not her helper.",
    "It's only by the river that you feel like yourself.",
    "The tenth of May was the day it all went dark for you.",
    "What do you dread most about Monday, Colin?",
    "Who cut that hedge?",
    "What went on inside you while the doctor talked?",
    "Would you like any help with the shoes, Effie?",
    "How are things with the women from the council?",
    "What becomes of you when your auntie is away?",
    "I'm not here to take it from you.",
    "You're proud of him and it's breaking your heart.",
)

TRUE_HURTS = (
    "You're just feeling sorry for yourself, Tom.",
    "You can't be bothered, that's what it comes down to.",
    "You want to get those eyes tested.",
    "You need to get yourself out more.",
    "There's no sense in being frightened of a lift.",
    "It's only a bit of a limp, you'll live.",
    "Who do you think is going to clean this up?",
    "You just want to cut down on the cider.",
    "The state of you, and it's only noon.",
    "Why haven't you phoned her like you said?",
)


@pytest.fixture(autouse=True, scope="module")
def _trained() -> None:
    try:
        load_coder()
    except NoModel as missing:
        pytest.skip(f"not trained: {missing}")


def _heard_as_hurts(lines: tuple[str, ...]) -> list[str]:
    return [line for line in lines if HURTS & set(code_line(line)["behaviours"])]


@pytest.mark.parametrize("lines", [HEARD_WRONG, LIKE_THEM])
def test_hardly_any_good_turn_is_heard_as_a_hurt(lines: tuple[str, ...]) -> None:
    wrong = _heard_as_hurts(lines)
    assert len(wrong) <= MOST_WRONG, wrong


def test_most_hurts_are_still_heard() -> None:
    heard = _heard_as_hurts(TRUE_HURTS)
    # Measured: one fewer than meaning alone heard, which called 15 good turns of 19 hurts.
    assert len(heard) >= 7, set(TRUE_HURTS) - set(heard)
