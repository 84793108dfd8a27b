"""Training examples as the fine-tuning sees them: targets per task, held-out share, careless
typing, joined texts; knows nothing of torch.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.nlu.examples import Example, act_of
from bot.nlu.labels import ACTS, BEHAVIOURS, KINDS, NO_RISK, RISKS, TELL, THEMES

CHOICES: dict[str, tuple[str, ...]] = {"act": (TELL, *ACTS), "risk": (NO_RISK, *RISKS)}
"""Tasks of which exactly one label holds."""

LABELS: dict[str, tuple[str, ...]] = {
    "kinds": KINDS,
    **{f"themes_{name}": labels for name, labels in THEMES.items()},
    "behaviours": BEHAVIOURS,
}
"""Tasks of which several labels may hold."""


@dataclass(frozen=True)
class Item:
    """A text, and what each task should say of it; a task that nobody labelled is absent.

    Attributes:
        parts: offsets (start, end) of texts that were joined, with their own targets.
    """

    text: str
    targets: dict[str, tuple[str, ...]]
    weights: dict[str, float] = field(default_factory=dict)
    parts: tuple[tuple[int, int, dict[str, tuple[str, ...]]], ...] = ()


def item_from(example: Example) -> Item:
    """The targets of an example.

    Statements and acts count as "no risk" with little weight: their writers were not asked for it.
    """
    if example.behaviours:
        return Item(example.text, {"behaviours": example.behaviours})
    targets: dict[str, tuple[str, ...]] = {"act": (act_of(example),)}
    targets["risk"] = (example.risk or NO_RISK,)
    # Danger is the hardest task and has few examples, so those that were asked for it count double.
    weights = {"risk": 3.0 if example.risk else 0.6}
    if example.kinds:
        targets["kinds"] = example.kinds
    if example.framework:
        targets[f"themes_{example.framework}"] = example.themes
        weights[f"themes_{example.framework}"] = 2.0
    return Item(example.text, targets, weights)


def joined(first: Item, second: Item, glue: str) -> Item:
    """Two texts as one message: what holds of either holds of both; each keeps its own targets as a
    part.
    """
    text = first.text + glue + second.text
    start = len(text) - len(second.text)
    targets: dict[str, tuple[str, ...]] = {}
    for task in first.targets.keys() & second.targets.keys():
        both = tuple(dict.fromkeys((*first.targets[task], *second.targets[task])))
        if task == "kinds" and both != ("context",):
            both = tuple(kind for kind in both if kind != "context")
        if task in CHOICES:
            rest = tuple(label for label in both if label not in {TELL, NO_RISK})
            if len(rest) > 1 or (task == "act" and rest):
                continue
            both = rest or both[:1]
        targets[task] = both
    # Danger in one part is danger in the message, but the other part is judged by itself.
    parts = ((0, len(first.text), first.targets), (start, len(text), second.targets))
    return Item(text, targets, {"risk": 0.5}, parts)


def mixed(items: Sequence[Item], share: float, chance: random.Random) -> list[Item]:
    """Joins a share of the items with another one of the same framework, for long messages."""
    families: dict[str, list[Item]] = {}
    for item in items:
        families.setdefault(_family(item), []).append(item)
    out = []
    for item in items:
        family = _family(item)
        if family != "practitioner" and chance.random() < share:
            other = chance.choice(families[family])
            if family == "other" and chance.random() < 0.5:
                other = chance.choice(families[chance.choice(sorted(families.keys() - {"practitioner"}))])
            pair = (item, other) if chance.random() < 0.5 else (other, item)
            if len(item.text) + len(other.text) < 260:
                item = joined(*pair, _glue(*pair, chance))
        out.append(item)
    return out


def _glue(first: Item, second: Item, chance: random.Random) -> str:
    """What people put between two things: a stop, nothing, or "but" where the one is good and the other not."""
    kinds = {*first.targets.get("kinds", ()), *second.targets.get("kinds", ())}
    if first.text[-1] not in ".!?" and {"strength", "concern"} <= kinds and chance.random() < 0.5:
        return chance.choice((" but ", ", but "))
    stop = ". " if first.text[-1] not in ".!?" else " "
    return stop if chance.random() < 0.8 else " "


def _family(item: Item) -> str:
    if "behaviours" in item.targets:
        return "practitioner"
    return next((task for task in item.targets if task.startswith("themes")), "other")


def careless(text: str, chance: random.Random, amount: float = 0.04) -> str:
    """The text as a hurried person may type it, of the same length as far as possible."""
    roll = chance.random()
    if roll < 0.5:
        return text
    if roll < 0.65:
        return re.sub(r"['’,]", "", text)
    if roll < 0.75:
        return text.rstrip(".!?")
    letters = list(text)
    for index, letter in enumerate(letters):
        if not letter.isalpha() or chance.random() > amount:
            continue
        slip = chance.random()
        if slip < 0.35:
            letters[index] = ""
        elif slip < 0.7 and index + 1 < len(letters) and letters[index + 1].isalpha():
            letters[index], letters[index + 1] = letters[index + 1], letter
        elif slip < 0.85:
            letters[index] = letter * 2
        else:
            letters[index] = chance.choice(string.ascii_lowercase)
    return "".join(letters)


def sampled(items: Sequence[Item], share: float, chance: random.Random) -> list[Item]:
    """Everything that people say, and a share of the practitioners' turns, which are learnt sooner."""
    return [item for item in items if "behaviours" not in item.targets or chance.random() < share]


def items_from(examples: Iterable[Example]) -> list[Item]:
    """Items of all examples, in order."""
    return [item_from(example) for example in examples]
