"""Brings hand-written lines into Rasa training data; knows the writers' line formats and nothing of
models.

Formats, one example a line: `kinds | themes | text` (statements_<framework>.txt), `act | text`
(acts.txt), `category | text` (risk.txt), `behaviours | text` (behaviours.txt). The YAML that comes
out is committed; the lines are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from bot.nlu.duplicates import unlike, without_near_duplicates
from bot.nlu.examples import Example, read_file
from bot.nlu.labels import ACTS, AT_RISK, BEHAVIOURS, KINDS, NO_RISK, RISKS, TELL, THEMES

PRACTITIONER_TURN = "practitioner_turn"
"""The intent that carries practitioner turns in data/nlu/rehearsal."""


class BadLine(ValueError):
    """A line that does not follow its file's format; says where."""


def import_hands(hands: Path, target: Path, apart: Path | None = None) -> dict[str, int]:
    """Adds hands' files to the YAML under `target`/preparation and `target`/rehearsal.

    Args:
        hands: folder with one folder a writer, named h1, h2, …
        target: data/nlu of the project; what stands there is kept.
        apart: data/evaluation; a text that is like one of these is not taken.

    Returns:
        Number of examples in each file that was written.

    Raises:
        BadLine: if a line has an unknown label or is not in its format.
    """
    read: dict[str, list[Example]] = {stem: _read_file(target / _FILES[stem] / f"{stem}.yml") for stem in _FILES}
    for path in sorted(hands.glob("h*/*.txt")):
        if path.stem in _FILES:
            read[path.stem].extend(_read_lines(path))
    every = [e for examples in read.values() for e in examples]
    kept = without_near_duplicates(unlike(every, evaluation_texts(apart) if apart else ()))
    survivors = {id(example) for example in kept}
    counts: dict[str, int] = {}
    for stem, examples in read.items():
        out = target / _FILES[stem] / f"{stem}.yml"
        chosen = [e for e in examples if id(e) in survivors]
        if chosen:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(to_yaml(chosen), encoding="utf-8")
            counts[str(out.relative_to(target))] = len(chosen)
    return counts


def _read_file(path: Path) -> list[Example]:
    return read_file(path) if path.exists() else []


def evaluation_texts(folder: Path) -> list[str]:
    """The texts of all evaluation files: the last field of each line."""
    paths = [path for path in sorted(folder.rglob("*.tsv")) if not path.stem.endswith("_second")]
    return [line.split("\t")[-1] for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


_FILES = {
    **{f"statements_{framework}": "preparation" for framework in THEMES},
    "acts": "preparation",
    "risk": "preparation",
    "behaviours": "rehearsal",
}


def to_yaml(examples: Iterable[Example]) -> str:
    """Writes examples as Rasa YAML, one block for each combination of labels and hand."""
    ordered = sorted(examples, key=_block_key)
    lines = ['version: "3.1"', "nlu:"]
    for (intent, metadata), block in groupby(ordered, key=_block_key):
        lines.append(f"- intent: {intent}")
        if metadata:
            lines.append(f"  metadata: {metadata}")
        lines.append("  examples: |")
        lines.extend(f"    - {example.text}" for example in block)
    return "\n".join(lines) + "\n"


def _block_key(example: Example) -> tuple[str, str]:
    pairs = (
        f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value}"
        for key, value in example.metadata().items()
    )
    inside = ", ".join(pairs)
    return example.intent, f"{{{inside}}}" if inside else ""


def _read_lines(path: Path) -> list[Example]:
    hand = int(re.sub(r"\D", "", path.parent.name) or 0)
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            examples.append(_read_line(path.stem, line, hand))
        except (ValueError, KeyError) as error:
            raise BadLine(f"{path}:{number}: {error}: {line}") from error
    return examples


def _read_line(stem: str, line: str, hand: int) -> Example:
    if stem.startswith("statements_"):
        kinds, themes, text = line.split(" | ", 2)
        framework = stem.removeprefix("statements_")
        return Example(
            text=_clean(text),
            intent=TELL,
            kinds=_labels(kinds, KINDS),
            themes=_labels(themes, THEMES[framework]),
            framework=framework,
            hand=hand,
        )
    label, text = line.split(" | ", 1)
    if stem == "acts":
        (act,) = _labels(label, (*ACTS, TELL))
        return Example(text=_clean(text), intent=act, hand=hand)
    if stem == "risk":
        (risk,) = _labels(label, (*RISKS, NO_RISK))
        return Example(text=_clean(text), intent=TELL if risk == NO_RISK else AT_RISK, risk=risk, hand=hand)
    return Example(
        text=_clean(text),
        intent=PRACTITIONER_TURN,
        behaviours=_labels(label, BEHAVIOURS),
        hand=hand,
    )


def _labels(field: str, known: Iterable[str]) -> tuple[str, ...]:
    labels = tuple(dict.fromkeys(part.strip() for part in field.split(",")))
    if labels == ("-",):
        return ()
    allowed = set(known)
    for label in labels:
        if label not in allowed:
            raise ValueError(f"unknown label {label!r}")
    return labels


def _clean(text: str) -> str:
    """One line without control characters, and without the marks that Rasa reads as entities."""
    flat = " ".join(text.split())
    if not flat:
        raise ValueError("no text")
    return re.sub(r"[\[\]{}]", "", flat)
