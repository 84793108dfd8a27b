"""A plan as plain values, for programs that want to read a draft without knowing the model."""

from __future__ import annotations

from typing import Any

from plan.model.outcomes import Action, Indicator, Outcome, Rating
from plan.model.people import Person
from plan.model.plan import Plan
from plan.model.refusals import NoSuchPlan
from plan.model.vocabulary import RatingOf
from plan.services.ports import UnitOfWork
from plan.services.reading import read_plan


def outline_plan(uow: UnitOfWork, plan_id: str) -> dict[str, Any]:
    """Statements, outcomes with what hangs on them, and people; empty lists where there is no plan
    (yet).
    """
    try:
        plan = read_plan(uow, plan_id)
    except NoSuchPlan:
        return {"statements": [], "outcomes": [], "people": []}
    return {
        "statements": [
            {
                "text": said.text,
                "kinds": list(said.kinds),
                "themes": list(said.themes),
                "turn": said.turn,
            }
            for said in plan.statements
            if said.withdrawn_at is None
        ],
        "outcomes": [_outcome(plan, outcome) for outcome in plan.of(Outcome)],
        "people": [
            {"name": person.name, "relation": person.relation, "involve": person.involve} for person in plan.of(Person)
        ],
    }


def _outcome(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    ratings = {rating.of: rating for rating in plan.of(Rating) if rating.outcome_id == outcome.id}
    now, target = ratings.get(RatingOf.NOW), ratings.get(RatingOf.TARGET)
    return {
        "wording": outcome.wording,
        "theme": outcome.theme,
        "direction": str(outcome.direction),
        "now": now.number if now else None,
        "target": target.number if target else None,
        "indicators": [each.wording for each in plan.of(Indicator) if each.outcome_id == outcome.id],
        "actions": [
            {
                "what": each.what,
                "who": each.who,
                "when": each.when.isoformat() if each.when else each.when_said,
                "support": str(each.support) if each.support else None,
            }
            for each in plan.of(Action)
            if each.outcome_id == outcome.id
        ],
        "sources": list(outcome.turns),
    }
