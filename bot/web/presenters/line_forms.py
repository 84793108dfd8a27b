"""What a practitioner may fill in on a line, and what they can only suggest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plan.model.following import Contingency
from plan.model.lines import PlanLine, side_of
from plan.model.outcomes import Action, Indicator
from plan.model.people import Agency
from plan.model.vocabulary import Resource, Side, Support


@dataclass(frozen=True, kw_only=True)
class FieldForm:
    """One field of a form.

    Attributes:
        name: the field of the line, which is also the key of its label in words.yml.
        kind: "text", "area", "date", "choice" or "tick".
        value: what stands there now, as the field takes it.
        choices: the words to choose from.
        theirs: the person's words, so that a change can only be suggested.
    """

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()
    theirs: bool = False


KINDS: dict[type[PlanLine], dict[str, tuple[str, tuple[str, ...]]]] = {
    Action: {
        "who": ("text", ()),
        "when": ("date", ()),
        "support": ("choice", tuple(Support)),
        "agency": ("text", ()),
        "natural_supports": ("area", ()),
        "resource": ("choice", tuple(Resource)),
        "funded_by": ("text", ()),
        "social_work_resource": ("tick", ()),
        "prioritisation": ("area", ()),
    },
    Indicator: {
        "by": ("date", ()),
        "observable": ("tick", ()),
        "discussed": ("tick", ()),
    },
    Contingency: dict.fromkeys(("early_signs", "trigger", "route", "contact", "helps_me_cope"), ("area", ())),
    Agency: {"role": ("text", ())},
}


def fields_of(line: PlanLine, reader: str, sent: Mapping[str, object]) -> list[FieldForm]:
    """The fields beside the main words, in the order in which they are talked about.

    What was `sent` and refused stands in its field again.
    """
    return [
        FieldForm(
            name=name,
            kind=kind,
            value=str(sent.get(name) or "") or _value(getattr(line, name)),
            choices=choices,
            theirs=kind != "tick" and _is_theirs(line, name, reader),
        )
        for name, (kind, choices) in KINDS.get(type(line), {}).items()
    ]


def _is_theirs(line: PlanLine, name: str, reader: str) -> bool:
    holder = line.holder(name)
    return line.has(name) and (holder is Side.BOTH or not holder.is_with(side_of(reader)))


def _value(value: object) -> str:
    if value is None or value is False:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
