"""What should have been talked about before a plan is presented (¶4–14); one rule, one function."""

from __future__ import annotations

import re

from plan.model.following import Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator, Outcome
from plan.model.people import Agency, Negotiator, Person
from plan.model.plan import Plan
from plan.model.vocabulary import Resource, Side, Support
from plan.rules.finding import Finding, found, load_word_list


def negotiators_are_recorded(plan: Plan) -> list[Finding]:
    """The person is recorded as negotiating (¶4)."""
    sides = {negotiator.side for negotiator in plan.of(Negotiator)}
    return [] if Side.PERSON in sides else [found("negotiators_are_recorded")]


def carer_is_recorded(plan: Plan) -> list[Finding]:
    """Where there is a carer whom the person wants involved, the carer is recorded too (¶4)."""
    if any(negotiator.side is Side.CARER for negotiator in plan.of(Negotiator)):
        return []
    carers = [p for p in plan.of(Person) if p.is_carer and p.involve is not False]
    return [found("carer_is_recorded", carers[0])] if carers else []


def plan_has_an_outcome(plan: Plan) -> list[Finding]:
    """There is an outcome to agree on (¶5)."""
    return [] if plan.of(Outcome) else [found("plan_has_an_outcome")]


def outcome_is_confirmed(plan: Plan) -> list[Finding]:
    """Each outcome, as it is worded now, is the person's, meaningful and achievable (¶5)."""
    return [found("outcome_is_confirmed", o) for o in _open(plan) if not o.is_confirmed]


def outcome_is_in_the_persons_voice(plan: Plan) -> list[Finding]:
    """No outcome speaks about the person from outside (¶5)."""
    return [
        found("outcome_is_in_the_persons_voice", outcome)
        for outcome in _open(plan)
        if _mentions(outcome.wording, "not_the_persons_voice")
    ]


def prioritisation_is_considered(plan: Plan) -> list[Finding]:
    """An action that needs a social work resource says how prioritisation was considered (¶6)."""
    return [
        found("prioritisation_is_considered", action)
        for action in _to_do(plan)
        if not (action.prioritisation or "").strip()
        and (action.social_work_resource or _mentions(action.funded_by, "social_work"))
    ]


def outcome_says_what_happens_and_when(plan: Plan) -> list[Finding]:
    """Each outcome says what needs to happen and by when (¶7)."""
    return [
        found("outcome_says_what_happens_and_when", outcome)
        for outcome in _open(plan)
        if not any(action.when for action in plan.of(Action, outcome.id))
    ]


def outcome_has_an_indicator(plan: Plan) -> list[Finding]:
    """Each outcome has an indicator that can be observed, is dated and was discussed (¶8)."""
    return [
        found("outcome_has_an_indicator", outcome)
        for outcome in _open(plan)
        if not any(
            indicator.observable and indicator.by and indicator.was_discussed
            for indicator in plan.of(Indicator, outcome.id)
        )
    ]


def own_and_natural_supports_come_first(plan: Plan) -> list[Finding]:
    """Before a service action, own and natural supports were considered, or why not (¶9)."""
    first = {Support.SELF, Support.NATURAL}
    return [
        found("own_and_natural_supports_come_first", action)
        for action in _to_do(plan)
        if action.is_service
        and not (action.natural_supports or "").strip()
        and not any(other.support in first and other.outcome_id == action.outcome_id for other in plan.of(Action))
    ]


def action_has_a_date(plan: Plan) -> list[Finding]:
    """Each action has a date (¶10)."""
    return [found("action_has_a_date", action) for action in _to_do(plan) if not action.when]


def action_has_one_named_person(plan: Plan) -> list[Finding]:
    """Each action is one named individual's, not a team's or "family"'s (¶10)."""
    return [
        found("action_has_one_named_person", action) for action in _to_do(plan) if not is_one_named_person(action.who)
    ]


def agency_is_named_with_its_role(plan: Plan) -> list[Finding]:
    """Each agency with a part in the plan is named with its role (¶11)."""
    roles = {agency.name.casefold(): agency.role for agency in plan.of(Agency)}
    without_role = [agency for agency in plan.of(Agency) if not (agency.role or "").strip()]
    unnamed = [action for action in _to_do(plan) if action.is_service and (action.agency or "").casefold() not in roles]
    return [found("agency_is_named_with_its_role", line) for line in (*unnamed, *without_role)]


def action_says_how_it_is_resourced(plan: Plan) -> list[Finding]:
    """Each action says how it is resourced, and by whom where it is funded or applied for
    (¶12–13).
    """
    by_somebody = {Resource.FUNDED, Resource.APPLIED_FOR}
    return [
        found("action_says_how_it_is_resourced", action)
        for action in _to_do(plan)
        if action.resource is None or (action.resource in by_somebody and not (action.funded_by or "").strip())
    ]


def review_comes_before_deadlines(plan: Plan) -> list[Finding]:
    """The next review falls strictly before every open deadline (¶14)."""
    ahead = sorted(review.due for review in plan.of(Review) if review.is_ahead)
    if ahead and all(ahead[0] < line.deadline for line in open_deadlines(plan) if line.deadline):
        return []
    return [found("review_comes_before_deadlines")]


def open_deadlines(plan: Plan) -> list[PlanLine]:
    """The actions and indicators that are still worked for and have a date, the first date first."""
    closed = {outcome.id for outcome in plan.of(Outcome) if not outcome.is_open}
    indicators = [each for each in plan.of(Indicator) if each.outcome_id not in closed]
    dated = [(line.deadline, line) for line in (*_to_do(plan), *indicators) if line.deadline]
    return [line for _, line in sorted(dated, key=lambda each: each[0])]


def is_one_named_person(who: str | None) -> bool:
    """True for the name of one person, or the person's own "me"; not for teams, groups or bare
    roles.

    What follows "from", "at" and the like says where somebody belongs, not who they are.
    """
    name = " ".join((who or "").casefold().split())
    name = re.split(r"\s(?:from|at|of|in|with)\s|\(", name)[0].strip()
    if re.search(r"[,;/&+]| and | or ", name) or _mentions(name, "not_one_person"):
        return False
    for role in sorted(load_word_list("role_without_a_name"), key=len, reverse=True):
        name = re.sub(rf"(?<![\w-]){re.escape(role)}(?![\w-])", " ", name)
    return bool(name.strip())


def _mentions(text: str | None, words: str) -> bool:
    spoken = (text or "").casefold()
    return any(re.search(rf"\b{re.escape(word)}\b", spoken) for word in load_word_list(words))


def _open(plan: Plan) -> list[Outcome]:
    return [outcome for outcome in plan.of(Outcome) if outcome.is_open]


def _to_do(plan: Plan) -> list[Action]:
    closed = {outcome.id for outcome in plan.of(Outcome) if not outcome.is_open}
    return [a for a in plan.of(Action) if a.is_open and a.outcome_id not in closed]
