"""Understands one message outside a conversation, with the same parts as the pipeline; gives plain
data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from bot.nlu.asides import find_act
from bot.nlu.clauses import Clause, take_all_apart, take_apart
from bot.nlu.encoder import load_encoder
from bot.nlu.particulars import find_particulars
from bot.nlu.risk import detect
from bot.nlu.trained import Listener, load_listener
from bot.nlu.understanding import build

_AT_ONCE = 32
_FIELDS: Sequence[str] = ("text", "kinds", "themes", "people", "when")


def understand(text: str, today: date | None = None, model: Path | None = None) -> dict[str, Any]:
    """The `understanding` of a message (docs/adr/0001).

    Args:
        text: what was typed.
        today: the day on which it was typed; None means today.
        model: a trained preparation model; None means the newest.

    Raises:
        NoModel: if nothing was trained yet.
    """
    return _understand(text, take_apart(text), today or date.today(), load_listener(model))


def _understand(text: str, clauses: list[Clause], today: date, heads: Listener) -> dict[str, Any]:
    encoded = load_encoder().encode_message(text, [(clause.start, clause.end) for clause in clauses])
    act, ranking = find_act(heads.act, text, encoded)
    return build(
        clauses=clauses,
        labels=heads.statements.label(encoded),
        act=act,
        act_confidence=dict(ranking)[act],
        risk=detect(text, heads.risk, encoded),
        found=find_particulars(text, today),
    )


def understand_line(text: str, framework: str = "adult", model: Path | None = None) -> dict[str, Any]:
    """What `what-matters understand` prints for one line: the message, its act, statements and risk.

    Args:
        text: one line; an empty one gives empty lists.
        framework: whose themes to give: adult, carer or child.
        model: a trained preparation model; None means the newest.

    Raises:
        NoModel: if nothing was trained yet.
    """
    (line,) = understand_lines([text], framework, model)
    return line


def understand_lines(
    texts: Iterable[str], framework: str = "adult", model: Path | None = None
) -> Iterator[dict[str, Any]]:
    """As `understand_line`, for many lines: they are parsed some at a time, which takes a third of the time.

    Raises:
        NoModel: if nothing was trained yet.
    """
    heads, today = load_listener(model), date.today()
    lines = iter(texts)
    while some := list(islice(lines, _AT_ONCE)):
        for text, clauses in zip(some, take_all_apart(some), strict=True):
            yield _line(text, framework, _understand(text, clauses, today, heads)) if text.strip() else _nothing(text)


def _nothing(text: str) -> dict[str, Any]:
    return {"text": text, "act": None, "statements": [], "risk": {"at_risk": False, "category": None, "score": 0.0}}


def _line(text: str, framework: str, understood: dict[str, Any]) -> dict[str, Any]:
    statements = [
        {field: statement[field] for field in _FIELDS} | {"themes": statement["themes"][framework]}
        for statement in understood["statements"]
    ]
    return {"text": text, "act": understood["act"], "statements": statements, "risk": understood["risk"]}
