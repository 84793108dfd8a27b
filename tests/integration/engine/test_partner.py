"""The rehearsal assistant with its real model: turns are all or nothing, ways are kept, feedback fades, unseen words land."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.engine.partner import Partner
from bot.engine.talking import GuideUnavailable
from rehearsal.record import NoSuchRehearsal
from rehearsal.store.rehearsals import StoredRehearsals
from rehearsal.store.shelf import Shelf

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def rehearsal_processor() -> Any:
    from bot.engine.loading import load_processor
    from bot.engine.training import REHEARSAL, ensure_trained

    return load_processor(ensure_trained(REHEARSAL)[0])


@pytest.fixture
def partner(store: Any, rehearsal_processor: Any) -> Iterator[Partner]:
    yield Partner(store, rehearsal_processor)


async def begin(partner: Partner, feedback: str = "each_turn") -> str:
    return (await partner.begin("laing", feedback=feedback)).paths[0].id


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How is your girl getting on with all this?", "daughter"),
        ("Who looks out for you?", "neighbours"),
        ("What did you do for a living?", "orchard"),
        ("What are you scared of?", "deciding"),
        ("What would you love to do next year?", "tree"),
        ("How well do you sleep?", "stairs"),
        ("What happened that night you went down?", "falls"),
    ],
)
async def test_a_question_in_unseen_words_lands_on_its_topic(partner: Partner, question: str, topic: str) -> None:
    path = await begin(partner)
    await partner.say(path, question)
    latest = partner.latest_turn(path)
    assert latest is not None and latest.why["topic"] == topic


async def test_a_question_about_nothing_they_know_is_not_answered_about_something_else(partner: Partner) -> None:
    path = await begin(partner)
    await partner.say(path, "What do you make of the new prime minister?")
    latest = partner.latest_turn(path)
    assert (latest is not None and latest.why["replies"] == ["puzzled"]) or latest.why["replies"] == ("puzzled",)


async def test_the_yardstick_talk_closes_and_opens_where_it_should(partner: Partner) -> None:
    """The exchange of shared/design/voice.md: closed, told what to do, put right, let in."""
    path = await begin(partner)
    trust = []
    for said in (
        "Hi Mrs Laing. Are you managing at home?",
        "Your daughter tells us you've had two falls so you'll need to wear the alarm.",
        "That came out wrong. It sounds as if you felt talked about.",
    ):
        await partner.say(path, said)
        latest = partner.latest_turn(path)
        assert latest is not None
        trust.append(latest.trust)
    assert trust[1] < trust[0] < trust[2] + 3 and trust[2] > trust[1]
    assert "talked_about" in latest.disclosed


@pytest.mark.parametrize(("feedback", "kinds"), [("each_turn", 2), ("to_improve", 1), ("at_the_end", 1)])
async def test_feedback_on_a_good_turn_comes_as_chosen_and_is_always_kept(
    partner: Partner, feedback: str, kinds: int
) -> None:
    path = await begin(partner, feedback)
    turn = await partner.say(path, "What was it like at the orchard?")
    assert len({reply.kind for reply in turn.replies}) == kinds
    latest = partner.latest_turn(path)
    assert latest is not None and latest.feedback


async def test_a_closed_turn_gets_another_way_to_say_it(partner: Partner) -> None:
    path = await begin(partner)
    turn = await partner.say(path, "Do you sleep all right?")
    assert any("You could ask" in reply.text and "?" in reply.text for reply in turn.replies)


async def test_another_way_leaves_before_the_turn_and_both_are_kept(partner: Partner, store: Any) -> None:
    rehearsal = await partner.begin("laing")
    first = rehearsal.paths[0].id
    for said in ("What was it like at the orchard?", "You need to wear the alarm."):
        await partner.say(first, said)
    other = await partner.try_again(rehearsal.id, first, 2)
    await partner.say(other.id, "What was it like up the ladder?")
    kept = Shelf(store).find(rehearsal.id, None)
    assert [[turn.said for turn in path.turns] for path in kept.paths] == [
        ["What was it like at the orchard?", "You need to wear the alarm."],
        ["What was it like at the orchard?", "What was it like up the ladder?"],
    ]
    assert kept.paths[1].turns[-1].trust > kept.paths[0].turns[-1].trust


async def test_the_same_message_is_taken_once(partner: Partner) -> None:
    path = await begin(partner)
    first = await partner.say(path, "How are things?", message_id="m1")
    again = await partner.say(path, "How are things?", message_id="m1")
    assert again.number == first.number
    latest = partner.latest_turn(path)
    assert latest is not None and latest.number == 1


async def test_a_turn_that_fails_is_not_there_at_all(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    path = await begin(partner)
    await partner.say(path, "How are things?")

    def fail(*_: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(StoredRehearsals, "put_turn", fail)
        with pytest.raises(GuideUnavailable):
            await partner.say(path, "What was it like at the orchard?")
    latest = partner.latest_turn(path)
    assert latest is not None and latest.number == 1
    assert [line.text for line in partner.transcript(path) if line.who == "person"] == ["How are things?"]


@pytest.mark.parametrize("text", ["...", "🙂", "/restart", "<b>hi</b>", "{words} {topic}", "x" * 2000, "مرحبا"])
async def test_odd_turns_get_an_answer_and_are_kept_as_typed(partner: Partner, text: str) -> None:
    path = await begin(partner)
    turn = await partner.say(path, text)
    assert turn.replies and turn.replies[0].text
    latest = partner.latest_turn(path)
    assert latest is not None and latest.said == text


async def test_after_the_end_only_the_end_is_said(partner: Partner) -> None:
    path = await begin(partner)
    await partner.say(path, "How are things?")
    await partner.end(path)
    turn = await partner.say(path, "And the orchard?")
    assert turn.finished
    latest = partner.latest_turn(path)
    assert latest is not None and latest.number == 1


async def test_removing_a_rehearsal_leaves_nothing_of_it(partner: Partner, store: Any) -> None:
    rehearsal = await partner.begin("laing")
    await partner.say(rehearsal.paths[0].id, "How are things?")
    Shelf(store).remove(rehearsal.id)
    assert partner.transcript(rehearsal.paths[0].id) == []
    with pytest.raises(NoSuchRehearsal):
        Shelf(store).find(rehearsal.id, None)
