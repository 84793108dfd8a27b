"""What an answer is, where the question would make something unkind or untrue of it."""

from typing import Any

import pytest

from actions.kinds_of_answer import as_answered
from actions.material import question


def first_kind(text: str, kinds: list[str], asked: str, reflection: str | None = None, people: bool = False) -> str:
    said: list[dict[str, Any]] = [{"said": "them"}] if people else []
    statement = {"text": text, "kinds": kinds, "reflection": reflection, "people": said}
    return str(as_answered([statement], question(asked))[0]["kinds"][0])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("nothing goes well", ["concern"]), ("my dad's ill", ["context"]), ("My knees are bad", ["strength", "concern"])],
)
def test_what_is_hard_is_no_strength_because_that_was_asked(text: str, kinds: list[str]) -> None:
    assert first_kind(text, kinds, "strength_going_well") != "strength"


def test_few_words_are_still_what_was_asked_for() -> None:
    assert first_kind("The dug", ["context"], "strength_going_well") == "strength"
    assert first_kind("less pain", ["concern"], "aspiration_different", "less pain") == "aspiration"


def test_somebody_elses_worry_is_not_what_the_person_wants() -> None:
    asked = "aspiration_different"
    reflection = "your daughter Jean worries"
    assert first_kind("My daughter Jean worries", ["supporter"], asked, reflection, people=True) == "supporter"
    assert first_kind("my daughter visiting more", ["supporter"], asked, None, people=True) == "aspiration"
    assert first_kind("I keep falling", ["concern"], asked, "you keep falling") == "concern"


def test_an_activity_that_matters_is_wanted_and_not_planned() -> None:
    assert first_kind("Getting back to church on a Sunday", ["step"], "what_matters_most") == "aspiration"
    assert first_kind("seeing my pals", ["step"], "strength_going_well") == "strength"
    assert first_kind("I need to ring the council", ["step"], "what_matters_most") == "step"
    assert first_kind("asking Jean to drive", ["step"], "plan_happen") == "step"


def test_a_question_after_somebody_and_a_word_in_passing_ask_for_no_service() -> None:
    assert first_kind("Is my mum coming", ["service_request"], "strength_helps") != "service_request"
    assert first_kind("stairs", ["service_request"], "concern_most") == "concern"
    assert first_kind("respite", ["service_request"], "strength_helps") == "service_request"
    assert first_kind("a cleaner", ["service_request"], "aspiration_different") == "service_request"


def test_a_name_is_no_wish() -> None:
    assert first_kind("Kelly", ["supporter"], "service_makes_possible") == "supporter"
    assert first_kind("friends", ["supporter"], "aspiration_different") == "aspiration"


def kinds_of(asked: str, *said: tuple[str, list[str]]) -> list[list[str]]:
    statements = [{"text": text, "kinds": kinds, "reflection": None, "people": []} for text, kinds in said]
    return [each["kinds"] for each in as_answered(statements, question(asked))]


def test_two_words_beside_a_worry_are_part_of_it() -> None:
    said = [("My hands, see.", ["aspiration"]), ("I could not do the buttons on my shirt", ["concern"])]
    assert [kinds[0] for kinds in kinds_of("concern_happening", *said)] == ["concern", "concern"]


def test_what_was_never_done_is_no_strength_when_worries_were_asked_for() -> None:
    said = [("money n that.", ["context"]), ("never done a bill in my life", ["strength"])]
    assert [kinds[0] for kinds in kinds_of("concern_most", *said)] == ["concern", "concern"]
    assert first_kind("I have never missed a Sunday", ["strength"], "strength_going_well") == "strength"
    assert first_kind("I still bake every Sunday", ["strength"], "concern_most") == "strength"


def test_of_two_kinds_the_one_that_was_asked_for_goes_first() -> None:
    assert first_kind("like wot if the leccy runs out", ["aspiration", "concern"], "concern_happening") == "concern"
    assert first_kind("my knees are bad", ["concern", "strength"], "strength_going_well") == "concern"


