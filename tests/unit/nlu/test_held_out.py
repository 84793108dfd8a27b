"""The share of examples that fine-tuning leaves out."""

from collections import Counter
from pathlib import Path

from bot.nlu.examples import act_of, read_examples
from bot.nlu.held_out import SHARE, is_held_out


def test_the_choice_is_a_function_of_the_words() -> None:
    assert is_held_out("  My Knees ") == is_held_out("my knees")


def test_every_label_keeps_some_examples_out() -> None:
    examples = read_examples(Path(__file__).parents[3] / "data" / "nlu")
    kept = [e for e in examples if is_held_out(e.text)]
    assert abs(len(kept) / len(examples) - SHARE / 100) < 0.01

    def counts(chosen: list) -> Counter:
        return Counter(
            label
            for e in chosen
            for label in (act_of(e), *e.kinds, *((e.framework, t) for t in e.themes), *e.behaviours, e.risk)
        )

    few = {label: counts(kept)[label] for label in counts(examples) if counts(kept)[label] < 4}
    assert few == {}
