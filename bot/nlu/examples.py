"""Training examples: what they hold, and how they are read from Rasa YAML; knows nothing of models.

The committed source of truth is Rasa's own format under data/nlu/. Labels beyond the intent stand
in the intent's metadata: `{framework, kinds, themes, hand}` for statements, `{risk, hand}` for
risk, `{behaviours, hand}` for practitioner turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.nlu.labels import AT_RISK, NO_RISK, TELL


@dataclass(frozen=True)
class Example:
    """One labelled text.

    Attributes:
        text: what was typed.
        intent: an act, `tell`, `at_risk`, or `practitioner_turn`.
        kinds: kinds of statement, most central first; empty where nobody labelled them.
        themes: themes within `framework`, most central first.
        framework: whose themes were looked for; None where nobody looked.
        risk: a risk category, `none`, or None where nobody looked.
        behaviours: what a practitioner does in this turn, most central first.
        hand: who wrote it; writers did not see each other's examples.
    """

    text: str
    intent: str
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    framework: str | None = None
    risk: str | None = None
    behaviours: tuple[str, ...] = ()
    hand: int = 0

    def metadata(self) -> dict[str, Any]:
        """The labels as intent metadata, without those that are empty."""
        values: dict[str, Any] = {
            "framework": self.framework,
            "kinds": list(self.kinds),
            "themes": list(self.themes),
            "risk": self.risk,
            "behaviours": list(self.behaviours),
            "hand": self.hand,
        }
        return {key: value for key, value in values.items() if value}


def example_from(text: str, intent: str, metadata: Mapping[str, Any] | None) -> Example:
    """Builds an example from an intent and its metadata."""
    held = metadata or {}
    return Example(
        text=text,
        intent=intent,
        kinds=tuple(held.get("kinds", ())),
        themes=tuple(held.get("themes", ())),
        framework=held.get("framework"),
        risk=held.get("risk"),
        behaviours=tuple(held.get("behaviours", ())),
        hand=int(held.get("hand", 0)),
    )


def read_examples(folder: Path) -> list[Example]:
    """Reads every `*.yml` under a folder, in the order of the file names.

    Raises:
        FileNotFoundError: if the folder holds no such file.
    """
    paths = sorted(folder.rglob("*.yml"))
    if not paths:
        raise FileNotFoundError(folder)
    return [example for path in paths for example in read_file(path)]


def read_file(path: Path) -> list[Example]:
    """The examples of one file, in its order."""
    return list(_blocks(path))


def _blocks(path: Path) -> Iterator[Example]:
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    for block in content.get("nlu", ()):
        if "intent" not in block:
            continue
        for line in block["examples"].splitlines():
            yield example_from(line[1:].strip(), block["intent"], block.get("metadata"))


def statements(examples: Iterable[Example]) -> list[Example]:
    """Those whose kinds were labelled."""
    return [e for e in examples if e.kinds]


def act_examples(examples: Iterable[Example]) -> list[Example]:
    """Those that say whether a message turns aside: acts, and everything that is told.

    A message about danger is told too: what it turns into is the risk detector's business, not the
    act classifier's.
    """
    return [e for e in examples if not e.behaviours]


def act_of(example: Example) -> str:
    """The act of an example, `tell` for an answer and for a message about danger."""
    return TELL if example.intent == AT_RISK else example.intent


def risk_of(example: Example) -> str:
    """The risk category of an example; `none` where nobody labelled one.

    The writers of statements and acts were not asked for danger; what little there is of it among
    them is label noise.
    """
    return example.risk or NO_RISK
