"""Draws a small, steady sample of our training examples for stock Rasa, whose neural networks train slowly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.command.bench_servers import ROOT
from bot.command.bench_talking import Words
from bot.nlu.corpus import to_yaml
from bot.nlu.examples import Example, read_examples
from bot.nlu.labels import TELL

EXAMPLES = ROOT / "data" / "nlu" / "preparation"
EXAMPLES_AN_INTENT = 30


def write_sample(target: Path, words: Words, examples: Path = EXAMPLES) -> Path:
    """Writes the sample and the dialogue's own messages as Rasa YAML, with intents alone; gives the file."""
    by_intent: dict[str, list[str]] = {}
    for example in read_examples(examples):
        by_intent.setdefault(example.intent, []).append(example.text)
    sample = [
        Example(text=text, intent=intent)
        for intent, texts in sorted(by_intent.items())
        for text in spread(texts, EXAMPLES_AN_INTENT)
    ]
    sample += [Example(text=text, intent=intent) for text, intent in intents_of(words).items()]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(to_yaml(sample), encoding="utf-8")
    return target


def spread(texts: Sequence[str], number: int) -> list[str]:
    """At most `number` of the texts, taken at even distances, so that every writer and label has a share."""
    if len(texts) <= number:
        return list(texts)
    return [texts[position * len(texts) // number] for position in range(number)]


def intents_of(words: Words) -> dict[str, str]:
    """Each message of the dialogue with its intent."""
    acts = {text: act for act, texts in words.acts.items() for text in texts}
    return {text: acts.get(text, TELL) for text in [*words.dialogue, *words.opening, *words.round]}
