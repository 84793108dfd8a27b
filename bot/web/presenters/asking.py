"""One question at a time: what a rule asks next, and the one small form that its answer goes into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.web.presenters.line_forms import FieldForm, fields_of
from plan.model.following import Contingency
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator
from plan.model.plan import Plan
from plan.model.vocabulary import Side
from plan.rules import Finding

# Which form answers a rule. What only the person can say has none: it is asked, and they answer on their page.
FORMS: dict[str, str] = {
    "negotiators_are_recorded": "talk",
    "carer_is_recorded": "carer",
    "plan_has_an_outcome": "talk",
    "outcome_is_confirmed": "talk",
    "outcome_is_in_the_persons_voice": "wording",
    "prioritisation_is_considered": "fields",
    "outcome_says_what_happens_and_when": "action",
    "outcome_has_an_indicator": "indicator",
    "own_and_natural_supports_come_first": "fields",
    "action_has_a_date": "fields",
    "action_has_one_named_person": "fields",
    "agency_is_named_with_its_role": "agency",
    "action_says_how_it_is_resourced": "fields",
    "review_comes_before_deadlines": "review",
    "harm_has_a_contingency": "contingency",
    "out_of_cycle_review_is_raised": "early_review",
    "noted_disagreement_stands_in_the_plan": "talk",
}
FIELDS: dict[str, tuple[str, ...]] = {
    "prioritisation_is_considered": ("prioritisation",),
    "own_and_natural_supports_come_first": ("natural_supports",),
    "action_has_a_date": ("when",),
    "action_has_one_named_person": ("who",),
    "action_says_how_it_is_resourced": ("resource", "funded_by"),
    "outcome_has_an_indicator": ("by", "observable", "discussed"),
    "outcome_says_what_happens_and_when": ("when",),
    "harm_has_a_contingency": ("trigger", "route", "contact"),
}


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question with its form.

    Attributes:
        form: a word of asking.html for the form.
        line: the line that the form is about, or None.
        fields: the fields of a form "fields".
        waits: a suggestion about it waits for the person.
    """

    finding: Finding
    form: str
    line: PlanLine | None
    fields: list[FieldForm]
    waits: bool


def view_asks(plan: Plan, findings: list[Finding], reader: str) -> list[Ask]:
    """The questions, those that wait for the person last."""
    asks = [_ask(plan, finding, reader) for finding in findings]
    return sorted(asks, key=lambda ask: ask.waits)


def _ask(plan: Plan, finding: Finding, reader: str) -> Ask:
    line = plan.lines.get(finding.line_id or "")
    form, about = FORMS[finding.rule], line
    if form in ("action", "indicator") and line is not None:
        about = _unfinished(plan, form, line) or line
        form = "fields" if about is not line else form
    if form == "contingency" and line is not None:
        # One that was begun is completed, before another one is made.
        begun = line if isinstance(line, Contingency) else next(iter(plan.of(Contingency, line.id)), None)
        about, form = (begun, "fields") if begun else (line, form)
    wanted = FIELDS.get(finding.rule, ())
    fields = [field for field in fields_of(about, reader, {}) if field.name in wanted] if about else []
    return Ask(
        finding=finding,
        form=form,
        line=about,
        fields=fields,
        waits=form == "talk" or _waits(plan, line, about),
    )


def _unfinished(plan: Plan, part: str, outcome: PlanLine) -> PlanLine | None:
    """An action or indicator that is there already and only lacks something."""
    kind = Action if part == "action" else Indicator
    return next(iter(plan.of(kind, outcome.id)), None)


def _waits(plan: Plan, *lines: PlanLine | None) -> bool:
    ids = {line.id for line in lines if line is not None}
    return any(p.side is Side.PRACTITIONER and ids & {p.line_id, p.outcome_id} for p in plan.open_proposals())
