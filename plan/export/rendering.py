"""Fills the templates: everything is escaped, and no sign that a document cannot hold gets in."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def environment() -> Environment:
    """The templates of this package."""
    made = Environment(
        loader=PackageLoader("plan.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    made.filters["day"] = day
    return made


def render(template: str, context: Any, *, large: bool = False) -> str:
    """A template filled from a context dataclass; `large` in letters of 18 points or more."""
    return environment().get_template(template).render({**vars(context), "large": large})


def day(value: date | datetime) -> str:
    """A date as it is written in Britain: 1 March 2027."""
    return f"{value.day} {value:%B %Y}"


def printable(value: Any) -> Any:
    """A value without the signs that no document can hold."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return UNPRINTABLE.sub("", value)
    return value
