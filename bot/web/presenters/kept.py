"""What was typed in a form that was refused, so that it stands in its boxes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from bot.web.refusing import word_for
from plan.model.refusals import LineChanged, Refusal


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A refused form.

    Attributes:
        problem: a word of words.yml for why, or None when nothing was refused.
        form: the name of the form, as its hidden field tells.
        values: what was sent, by field.
        now: where somebody else was faster, what stands there now, by field of the line.
    """

    problem: str | None = None
    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)

    def at(self, form: str, name: str, otherwise: str = "") -> str:
        """What was typed in a field of a form, else what would stand there anyway."""
        return self.values.get(name, otherwise) if self.is_at(form) else otherwise

    def is_at(self, form: str) -> bool:
        """True for the form that was refused; its part of the page stands open."""
        return self.problem is not None and form == self.form


NOTHING = Kept()


def keep(refusal: Refusal, form: FormData, name: str = "") -> Kept:
    """Why a form was refused, and what was in it; `name` is that of a form without a hidden one."""
    values = {name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)}
    now = refusal.details.get("now") if isinstance(refusal, LineChanged) else None
    return Kept(
        problem=word_for(refusal),
        form=values.get("form") or name,
        values=values,
        now={str(name): str(text) for name, text in now.items()} if isinstance(now, Mapping) else {},
    )
