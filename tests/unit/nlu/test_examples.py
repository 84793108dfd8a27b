"""Hand-written lines become Rasa YAML and come back the same."""

from pathlib import Path

import pytest

from bot.nlu.corpus import BadLine, evaluation_texts, import_hands
from bot.nlu.duplicates import near_duplicates, unlike
from bot.nlu.examples import Example, read_examples


def _hand(folder: Path, name: str, *lines: str) -> None:
    path = folder / "h1" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_statements_keep_their_labels_through_yaml(tmp_path: Path) -> None:
    _hand(tmp_path, "statements_adult.txt", 'concern,strength | mobility | ma knees are: "shot" but I\'m #1 at bowls')
    import_hands(tmp_path, tmp_path / "out")
    assert read_examples(tmp_path / "out") == [
        Example(
            text='ma knees are: "shot" but I\'m #1 at bowls',
            intent="tell",
            kinds=("concern", "strength"),
            themes=("mobility",),
            framework="adult",
            hand=1,
        )
    ]


def test_risk_negatives_are_told(tmp_path: Path) -> None:
    _hand(tmp_path, "risk.txt", "none | I could murder a cup of tea", "self_neglect | not washed since June")
    import_hands(tmp_path, tmp_path / "out")
    assert sorted((e.intent, e.risk) for e in read_examples(tmp_path / "out")) == [
        ("at_risk", "self_neglect"),
        ("tell", "none"),
    ]


def test_a_line_with_an_unknown_label_is_refused_with_its_place(tmp_path: Path) -> None:
    _hand(tmp_path, "acts.txt", "skip | pass", "skipp | pass on that")
    with pytest.raises(BadLine, match=r"acts\.txt:2"):
        import_hands(tmp_path, tmp_path / "out")


def test_new_lines_are_added_to_what_stands_there(tmp_path: Path) -> None:
    _hand(tmp_path, "acts.txt", "skip | pass on that one, ta")
    import_hands(tmp_path, tmp_path / "out")
    _hand(tmp_path, "acts.txt", "skip | pass on that one ta!", "pause | the bus is here, back later")
    assert import_hands(tmp_path, tmp_path / "out") == {"preparation/acts.yml": 2}
    assert {e.intent for e in read_examples(tmp_path / "out")} == {"skip", "pause"}


def test_a_line_like_one_of_the_evaluation_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "apart").mkdir()
    (tmp_path / "apart" / "acts.tsv").write_text("a1\tpause\tthe bus is here so I will be back\n", encoding="utf-8")
    _hand(tmp_path, "acts.txt", "pause | the bus is here, I will be back", "pause | someone is at the door")
    import_hands(tmp_path, tmp_path / "out", tmp_path / "apart")
    assert [e.text for e in read_examples(tmp_path / "out")] == ["someone is at the door"]


def test_near_duplicates_are_found_whatever_case_and_stops() -> None:
    texts = ["I want to get out to the garden more", "i want to get out to the garden, more!", "the garden"]
    assert near_duplicates(texts) == [(0, 1)]


def test_the_training_data_holds_no_near_duplicates() -> None:
    examples = read_examples(Path(__file__).parents[3] / "data" / "nlu")
    assert near_duplicates([example.text for example in examples]) == []


def test_the_training_data_holds_nothing_like_the_evaluation() -> None:
    root = Path(__file__).parents[3] / "data"
    examples = read_examples(root / "nlu")
    assert len(unlike(examples, evaluation_texts(root / "evaluation"))) == len(examples)