def test_who_should_stay_away_is_neither_wished_for_nor_planned() -> None:
    said = [("Not the man from the council", ["aspiration"]), ("he called me sweetheart", ["concern", "step"])]
    assert kinds_of("people_not_involved", *said) == [["context"], ["concern"]]


@pytest.mark.parametrize("words", ["hiya its me again", "Hello", "morning, I'm back"])
def test_a_hello_is_no_part_of_a_plan(words: str) -> None:
    assert first_kind(words, ["strength"], "strength_going_well") == "context"


def test_not_to_have_to_is_a_wish_where_wishes_were_asked_for() -> None:
    assert first_kind("not being made to look thick in maths", ["concern"], "what_matters_most") == "aspiration"
    assert first_kind("not being made to look thick in maths", ["concern"], "concern_happening") == "concern"


def test_what_is_done_is_no_plan_where_strengths_were_asked_for() -> None:
    assert first_kind("Radio 4, and ringing my sister in Whitby", ["step"], "strength_helps") == "strength"
    assert first_kind("I could ring my sister in Whitby", ["step"], "strength_helps") == "step"


def test_who_is_named_as_the_worry_is_no_supporter() -> None:
    assert first_kind("ma boss has gave me a warning", ["supporter"], "concern_happening", people=True) == "concern"
    assert first_kind("Jean next door pops in", ["supporter"], "concern_happening", people=True) == "supporter"


def test_who_it_is_for_is_background() -> None:
    assert kinds_of("what_matters_most", ("It's for me", ["concern"])) == [["context"]]
    assert kinds_of("what_matters_most", ("It's for me to be near the sea", ["aspiration"])) == [["aspiration"]]


def test_what_is_hard_is_no_hope_where_nothing_is_wished_for() -> None:
    text = "That when I turn 18 I'll have to leave Paula and Dev's"
    assert first_kind(text, ["aspiration"], "concern_happening") == "concern"
    assert first_kind("It was better when we got to go to the park", ["aspiration"], "concern_better") == "strength"
    assert first_kind("to be back at my bench", ["aspiration"], "concern_most") == "aspiration"
    assert first_kind("I'd just like an hour of quiet", ["aspiration"], "strength_going_well") == "aspiration"


def test_what_is_there_still_goes_well_where_that_was_asked() -> None:
    text = "my hands still know what to do even if I cannae see"
    assert first_kind(text, ["concern"], "strength_come_through") == "strength"
    assert first_kind("I still can't sleep", ["concern"], "strength_going_well") == "concern"


def test_the_answer_to_what_is_hard_is_hard_unless_it_says_that_it_is_good() -> None:
    assert first_kind("ppl laugh when i read out loud", ["strength"], "concern_most") == "concern"
    assert first_kind("my sleep is better now", ["strength"], "concern_most") == "strength"
    assert first_kind("I'll have to leave when I turn 18", ["step"], "concern_happening") == "concern"
    assert first_kind("I'll ring the doctor on Monday", ["step", "concern"], "plan_happen") == "step"


def test_one_worry_among_several_thoughts_leaves_the_others_what_they_are() -> None:
    statements: list[dict[str, Any]] = [
        {"text": "my back is bad", "kinds": ["concern"], "people": []},
        {"text": "Friday is the club", "kinds": ["strength"], "people": []},
    ]
    heard = as_answered(statements, question("concern_most"))
    assert [each["kinds"][0] for each in heard] == ["concern", "strength"]


def test_an_outright_wish_is_one_whatever_is_hard_about_it() -> None:
    text = "I'd like to see Jamie every week. Actually every second weekend, every week is too much with exams"
    assert first_kind(text, ["concern", "aspiration"], "aspiration_going_well") == "aspiration"
    assert first_kind("it is hard with exams", ["concern", "aspiration"], "concern_most") == "concern"


def test_each_thought_in_answer_to_what_goes_well_is_looked_at() -> None:
    statements: list[dict[str, Any]] = [
        {"text": "I'm pretty stubborn", "kinds": ["strength"], "people": []},
        {"text": "I don't give up", "kinds": ["concern"], "people": []},
        {"text": "Paula drives me there and back", "kinds": ["concern"], "people": []},
    ]
    heard = as_answered(statements, question("strength_good_at"))
    assert [each["kinds"][0] for each in heard] == ["strength", "strength", "supporter"]


