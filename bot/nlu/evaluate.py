"""Measures the language part on data/evaluation, texts that were never trained or tuned on; gives
plain text to print.

Each file may have a second one beside it (`*_second.tsv`) with the labels of another reader. Folders inside hold sets
by further hands, each with a line that says whose (`about.txt`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.code import code_line
from bot.nlu.encoder import load_encoder
from bot.nlu.heads import ChoiceHead, LabelHead
from bot.nlu.labels import ACTS, BEHAVIOURS, KINDS, NO_RISK, RISKS, TELL, THEMES
from bot.nlu.measures import LabelSets, calibration_error, macro_f1, micro, score_labels, worst_confusions
from bot.nlu.phrases import TurnHead
from bot.nlu.trained import load_coder, load_listener
from bot.nlu.understand import understand_line

FOLDER = Path(__file__).parents[2] / "data" / "evaluation"


@dataclass(frozen=True)
class Line:
    """One line of an evaluation file: its labels field by field, and those of the second reader if there was one."""

    text: str
    framework: str
    first: tuple[tuple[str, ...], ...]
    second: tuple[tuple[str, ...], ...] | None


def evaluate(folder: Path = FOLDER) -> str:
    """The whole report on one set.

    Raises:
        FileNotFoundError: if an evaluation file is missing.
        NoModel: if nothing was trained yet.
    """
    parts = (*_statements(folder), *_acts(folder), *_risk(folder), *_behaviours(folder))
    return "\n".join(parts) + "\n"


def further_sets(folder: Path = FOLDER) -> Iterator[tuple[Path, str]]:
    """The sets by further hands, and what is to be known of each."""
    for about in sorted(folder.glob("*/about.txt")):
        yield about.parent, about.read_text(encoding="utf-8").strip()


def read_lines(folder: Path, name: str) -> list[Line]:
    """Reads `name`.tsv, and `name`_second.tsv if there is one; statements have a framework and two fields of labels."""
    fields = 2 if name == "statements" else 1
    read_twice = folder / f"{name}_second.tsv"
    second = {key: labels for key, *labels in _rows(read_twice)} if read_twice.exists() else {}
    lines = []
    for key, *rest in _rows(folder / f"{name}.tsv"):
        framework = rest.pop(0) if name == "statements" else ""
        again = _labels(second[key][:fields]) if second else None
        lines.append(Line(rest[fields], framework, _labels(rest[:fields]), again))
    return lines


def _rows(path: Path) -> Iterator[list[str]]:
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.strip():
            yield row.split("\t")


def _labels(fields: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part for part in field.split(",") if part != "-") for field in fields)


def _statements(folder: Path) -> Iterator[str]:
    lines = read_lines(folder, "statements")
    told = [understand_line(line.text, line.framework) for line in lines]
    given = [_union(one, "kinds") for one in told]
    heads = load_listener().statements
    yield from _table("KINDS", [line.first[0] for line in lines], given, KINDS, _second(lines, 0))
    yield _calibration(heads.kinds, [line.text for line in lines], [line.first[0] for line in lines])
    for framework, labels in THEMES.items():
        rows = [i for i, line in enumerate(lines) if line.framework == framework]
        truth = [lines[i].first[1] for i in rows]
        found = [_union(told[i], "themes") for i in rows]
        yield from _table(f"THEMES {framework}", truth, found, labels, _second([lines[i] for i in rows], 1))
        yield _calibration(heads.themes[framework], [lines[i].text for i in rows], truth)
    every = micro([line.first[1] for line in lines], [_union(one, "themes") for one in told])
    yield f"themes of all frameworks: micro-F1 {every.f1:.3f}"
    aside = sum(one["act"] is not None for one in told)
    yield f"statements taken for an aside: {aside} of {len(lines)} ({aside / len(lines):.1%})"
    alarms = sum(one["risk"]["at_risk"] for one in told)
    yield f"statements that raised the alarm: {alarms} of {len(lines)}\n"


def _second(lines: Sequence[Line], field: int) -> LabelSets | None:
    """The labels of the second reader, where there was one."""
    labels = [line.second[field] for line in lines if line.second is not None]
    return labels if len(labels) == len(lines) else None


def _union(told: dict[str, list[dict[str, list[str]]]], field: str) -> list[str]:
    return list(dict.fromkeys(label for statement in told["statements"] for label in statement[field]))


def _acts(folder: Path) -> Iterator[str]:
    lines = read_lines(folder, "acts")
    truth = [line.first[0] for line in lines]
    given = [(understand_line(line.text)["act"] or TELL,) for line in lines]
    yield from _table("ACTS", truth, given, (*ACTS, TELL), _second(lines, 0))
    yield _calibration(load_listener().act, [line.text for line in lines], truth)
    right = sum(t == g for t, g in zip(truth, given, strict=True)) / len(lines)
    answers = [g for t, g in zip(truth, given, strict=True) if t == (TELL,)]
    taken = sum(g != (TELL,) for g in answers)
    yield f"accuracy {right:.3f}; answers taken for an aside: {taken} of {len(answers)}\n"


def _risk(folder: Path) -> Iterator[str]:
    lines = read_lines(folder, "risk")
    truth = [line.first[0] for line in lines]
    judged = [understand_line(line.text)["risk"] for line in lines]
    given = [(risk["category"] or NO_RISK,) for risk in judged]
    yield from _table("RISK", truth, given, RISKS, _second(lines, 0))
    danger = np.array([t != (NO_RISK,) for t in truth])
    alarm = np.array([risk["at_risk"] for risk in judged])
    yield f"recall {alarm[danger].mean():.3f} of {danger.sum()}"
    yield f"false alarms {alarm[~danger].mean():.3f} of {(~danger).sum()}"
    score = np.array([risk["score"] for risk in judged])
    yield f"calibration error of the score {calibration_error(score, danger):.3f}\n"


def _behaviours(folder: Path) -> Iterator[str]:
    lines = read_lines(folder, "behaviours")
    truth = [line.first[0] for line in lines]
    given = [code_line(line.text)["behaviours"] for line in lines]
    yield from _table("BEHAVIOURS", truth, given, BEHAVIOURS, _second(lines, 0))
    yield _calibration(load_coder(), [line.text for line in lines], truth)
    asked = [(t, g) for t, g in zip(truth, given, strict=True) if ("open_question" in t) != ("closed_question" in t)]
    right = sum(("open_question" in t) == _reads_open(g) for t, g in asked)
    yield f"open against closed {right / len(asked):.3f} of {len(asked)}\n"


def _reads_open(given: Sequence[str]) -> bool | None:
    """Whether a turn was read as open; None when as neither, or when it was read as both."""
    is_open, closed = "open_question" in given, "closed_question" in given
    return is_open if is_open != closed else None


def _table(
    title: str, truth: LabelSets, given: LabelSets, labels: Sequence[str], second: LabelSets | None
) -> Iterator[str]:
    scores = score_labels(truth, given, labels)
    yield f"{title} ({len(truth)} texts)"
    yield f"{'':36}precision  recall      F1   texts"
    for label, score in scores.items():
        yield f"  {label:34}{score.precision:9.2f}{score.recall:8.2f}{score.f1:8.2f}{score.count:8}"
    agree = f"; the two readers agree at {micro(truth, second).f1:.3f}" if second else ""
    yield f"micro-F1 {micro(truth, given).f1:.3f}, macro-F1 {macro_f1(scores):.3f}{agree}"
    worst = "; ".join(f"{a} → {b} {n}" for a, b, n in worst_confusions(truth, given))
    yield f"commonest confusions: {worst}"


def _calibration(head: LabelHead | ChoiceHead | TurnHead, texts: Sequence[str], truth: LabelSets) -> str:
    vectors = load_encoder().encode(texts)
    probabilities = head.probabilities(texts, vectors) if isinstance(head, TurnHead) else head.probabilities(vectors)
    wanted = np.array([[label in held for label in head.labels] for held in truth])
    return f"calibration error {calibration_error(probabilities, wanted):.3f}\n"
