"""The check explains what is wrong with a person's file, in words a practice lead can use."""

import copy
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rehearsal.checking import check_file, things_to_say, warnings_for
from rehearsal.reading import PEOPLE, PersonUnreadable, people_files, read_content, read_person
from rehearsal.starting import write_outline

LAING = PEOPLE / "laing.yml"


def write(folder: Path, content: Any) -> Path:
    file = folder / "someone.yml"
    with file.open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(content, out)
    return file


@pytest.fixture
def laing() -> dict[str, Any]:
    return copy.deepcopy(dict(read_content(LAING)))


@pytest.mark.parametrize("file", people_files().values(), ids=lambda file: file.stem)
def test_everybody_who_comes_with_the_software_is_in_order(file: Path) -> None:
    assert check_file(file) == []


def test_the_worked_example_has_far_more_than_forty_things_to_say() -> None:
    assert len(set(things_to_say(read_person(LAING)))) > 60


def test_what_is_missing_is_named_with_its_meaning(laing: dict[str, Any], tmp_path: Path) -> None:
    del laing["hidden_story"]
    del laing["topics"][0]["words"]
    problems = check_file(write(tmp_path, laing))
    assert problems == [
        "someone.yml, topics falls: `words` is missing: words in a question that show it is about this; other forms of "
        "a word are found, unless irregular (fall, fell).",
        "someone.yml: `hidden_story` is missing: the whole of it in their own voice, shown at the end.",
    ]


def test_a_misspelt_name_gets_a_guess(laing: dict[str, Any], tmp_path: Path) -> None:
    laing["topics"][0]["layers"][0]["tells"][0]["discloses"] = ["two_fals"]
    (problem,) = [p for p in check_file(write(tmp_path, laing)) if "two_fals" in p]
    assert problem.endswith("which is not under to_tell. Is it `two_falls` that you meant?")


def test_something_to_hear_that_is_never_told_is_found(laing: dict[str, Any], tmp_path: Path) -> None:
    laing["to_tell"].append({"id": "budgie", "kind": "strength", "summary": "Keeps a budgie"})
    assert any('nothing they say discloses "budgie"' in problem for problem in check_file(write(tmp_path, laing)))


def test_the_same_thing_told_in_two_places_is_found(laing: dict[str, Any], tmp_path: Path) -> None:
    told = laing["topics"][0]["layers"][0]["tells"][0]
    laing["topics"][1]["layers"][0]["tells"].append(told)
    assert any("is said in two places" in problem for problem in check_file(write(tmp_path, laing)))


def test_short_answers_that_give_everything_away_are_found(laing: dict[str, Any], tmp_path: Path) -> None:
    laing["topics"][0]["short"] = [
        {"say": f"Yes {each['id']}.", "discloses": [each["id"]]} for each in laing["to_tell"]
    ]
    assert any("closed questions would do as well" in problem for problem in check_file(write(tmp_path, laing)))


def test_a_person_without_depth_is_found(laing: dict[str, Any], tmp_path: Path) -> None:
    for topic in laing["topics"]:
        for layer in topic["layers"]:
            layer["needs"] = 2
    assert any("nothing to earn" in problem for problem in check_file(write(tmp_path, laing)))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "name: [", "just words"])
def test_a_file_that_holds_no_person_is_explained_and_does_not_break(text: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.yml"
    file.write_text(text, encoding="utf-8")
    assert len(check_file(file)) == 1
    with pytest.raises(PersonUnreadable):
        read_person(file)


@pytest.mark.parametrize("wrong", [3, "words", [1, 2], {"a": 1}, True])
@pytest.mark.parametrize("field", ["name", "age", "trust", "topics", "replies", "on_my_mind", "mattered"])
def test_any_value_of_the_wrong_sort_gives_problems_and_no_error(
    field: str, wrong: object, laing: dict[str, Any], tmp_path: Path
) -> None:
    laing[field] = wrong
    fine = (field == "name" and wrong == "words") or (field == "age" and wrong == 3)
    problems = check_file(write(tmp_path, laing))
    assert problems or fine


def test_the_outline_of_a_new_person_is_readable_and_incomplete(tmp_path: Path) -> None:
    file = tmp_path / "new.yml"
    write_outline(file, "Mr Okafor")
    problems = check_file(file)
    assert len(problems) > 20
    assert not any("means nothing here" in problem or "not YAML" in problem for problem in problems)
    assert not any("`name`" in problem for problem in problems)


@pytest.mark.parametrize(("value", "typed"), [(11, "11"), (True, "true"), (2.5, "2.5")])
def test_a_number_without_marks_is_refused_plainly(
    value: object, typed: str, laing: dict[str, Any], tmp_path: Path
) -> None:
    laing["topics"][0]["words"] = ["fall", value, "yard"]
    assert check_file(write(tmp_path, laing)) == [
        f'someone.yml, topics falls: `words` holds {typed} without marks; put marks round {typed}, like "{typed}".'
    ]
    laing["topics"][0]["words"] = value
    assert any("put marks round" in problem for problem in check_file(write(tmp_path, laing)))


def test_a_follow_up_word_that_fits_anything_is_warned_of_and_no_problem(laing: dict[str, Any], tmp_path: Path) -> None:
    told = next(tell for tell in laing["topics"][0]["layers"][0]["tells"] if tell.get("follow_ups"))
    told["follow_ups"][0]["words"] = ["yard", "say", "next"]
    file = write(tmp_path, laing)
    before = warnings_for(read_person(LAING), file.name)
    new = [each for each in warnings_for(read_person(file), file.name) if each not in before]
    assert check_file(file) == []
    assert [word for word in ("yard", "say", "next") if any(f'"{word}"' in each for each in new)] == ["say", "next"]