def test_what_is_so_already_is_not_wished_for() -> None:
    assert first_kind("I can still do the crossword", ["strength"], "service_makes_possible") == "strength"
    assert first_kind("I walk to the shops with Bess", ["strength"], "aspiration_going_well") == "aspiration"


def test_a_time_in_answer_to_by_when_is_background() -> None:
    when = {"said": "by May", "date": "2027-05-01"}
    told: list[dict[str, Any]] = [{"text": "by May", "kinds": ["strength"], "people": [], "when": when}]
    assert as_answered(told, question("plan_when"))[0]["kinds"] == ["context"]
    assert as_answered(told, question("plan_know"))[0]["kinds"] == ["strength"]


@pytest.mark.parametrize(
    "text", ["We lost every beast", "lost my first husband at sea in 89", "he's passed on now, God rest him"]
)
def test_a_loss_is_no_strength(text: str) -> None:
    assert first_kind(text, ["strength", "concern"], "strength_come_through") == "concern"
    assert first_kind(text, ["strength"], "strength_come_through") == "concern"


def test_a_loss_that_was_come_through_stays_a_strength() -> None:
    said = "When Dad died I kept going and got the farm better than it was"
    assert first_kind(said, ["strength"], "strength_come_through") == "strength"


def test_what_is_mourned_is_nothing_to_aim_for() -> None:
    mourned = ("The house without Eirlys in it", ["aspiration"])
    assert kinds_of("what_matters_most", mourned, ("She died in September", ["context"]))[0] == ["concern"]
    wished = ("I'd like to see my sister", ["aspiration"])
    assert kinds_of("what_matters_most", wished, ("Mam died in September", ["context"]))[0][0] == "aspiration"


@pytest.mark.parametrize("text", ["Nothing will", "I want her back", "Some mornings I'd as soon not have woken"])
def test_despair_becomes_no_outcome(text: str) -> None:
    for kinds in (["aspiration"], ["context"], ["concern", "aspiration"]):
        assert "aspiration" not in kinds_of("aspiration_different", (text, kinds))[0]


def test_a_wish_beside_a_loss_stays_one() -> None:
    wished = ("What I want is to be back at my bench", ["aspiration"])
    assert kinds_of("what_matters_most", wished, ("My wife died in March", ["concern"]))[0][0] == "aspiration"


def test_who_is_told_is_no_step() -> None:
    assert first_kind("Denise can be told", ["step"], "people_involved", people=True) == "supporter"
    assert first_kind("Denise can drive me on Mondays", ["step"], "people_involved", people=True) == "step"


def test_who_is_the_worry_is_no_helper() -> None:
    said = "mr howells puts me on the spot in front of everyone"
    assert first_kind(said, ["supporter", "strength"], "concern_most", people=True) == "concern"


def test_what_is_good_news_goes_well_though_it_was_hard() -> None:
    said = "I have been sober from energy drinks for 3 weeks"
    assert first_kind(said, ["concern", "strength"], "strength_come_through") == "strength"


def test_what_was_or_is_hard_is_not_hoped_for() -> None:
    asked = "concern_less_anxious"
    assert "aspiration" not in kinds_of(asked, ("It was better when we got to go to the park", ["aspiration"]))[0]
    assert "aspiration" not in kinds_of(asked, ("it is worse in the evening when the light goes", ["context"]))[0]
    assert kinds_of(asked, ("somebody to sit with me when it is bad", ["context"]))[0][0] == "aspiration"
    assert kinds_of(asked, ("I would fall less with a rail", ["context"]))[0][0] == "aspiration"


def test_a_fright_told_in_passing_is_no_strength() -> None:
    said = ("I burnt a pan last month and gave myself a fright", ["strength"])
    assert kinds_of("what_matters_most", said, ("my eyes are going", ["concern"]))[0] == ["concern"]
