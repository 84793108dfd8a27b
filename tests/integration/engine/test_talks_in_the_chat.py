"""The person negotiates in the conversation: with the real agent, by buttons and by words of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.engine.guide import Guide
from bot.engine.replies import Turn
from plan import services
from plan.bootstrap import Store
from plan.model.following import NotYet
from plan.model.plan import Plan
from plan.model.proposals import Comment, Proposal
from plan.model.vocabulary import State
from tests.browser.plans import WALL, Told, agree, tell

pytestmark = pytest.mark.model

CONVERSATION = "e" * 32
SHORE, WHY = "Get to the shore wall with Bess", "You spoke of the shore."
TO_THE_END = ["short", "my garden matters most to me", *["skip"] * 12, "that's right", "none"]


@dataclass
class Talks:
    """A person who shared their plan, and the practitioner they shared it with."""

    guide: Guide
    store: Store
    una: str
    told: Told

    async def say(self, *said: str) -> str:
        """What the guide says to the last of these."""
        turn: Turn | None = None
        for text in said:
            turn = await self.guide.say(CONVERSATION, text)
        assert turn is not None
        self.choices = [choice.message for reply in turn.replies for choice in reply.choices]
        return "\n".join(reply.text for reply in turn.replies)

    def suggest(self, text: str = SHORE, line: str | None = None, field: str | None = None) -> str:
        """The practitioner suggests other words."""
        with self.store.unit_of_work() as uow:
            found = services.propose_change(uow, CONVERSATION, self.una, line or self.told.outcome, text, WHY, field)
            uow.commit()
        return found

    def write(self, step: Callable[..., Any], *args: Any) -> None:
        with self.store.unit_of_work() as uow:
            step(uow, CONVERSATION, *args)
            uow.commit()

    @property
    def plan(self) -> Plan:
        with self.store.unit_of_work(reading=True) as uow:
            return services.read_plan(uow, CONVERSATION)

    @property
    def proposals(self) -> list[Proposal]:
        return list(self.plan.proposals.values())


@pytest.fixture
async def talks(guide: Guide, store: Store) -> Talks:
    """In the middle of the conversation, with the plan shared already."""
    await guide.open(CONVERSATION, "adult")
    await guide.say(CONVERSATION, "the full way")
    return shared_with_una(guide, store)


def shared_with_una(guide: Guide, store: Store) -> Talks:
    with store.unit_of_work() as uow:
        una = services.add_practitioner(uow, "Una Reid", "social worker", "una@example.org", "a long password of hers")
        uow.commit()
    return Talks(guide, store, una, tell(store, una, CONVERSATION))


@pytest.fixture
def questions(talks: Talks) -> Iterator[list[str]]:
    """What the guide asked; afterwards none was asked more often than a person would bear."""
    asked: list[str] = []
    yield asked
    said = [line for line in talks.guide.transcript(CONVERSATION) if line.who == "guide"]
    lines = [line for line in said if line.kind == "question" or line.choices]
    for line in lines:
        near = [each for each in lines if each.text == line.text and abs(each.turn - line.turn) <= 3]
        assert len(near) <= 3, line.text


async def test_somebody_who_comes_back_is_offered_what_waits_and_hears_it_whole(talks: Talks) -> None:
    talks.suggest()
    assert "There is word from Una Reid" in await talks.say("hello, I'm back")
    said = await talks.say("yes please")
    for words in ("Una Reid", f"“{WALL}”", f"“{SHORE}”", f"“{WHY}”"):
        assert words in said
    assert "Say it another way" in talks.choices and "Leave it for now" in talks.choices


async def test_it_is_offered_once_and_not_at_every_turn(talks: Talks) -> None:
    talks.suggest()
    await talks.say("hello")
    assert "has anyone answered" in await talks.say("Not now")
    assert "word from" not in await talks.say("hello")
    assert f"“{SHORE}”" in await talks.say("what did they say about my plan?")


@pytest.mark.parametrize("yes", ["Yes, take the new words", "aye, that's fine", "that's better"])
async def test_a_yes_takes_the_new_words_and_keeps_the_old(talks: Talks, yes: str) -> None:
    talks.suggest()
    assert f"It now says: “{SHORE}”" in await talks.say("any news", yes)
    line = talks.plan.lines[talks.told.outcome]
    assert (line.text, [earlier.text for earlier in line.earlier]) == (SHORE, [WALL])
    assert talks.proposals[0].answer == "accepted"


async def test_a_no_with_its_reason_needs_no_question(talks: Talks) -> None:
    talks.suggest()
    await talks.say("any news", "no, because it's the wall at the harbour I mean")
    assert talks.proposals[0].answer_reason == "no, because it's the wall at the harbour I mean"
    assert talks.plan.lines[talks.told.outcome].text == WALL


async def test_a_bare_no_is_asked_why_and_nobody_is_pressed(talks: Talks) -> None:
    talks.suggest()
    assert "Why would you rather keep it" in await talks.say("any news", "No, keep it as it was")
    assert "A few words will do" in await talks.say("...")
    assert "It waits" in await talks.say("...")
    assert talks.proposals[0].is_open


async def test_other_words_stand_beside_as_they_were_typed(talks: Talks) -> None:
    talks.suggest()
    await talks.say("any news", "Say it another way", "doon tae the Wall wi Bess", "cos that's how I talk")
    theirs, mine = talks.proposals
    assert (theirs.answer, mine.new_text, mine.reason) == (
        "countered",
        "doon tae the Wall wi Bess",
        "cos that's how I talk",
    )
    assert talks.plan.lines[talks.told.outcome].text == WALL


async def test_not_yet_because_is_a_full_answer(talks: Talks) -> None:
    talks.suggest()
    await talks.say("any news", "Not yet", "because I want to ask my sister first")
    assert [line.because for line in talks.plan.of(NotYet)] == ["I want to ask my sister first"]
    assert talks.proposals[0].is_open


async def test_what_is_neither_yes_nor_no_goes_to_nobody_unless_they_say_so(talks: Talks) -> None:
    talks.suggest()
    assert "Shall I pass your words on" in await talks.say("any news", "my sister has a van now")
    await talks.say("No, do not")
    assert talks.plan.of(Comment) == []
    await talks.say("yes, but only on Sundays", "Yes, pass it on")
    assert [said.words for said in talks.plan.of(Comment)] == ["yes, but only on Sundays"]
    assert talks.proposals[0].is_open


async def test_several_are_read_one_at_a_time_and_each_can_be_left(talks: Talks, questions: list[str]) -> None:
    talks.suggest()
    talks.write(services.propose_removal, talks.una, talks.told.action, "The scooter was turned down.")
    talks.write(services.propose_line, talks.una, "action", "Una asks about the minibus", "So you need not wait.")
    assert "scooter" not in await talks.say("any news")
    said = await talks.say("leave it")
    assert "Ask about a scooter" in said and "minibus" not in said
    assert "minibus" in await talks.say("Yes, take it out")
    assert "all of it" in await talks.say("Yes, put it in")
    assert [each.answer for each in talks.proposals] == ["open", "accepted", "accepted"]


async def test_silence_never_becomes_an_answer_nor_a_loop(talks: Talks, questions: list[str]) -> None:
    talks.suggest()
    await talks.say("any news")
    heard = [await talks.say("...") for _ in range(5)]
    assert len(set(heard)) >= 3
    assert talks.proposals[0].is_open and talks.plan.lines[talks.told.outcome].text == WALL


async def test_a_suggestion_that_was_taken_back_meanwhile_is_not_answered(talks: Talks) -> None:
    proposal = talks.suggest()
    await talks.say("any news")
    talks.write(services.withdraw_proposal, talks.una, proposal)
    assert "settled already" in await talks.say("yes")
    assert talks.plan.lines[talks.told.outcome].text == WALL


async def test_words_of_danger_come_before_any_suggestion(talks: Talks) -> None:
    talks.suggest()
    assert "116 123" in await talks.say("any news", "I cannot go on, I want to die")
    assert f"“{SHORE}”" in await talks.say("carry on")
    await talks.say("yes")
    assert talks.proposals[0].answer == "accepted"


async def test_the_stage_that_was_open_comes_back(talks: Talks) -> None:
    talks.suggest()
    await talks.say("has Una answered yet?")
    turn = await talks.guide.say(CONVERSATION, "yes")
    assert turn.stage == "what_matters"
    assert turn.replies[-1].kind == "question" and "matter" in turn.replies[-1].text


async def test_a_line_of_their_own_is_changed_at_once_and_one_of_both_by_a_suggestion(talks: Talks) -> None:
    assert "at once" in await talks.say("I want to change a line", "change 3 to Col asks about a chair")
    talks.write(services.accept_proposal, "person", talks.suggest())
    await talks.say("I'd like to change a line", "change 1 to the pier with Bess", "it is nearer")
    assert talks.plan.lines[talks.told.action].text == "Col asks about a chair"
    assert talks.plan.lines[talks.told.outcome].text == SHORE
    assert (talks.proposals[-1].new_text, talks.proposals[-1].reason) == ("the pier with Bess", "it is nearer")


async def test_lines_are_added_and_taken_out_by_suggestion(talks: Talks) -> None:
    talks.write(services.accept_proposal, "person", talks.suggest())
    await talks.say("can I add a line", "a lift home from Col", "Something to be done", "I tire")
    await talks.say("I want to take out a line", "take out 1", "it is too far now")
    added, removed = talks.proposals[-2:]
    assert (added.kind, added.part, added.new_text, added.outcome_id) == ("add", "action", "a lift home from Col", talks.told.outcome)  # fmt: skip
    assert (removed.kind, removed.old_text, removed.reason) == ("remove", SHORE, "it is too far now")


async def test_the_other_sides_answers_are_told_once(talks: Talks) -> None:
    await talks.say("can I add a line", "a lift home from Col", "Something to be done", "I tire")
    assert "still waits" in await talks.say("any news")
    talks.write(services.decline_proposal, talks.una, talks.proposals[0].id, "Col has no car now.")
    assert "Col has no car now." in await talks.say("has she answered?")
    assert "nothing new" in await talks.say("any news?")


async def test_when_the_draft_is_done_not_yet_and_what_waits_are_heard_without_being_asked_for(
    guide: Guide, store: Store
) -> None:
    await guide.open(CONVERSATION, "adult")
    for text in TO_THE_END:
        if (await guide.say(CONVERSATION, text)).finished:
            break
    talks = shared_with_una(guide, store)
    await talks.say("not yet, because I want to sleep on it")
    assert [line.because for line in talks.plan.of(NotYet)] == ["I want to sleep on it"]
    talks.suggest()
    assert "word from Una Reid" in await talks.say("my sister Morag has a van now")
    assert f"“{SHORE}”" in await talks.say("Yes, read it to me")


async def test_an_agreed_plan_opens_again_only_with_the_person_knowing(talks: Talks) -> None:
    agree(talks.store, talks.told, talks.una, talks.guide.today)  # type: ignore[arg-type]
    said = await talks.say("I want to change a line", "change 3 to Col asks about a chair")
    assert "open again" in said
    assert talks.plan.state is State.RENEGOTIATING


async def test_nobody_can_have_answered_before_anything_is_shared(guide: Guide) -> None:
    await guide.open(CONVERSATION, "adult")
    turn = await guide.say(CONVERSATION, "has anyone answered?")
    assert "Nobody else sees your plan yet" in turn.replies[0].text
    assert turn.replies[-1].kind == "question"


@pytest.mark.parametrize("words", ["{who} {0} %s", '“quoted” "twice"', "<b>Rena</b> comes", "no\n\nline", "x" * 3000])
async def test_words_of_any_kind_go_on_as_they_are(talks: Talks, words: str) -> None:
    talks.suggest()
    assert words.split("\n")[0] in await talks.say("any news", "Say it another way", words, "because")
    assert talks.proposals[-1].new_text == words
