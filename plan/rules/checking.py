"""Which rules guard which step; `check` asks them about what both sides can see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from plan.model.plan import Plan
from plan.model.views import only_shared
from plan.model.vocabulary import Step
from plan.rules import following, presenting
from plan.rules.finding import Finding
from plan.rules.watching import WATCHES, watch_over

Rule = Callable[[Plan], list[Finding]]

RULES: dict[Step, tuple[Rule, ...]] = {
    Step.PRESENTING: (
        presenting.negotiators_are_recorded,
        presenting.carer_is_recorded,
        presenting.plan_has_an_outcome,
        presenting.outcome_is_confirmed,
        presenting.outcome_is_in_the_persons_voice,
        presenting.prioritisation_is_considered,
        presenting.outcome_says_what_happens_and_when,
        presenting.outcome_has_an_indicator,
        presenting.own_and_natural_supports_come_first,
        presenting.action_has_a_date,
        presenting.action_has_one_named_person,
        presenting.agency_is_named_with_its_role,
        presenting.action_says_how_it_is_resourced,
        presenting.review_comes_before_deadlines,
    ),
    Step.AGREEING: (
        following.harm_has_a_contingency,
        following.out_of_cycle_review_is_raised,
        following.noted_disagreement_stands_in_the_plan,
    ),
    Step.OPENING_A_REVIEW: (following.review_is_prepared,),
    Step.HOLDING_A_REVIEW: (following.outcome_is_looked_at,),
    Step.ADDING_A_QUALIFICATION: (following.qualifications_come_after_agreement,),
    Step.CLOSING_A_DISAGREEMENT: (following.disagreement_is_judged,),
}


def rule_names() -> list[str]:
    """The names of all rules, which are the keys of findings.yml."""
    guards = [rule.__name__ for rules in RULES.values() for rule in rules]
    return [*guards, *(watch.__name__ for watch in WATCHES)]


def check(plan: Plan, step: str) -> list[Finding]:
    """What to talk about before a step ("presenting", "agreeing", …), in the order of the guidance.

    Only shared lines are looked at: what is private is not on the table. An empty list means that
    the step may be taken; a finding never stops anybody from talking.
    """
    visible = only_shared(plan)
    return [finding for rule in RULES[Step(step)] for finding in rule(visible)]


def watch(plan: Plan, today: date) -> list[Finding]:
    """What to raise on the practitioner's list on this day, of what both sides can see."""
    return watch_over(only_shared(plan), today)
