"""A simulated person stays on what was asked, remembers, opens up when listened to, and closes when pushed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearsal.answering import Answered, answer, begin
from rehearsal.behaviours import BEHAVIOURS
from rehearsal.catching import judge_reflection
from rehearsal.person import Person, Tell, Topic
from rehearsal.reading import all_people, find_person
from rehearsal.state import Heard, State
from rehearsal.subject import find_subject
from rehearsal.trying import count_disclosed, try_closed, try_open

PEOPLE = list(all_people())
EVERYBODY = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.id)


@pytest.fixture
def laing() -> Person:
    return find_person("laing")


def talk(person: Person, *turns: tuple[str, str], trust: float | None = None) -> list[Answered]:
    """Says turns, each with its behaviours; stops where the talk ends."""
    state, answers = begin(person), []
    state = state if trust is None else replace(state, trust=trust)
    for text, behaviours in turns:
        answers.append(answer(person, state, Heard(text, tuple(behaviours.split()))))
        state = answers[-1].state
        if state.ended_by:
            break
    return answers


OPEN, CLOSED = "open_question", "closed_question"


def test_a_question_about_the_daughter_is_answered_about_the_daughter(laing):
    told = talk(laing, ("What is Catriona like?", OPEN), ("How is your daughter in all this?", OPEN))
    assert [each.why.topic for each in told] == ["daughter", "daughter"]
    assert all(tell.startswith("daughter.") for tell in told[-1].state.told)


def test_what_was_just_mentioned_can_be_asked_about(laing):
    told = talk(laing, ("What happened with the falls?", OPEN), ("What happened out in the yard?", OPEN))
    assert "windfall" in told[-1].reply


def test_tell_me_more_goes_on_with_the_same_thing(laing):
    told = talk(laing, ("What happened with the falls?", OPEN), ("Tell me more about that.", OPEN))
    assert told[-1].why.found_by == "just_said"
    assert all(tell.startswith("falls.") for tell in told[-1].state.told)


def test_a_closed_question_gets_a_short_answer_about_the_topic(laing):
    (answered,) = talk(laing, ("Do you have any children?", CLOSED))
    assert answered.reply == "Aye. Catriona."


def test_being_asked_again_is_noticed(laing):
    told = talk(
        laing,
        ("What happened with the falls?", OPEN),
        ("What was it like at the orchard?", OPEN),
        ("Have you had a fall in the yard since October?", CLOSED),
    )
    assert "asked_again" in told[-1].why.replies
    assert ("asked_what_was_told", -0.3) in [(move.name, move.by) for move in told[-1].why.moves]


def test_the_very_same_question_is_noticed(laing):
    told = talk(laing, ("What do the stairs mean to you?", OPEN), ("What do the stairs mean to you?", OPEN))
    assert told[-1].why.replies == ("same_question",)
    assert told[-1].state.trust < told[0].state.trust


def test_what_is_deep_is_held_back_until_it_is_earned(laing):
    (early,) = talk(laing, ("What are you afraid might happen?", OPEN), trust=2)
    assert early.why.held_back and not early.disclosed
    (late,) = talk(laing, ("What are you afraid might happen?", OPEN), trust=9)
    assert late.disclosed


def test_a_feeling_that_is_caught_opens_the_door(laing):
    told = talk(
        laing,
        ("Your daughter says you have to wear the alarm.", "direct"),
        ("That came out wrong. It sounds as if you felt talked about.", "complex_reflection"),
    )
    assert told[-1].why.reflection == "feeling"
    assert "as if I was the cat" in told[-1].reply
    assert told[-1].state.trust > told[0].state.trust


def test_a_wrong_supposition_is_put_right_and_tells_nothing(laing):
    told = talk(
        laing, ("What happened with the falls?", OPEN), ("You're afraid of falling again.", "complex_reflection")
    )
    assert told[-1].why.reflection == "wrong"
    assert told[-1].reply.startswith("It's no the falling.")
    assert len(told[-1].state.told) == len(told[0].state.told)


def test_orders_about_a_topic_get_an_answer_of_their_own(laing):
    (answered,) = talk(laing, ("You need to wear the alarm.", "direct"))
    assert answered.reply == "Well. You two have it all decided, then."


def test_praise_that_knows_nothing_is_not_taken(laing):
    (answered,) = talk(laing, ("You're an amazing woman!", "affirmation"))
    assert answered.why.replies == ("hollow_praise",)


def test_praise_for_what_was_told_is_taken_once(laing):
    told = talk(
        laing,
        ("What was it like at the orchard?", OPEN),
        ("What was it like up the ladder, thirty years?", OPEN),
        ("Thirty years on ladders at the orchard, and you knew how to climb. That took skill.", "affirmation"),
        ("Thirty years on ladders at the orchard! You knew how to climb.", "affirmation"),
    )
    assert [("affirmation" in [move.name for move in each.why.moves]) for each in told] == [False, False, True, False]


@EVERYBODY
def test_orders_and_knowing_best_end_the_talk(person):
    told = talk(person, *[(f"You have to do as I say, number {n}.", "direct dismissive") for n in range(9)])
    assert told[-1].state.ended_by == "person"
    assert any("warning" in each.why.replies for each in told[:-1])


@EVERYBODY
@pytest.mark.parametrize("above", [0.1, 0.5, 1.5])
def test_nobody_leaves_without_a_warning_or_over_a_turn_that_does_no_harm(person, above):
    harsh = ("You have to do as I say.", "direct dismissive confront")
    warned, gone = talk(person, harsh, harsh, trust=person.temper.leaves_at + above)
    assert "warning" in warned.why.replies and not warned.state.ended_by
    assert gone.state.ended_by == "person" and gone.why.replies[-1] == "walks_out"
    stayed = talk(person, harsh, ("I see.", ""), trust=person.temper.leaves_at + above)[-1]
    assert not stayed.state.ended_by


@EVERYBODY
def test_who_had_no_trust_left_before_leaves_at_once(person):
    (gone,) = talk(person, ("You have to do as I say.", "direct"), trust=person.temper.leaves_at)
    assert gone.state.ended_by == "person"


def test_a_goodbye_in_a_reflection_does_not_end_the_talk(laing):
    said = "You never got to say goodbye to Joe."
    for behaviours in ("complex_reflection", "give_information"):
        (answered,) = talk(laing, (said, behaviours))
        assert "goodbye" not in answered.why.replies and not answered.state.ended_by
    (parted,) = talk(laing, ("Thank you for your time, Mrs Laing. Goodbye.", "simple_reflection"))
    assert parted.state.ended_by == "practitioner"


def a_topic(name: str, *words: str, tells: tuple[Tell, ...] = ()) -> Topic:
    return Topic(name, "everyday", name, words, (), (), tells)


def ferrets_and(laing: Person, *topics: Topic) -> Person:
    return replace(laing, topics=topics, on_my_mind=(topics[0].id,))


def test_in_a_tie_of_topics_the_one_in_hand_wins(laing):
    hutch = Tell("{}.1", ("In the hutch.",), 0)
    after = Tell("{}.1.1", ("By the wall.",), 0, words=("hutch",))
    topics = [
        a_topic(name, "hutch", tells=(replace(hutch, id=f"{name}.1", follow_ups=(replace(after, id=f"{name}.1.1"),)),))
        for name in ("first", "second")
    ]
    person = ferrets_and(laing, *topics)
    for told in ((), ("first.1", "second.1")):
        for name in ("first", "second"):
            state = replace(begin(person), topic=name, told=told)
            likeness = {f"ask:{each}.1.1": 0.6 for each in ("first", "second")}
            found = find_subject(person, state, Heard("What of the hutch?", (OPEN,), likeness))
            assert found.topic is not None and found.topic.id == name


def test_in_a_tie_of_feelings_the_topic_in_hand_wins(laing):
    topics = [a_topic(name, name, tells=(Tell(f"{name}.1", ("Aye.",), 0, feels=("left behind",)),)) for name in "ab"]
    person = ferrets_and(laing, *topics)
    for name in "ab":
        state = replace(begin(person), topic=name)
        catch = judge_reflection(person, state, Heard("You feel left behind.", ("complex_reflection",)))
        assert catch.topic is not None and catch.topic.id == name


def test_forms_of_a_word_in_one_topic_do_not_halve_it(laing):
    person = ferrets_and(laing, a_topic("near", "kettle"), a_topic("memory", "forget", "forgetting", "forgets"))
    likeness = {"topic:near": 0.25, "topic:memory": 0.0}
    found = find_subject(person, begin(person), Heard("When do you forget?", (OPEN,), likeness))
    assert found.topic is not None and found.topic.id == "memory"


def test_a_follow_up_is_not_found_by_a_word_that_fits_anything(laing):
    asked = Tell("b.1.1", ("I said nothing.",), 0, words=("say", "now", "happened", "gate"))
    person = ferrets_and(
        laing, a_topic("a", "kettle"), a_topic("b", "yard", tells=(Tell("b.1", ("Aye.",), 0, follow_ups=(asked,)),))
    )
    state = replace(begin(person), topic="b", told=("b.1",), latest=("b.1",))
    other = find_subject(person, state, Heard("What do you say happened to the kettle now?", (OPEN,)))
    assert other.topic is not None and (other.topic.id, other.tell) == ("a", None)
    assert find_subject(person, state, Heard("What about the gate?", (OPEN,))).tell == asked


@EVERYBODY
def test_low_trust_never_makes_anybody_agreeable(person):
    state = replace(begin(person), trust=1.5)
    deep = [tell for _, tell in person.all_tells() if tell.needs > 4]
    for topic in person.topics:
        for question in topic.questions:
            state = replace(answer(person, state, Heard(question, (OPEN,))).state, trust=1.5)
    assert not {tell.id for tell in deep} & set(state.told)


@EVERYBODY
def test_asking_openly_is_worth_at_least_three_times_as_much(person):
    assert count_disclosed(try_open(person)) >= 3 * max(1, count_disclosed(try_closed(person)))


@EVERYBODY
def test_always_asking_the_same_open_question_does_not_win(person):
    """Neither one question over and over nor "tell me more" without end comes near a practitioner who listens."""
    listened = count_disclosed(try_open(person))
    for question in ("How are things?", "Tell me more.", person.topics[0].questions[0], "What matters to you?"):
        told = talk(person, *[(question, OPEN)] * 16)
        assert sum(len(each.disclosed) for each in told) <= listened / 2, question
        assert told[-1].state.trust < 7, question


@EVERYBODY
def test_every_topic_is_found_by_its_own_questions(person):
    lost = []
    for topic in person.topics:
        for question in topic.questions:
            key = {f"topic:{topic.id}": 1.0}  # the encoder finds a text like itself
            found = answer(person, begin(person), Heard(question, (OPEN,), key)).why.topic
            if found != topic.id:
                lost.append((question, found))
    assert lost == []


TEXTS = st.sampled_from(
    [question for person in PEOPLE for topic in person.topics for question in topic.questions]
    + ["Tell me more.", "...", "", "I'm sorry.", "At your age!", "🙂", "{topic} {0} %s", "x" * 500]
)
TURNS = st.lists(st.tuples(TEXTS, st.lists(st.sampled_from(BEHAVIOURS), max_size=4, unique=True)), max_size=25)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PEOPLE), TURNS)
def test_whatever_is_said_the_person_remembers_and_stays_themself(person, turns):
    """Nothing is told or disclosed twice as new, nothing beyond reach is told, every reply has words, all is repeatable."""
    state = begin(person)
    needs = {tell.id: tell.needs for _, tell in person.all_tells()}
    for text, behaviours in turns:
        if state.ended_by:
            break
        heard = Heard(text, tuple(behaviours))
        answered = answer(person, state, heard)
        assert answered.reply.strip() and "{topic}" not in answered.reply
        assert not set(answered.disclosed) & set(state.heard)
        new = answered.state.told[len(state.told) :]
        assert len(set(answered.state.told)) == len(answered.state.told)
        assert all(needs[each] <= answered.state.trust + 2.5 for each in new)
        assert 0 <= answered.state.trust <= 10
        assert answer(person, state, heard) == answered
        assert State.from_plain(answered.state.as_plain()) == answered.state
        state = answered.state
