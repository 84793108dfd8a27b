"""What the conversation knows, and what it gives back to Rasa."""

from actions.memory import DONT_KNOW, TOLD, Memory


def changed(memory: Memory) -> dict[str, object]:
    return {event["name"]: event["value"] for event in memory.events()}


def test_memory_gives_back_nothing_when_nothing_changed() -> None:
    assert changed(Memory({"framework": "carer", "told": None})) == {}


def test_memory_gives_back_only_what_changed() -> None:
    memory = Memory({"framework": "adult", "told": {"concern": 1, "any": 1}})
    memory.note_told(["concern", "supporter"])
    assert changed(memory) == {"told": {"concern": 2, "supporter": 1, "any": 2}}


def test_memory_does_not_change_the_slots_it_was_made_of() -> None:
    slots = {"told": {"concern": 1, "any": 1}}
    Memory(slots).note_told(["concern"])
    assert slots == {"told": {"concern": 1, "any": 1}}


def test_settle_counts_a_question_left_open_towards_the_quiet_of_its_stage() -> None:
    memory = Memory({})
    memory.settle("strength_helps", DONT_KNOW, turn=3, stage="strengths")
    memory.settle("strength_good_at", TOLD, turn=4, stage="strengths")
    assert memory.quiet_in("strengths") == 1
    assert [entry["question"] for entry in memory["answered"]] == ["strength_helps", "strength_good_at"]


def test_settle_keeps_a_question_answered_again_only_once() -> None:
    memory = Memory({})
    memory.settle("way", TOLD, 1, "welcome")
    memory.settle("framework", TOLD, 2, "welcome")
    memory.settle("way", TOLD, 3, "welcome")
    assert [entry["question"] for entry in memory["answered"]] == ["framework", "way"]


def test_outcome_in_hand_is_the_first_not_done_within_the_limit() -> None:
    memory = Memory({"outcomes": [{"id": "a", "rated": True}, {"id": "b"}, {"id": "c"}]})
    assert (memory.outcome_in_hand("rated", 3) or {})["id"] == "b"
    assert memory.outcome_in_hand("rated", 1) is None
