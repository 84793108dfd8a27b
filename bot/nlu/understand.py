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
from bot.nlu.clauses import take_all_apart
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
    (understood,) = _understand([text], today or date.today(), load_listener(model), said_back=True)
    return understood


def _understand(texts: Sequence[str], today: date, heads: Listener, *, said_back: bool) -> Iterator[dict[str, Any]]:
    """Together, because many are parsed and encoded in a third of the time."""
    taken_apart = list(take_all_apart(texts))
    spans = [[(clause.start, clause.end) for clause in clauses] for clauses in taken_apart]
    encoded = load_encoder().encode_messages(list(zip(texts, spans, strict=True)))
    for text, clauses, vectors in zip(texts, taken_apart, encoded, strict=True):
        act, ranking = find_act(heads.act, text, vectors)
        yield build(
            clauses=clauses,
            labels=heads.statements.label(vectors),
            act=act,
            act_confidence=dict(ranking)[act],
            risk=detect(text, heads.risk, vectors),
            found=find_particulars(text, today),
            said_back=said_back,
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
    """As `understand_line`, for many lines; they are looked at some at a time.

    Raises:
        NoModel: if nothing was trained yet.
    """
    heads, today = load_listener(model), date.today()
    lines = iter(texts)
    while some := list(islice(lines, _AT_ONCE)):
        understood = _understand([text for text in some if text.strip()], today, heads, said_back=False)
        for text in some:
            yield _line(text, framework, next(understood)) if text.strip() else _nothing(text)


def _nothing(text: str) -> dict[str, Any]:
    return {"text": text, "act": None, "statements": [], "risk": {"at_risk": False, "category": None, "score": 0.0}}


def _line(text: str, framework: str, understood: dict[str, Any]) -> dict[str, Any]:
    statements = [
        {field: statement[field] for field in _FIELDS} | {"themes": statement["themes"][framework]}
        for statement in understood["statements"]
    ]
    return {"text": text, "act": understood["act"], "statements": statements, "risk": understood["risk"]}
