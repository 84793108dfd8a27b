"""A message taken apart as a careful reader would, and every word kept."""

import re
from itertools import pairwise

import pytest
from spacy.tokens import Doc

from bot.nlu.clauses import MAX_CLAUSES, Clause, split, take_all_apart, take_apart
from bot.nlu.syntax import parse

TAKEN_APART = [
    [
        "getting out.",
        "used to walk the shore road every morning with Bess",
        "but my hips gone",
        "and the lad from the surgery says wait for the operation",
        "so we sit.",
        "my neighbour Col takes her",
        "but its not the same.",
        "im turning into a grumpy old sod",
    ],
    ["sunday. col ran us down in the van", "and i sat on the wall"],
    ["i dont sleep", "im up half the night", "its my back", "and the wife is fed up"],
    ["The swelling's doon", "but the hoast is back, mair so in the mornin"],
    ["Sundays are mine.", "My sister comes from Paisley", "and I get on my bike", "and I'm away up the Campsies."],
    ["I turned down the supervisor job because of the late shifts", "and I've been low as anything since"],
    ["I've been bald from the chemo and fat from the steroids", "and at Rita's salon I'm still asked"],
    ["no idea.", "my knees are sore I suppose"],
    ["I want to see Jamie every week. Actually no, every second weekend"],
    ["I'd like to see Jamie every week. Actually every second weekend, and no more"],
    ["I want to go to the day centre.", "Actually no, I don't want that"],
    ["I hope he's well", "and I love my garden"],
    ["I think Helen is tired", "and I would like a rest"],
    ["French is the one thing I'm good at,", "I had a French au pair for gran"],
]
WHOLE = [
    "If there was somebody looking in now and then I think Helen and I would both sleep",
    "I worry I will set the place on fire and Moira will put me in a home",
    "I'm scared I'll fall and nobody will find me",
    "the stairs, I am scared I will fall and nobody will find me",
    "I hope he gets better and we can go home",
    "fish and chips on a friday",
    "she washes and dresses me",
    "go and sit by the Humber like me and Jean did",
    "id put my hand up cos i wanted to",
    "If I'm not able, nobody has a plan.",
    "if I gave up tomorrow our cousin Noreen would step in, she's told me straight",
    "Dr. Rees and Mrs. Laing came on the bus",
    "the thing I like is the walk",
    "I'd like to stay put, I think",
    "Since the crash I'll put the kettle on and find the milk in the oven.",
]


def texts(message: str) -> list[str]:
    return [clause.text for clause in split(parse(message))]


@pytest.mark.parametrize("clauses", TAKEN_APART, ids=lambda clauses: clauses[0])
def test_a_message_is_taken_apart_into_thoughts(clauses: list[str]) -> None:
    assert texts(" ".join(clauses)) == [re.sub("^(and|but) ", "", clause.rstrip(",")) for clause in clauses]


@pytest.mark.parametrize("message", WHOLE)
def test_one_thought_stays_whole(message: str) -> None:
    assert texts(message) == [message]


def test_clauses_are_verbatim_and_leave_out_only_separators() -> None:
    message = "  Well — I fell,  and she came;  so that was that...\n\nIm no feart, but ma feet are numb!! 😀 aye"
    clauses = split(parse(message))
    assert all(message[c.start : c.end] == c.text for c in clauses)
    left_out = [message[a.end : b.start].strip(" ,;:.—!😀\n") for a, b in pairwise(clauses)]
    assert set(left_out) <= {"", "and", "but"}


@pytest.mark.parametrize("message", ["", "   ", "?!", "\n\n", "…"])
def test_a_message_without_words_has_no_clauses(message: str) -> None:
    assert split(parse(message)) == []


def test_a_word_by_itself_is_a_clause_when_there_is_nothing_else() -> None:
    assert texts("Walking.") == ["Walking."]
    assert texts("my garden. Aye.") == ["my garden. Aye."]


def test_clauses_compare_by_place_and_words_only() -> None:
    assert split(parse("my garden")) == [Clause("my garden", 0, 9)]


@pytest.mark.parametrize("part", ["i dont sleep and my leg is sore ", "I fell. ", "and ", "she came, ", "?", ".'", " "])
def test_a_long_message_is_taken_apart_into_no_more_than_the_most(part: str) -> None:
    clauses = split(parse((part * 20_000)[:20_000]))
    if any(each.isalnum() for each in part):
        assert clauses
        assert clauses[-1].end >= 19_900


LONG = [
    joint.join([*map(" ".join, TAKEN_APART), *WHOLE] * 15)[:20_000]
    for joint in (". ", " ", "\n", ", and ", "? ")
] + ["aye. " * 3000, "x" * 15_000, "my mum and my dad " * 900, " " * 15_000]  # fmt: skip


@pytest.mark.parametrize("message", LONG, ids=range(len(LONG)))
def test_a_long_message_is_taken_apart_as_if_all_of_it_were_parsed(message: str) -> None:
    assert take_apart(message) == split(parse(message))


@pytest.mark.parametrize(
    ("message", "count"),
    [
        (LONG[0], MAX_CLAUSES),
        ("We sat there. " + "very " * 4000 + "long.", 2),
        ("I like my garden. " + "😀" * 10_000 + " And Bess.", 2),
        ("😀 " * 10_000, 0),
    ],
    ids=["sentences", "one without end", "smileys", "nothing else"],
)
def test_of_a_long_message_the_rest_stays_together_and_only_the_beginning_is_parsed(
    message: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[Doc] = []
    monkeypatch.setattr("bot.nlu.clauses.parse", lambda text: parsed.append(parse(text)) or parsed[-1])
    clauses = take_apart(message)
    assert len(clauses) == count
    assert not clauses or clauses[-1].end >= len(message) - 1
    assert [len(doc) < 2000 for doc in parsed] == [True]


def test_many_messages_are_taken_apart_as_one_by_one() -> None:
    messages = [*WHOLE, LONG[0], "", LONG[2]]
    assert list(take_all_apart(messages)) == [take_apart(message) for message in messages]
