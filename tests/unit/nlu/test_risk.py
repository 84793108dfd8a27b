"""Phrases of danger raise the score; idioms lower it; what is denied, past or on the telly is not raised."""

import numpy as np
import pytest

from bot.nlu.encoder import Encoded
from bot.nlu.heads import ChoiceHead
from bot.nlu.labels import RISKS
from bot.nlu.risk import detect, judge


def _judge(
    text: str, score: float, category: str = "suicide_self_harm", threshold: float = 0.3
) -> tuple[bool, str | None]:
    rest = score / 100
    probabilities = dict.fromkeys(RISKS, rest) | {category: score, "none": 1 - score}
    risk = judge(text, probabilities, threshold)
    return risk.at_risk, risk.category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("i keep thinking of ending my life", "suicide_self_harm"),
        ("saving up my tablets", "suicide_self_harm"),
        ("my husband hits me when he's had a drink", "partner_violence"),
        ("cannae get my breath", "medical_emergency"),
        ("sleeping in my car just now", "basic_needs_now"),
    ],
)
def test_a_phrase_of_danger_helps_a_doubtful_score(text: str, category: str) -> None:
    assert _judge(text, 0.15, category) == (True, category)


@pytest.mark.parametrize("text", ["the bus was late", "a bit low since Sunday"])
def test_a_doubtful_score_alone_is_no_alarm(text: str) -> None:
    assert _judge(text, 0.15) == (False, None)


@pytest.mark.parametrize(
    "text",
    [
        "this weather is killing me",
        "I can not stand long time",
        "I could murder a cup of tea",
        "I'd die of embarrassment",
        "bored to death",
    ],
)
def test_an_idiom_lowers_the_score(text: str) -> None:
    assert _judge(text, 0.5) == (False, None)


@pytest.mark.parametrize(
    "text",
    [
        "I'd never hurt myself",
        "took pills to end it all years ago, glad I'm here",
        "there was a programme about suicide on the telly",
        "I used to cut myself when I was young",
        "no, I dinnae want to die, I want to see her wed",
        "never once thought of hurting myself",
    ],
)
def test_what_is_denied_past_or_news_is_not_raised(text: str) -> None:
    assert _judge(text, 0.15) == (False, None)


def test_danger_beside_an_idiom_is_still_danger() -> None:
    assert _judge("this heat is killing me and I want to kill myself", 0.9) == (True, "suicide_self_harm")


def test_the_category_is_the_classifiers_when_it_is_sure() -> None:
    assert _judge("he said he'd kill himself, he hits me", 0.9, "partner_violence") == (True, "partner_violence")


@pytest.mark.parametrize(
    "text",
    [
        "I'd wake early and hear the curlews",
        "I would be out with the dog before breakfast",
        "if folk would give me time to get the words out",
    ],
)
def test_a_good_day_imagined_lowers_the_score(text: str) -> None:
    assert _judge(text, 0.5) == (False, None)


@pytest.mark.parametrize(
    "text",
    [
        "I would be dead and they'd all be better off",
        "it would be over by morning",
        "I'd sleep and never wake",
        "I would go with him if I'd the pills",
    ],
)
def test_a_dark_word_among_hopes_keeps_the_score(text: str) -> None:
    assert _judge(text, 0.5)[0]


def test_signs_without_a_letter_are_no_danger() -> None:
    # A head that takes everything for danger.
    head = ChoiceHead(("none", "suicide_self_harm"), np.array([[-9.0, 9.0]]), np.zeros(2), "none", 0.25)
    read, none = np.ones((1, 1), dtype=np.float32), np.zeros((0, 1), dtype=np.float32)
    encoded = Encoded(windows=read, parts=none, alone=none, stretches=read, window_of=())
    assert not detect("…((((…", head, encoded).at_risk
    assert detect("it is dark", head, encoded).at_risk


@pytest.mark.parametrize(
    "text",
    [
        "Some mornings I'd as soon not have woken",
        "I'd sooner not wake up, some mornings",
        "not waking up would suit me",
    ],
)
def test_who_would_sooner_not_wake_is_told_who_can_help(text: str) -> None:
    probabilities = dict.fromkeys(RISKS, 0.01) | {"none": 0.93}
    assert judge(text, probabilities, 0.3).score >= 0.5


@pytest.mark.parametrize("text", ["I'd sooner not wake the bairns", "I'd rather not wake up at five"])
def test_who_would_sooner_sleep_on_is_in_no_danger(text: str) -> None:
    assert _judge(text, 0.15) == (False, None)
