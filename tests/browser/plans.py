"""A plan as a conversation leaves it, written by the services, so that journeys begin where talks begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan import services
from plan.bootstrap import Store
from plan.model.statement import Said

WALL = "Get to the wall on my own with Bess"


@dataclass(frozen=True)
class Told:
    """A plan that was told and shared; `code` opens it for the person."""

    plan_id: str
    code: str
    outcome: str
    indicator: str
    action: str


def tell(store: Store, practitioner: str, plan_id: str) -> Told:
    """What the man with the dog told the guide, shared with a practitioner."""
    with store.unit_of_work() as uow:
        services.begin_plan(uow, plan_id, "adult")
        said = services.record_statements(
            uow,
            plan_id,
            1,
            [
                Said(text="sunday was good, col ran us down in the van", kinds=("strength",)),
                Said(text="my hips gone so we sit", kinds=("concern",)),
            ],
        )
        outcome = services.add_outcome(uow, plan_id, WALL, [2], theme="things_to_do")
        now = services.rate_outcome(uow, plan_id, outcome, "now", 3, "Col's van, once", 3)
        target = services.rate_outcome(uow, plan_id, outcome, "target", 8, None, 3)
        indicator = services.add_indicator(uow, plan_id, outcome, "I say good morning to folk at the wall", 4)
        action = services.add_action(uow, plan_id, outcome, "Ask about a scooter", 5, who="Col", support="natural")
        services.choose_sharing(uow, plan_id, dict.fromkeys([*said, outcome, now, target, indicator, action], True))
        services.share_with(uow, plan_id, practitioner)
        code = services.issue_resume_code(uow, plan_id)
        uow.commit()
    return Told(plan_id=plan_id, code=code, outcome=outcome, indicator=indicator, action=action)


def agree(store: Store, told: Told, practitioner: str, today: date) -> None:
    """Everything was talked about, and both sides agreed."""
    plan_id = told.plan_id
    with store.unit_of_work() as uow:
        services.confirm_outcome(uow, plan_id, told.outcome, True, True, True)
        services.correct_line(uow, plan_id, told.indicator, f"{today.year + 2}-06-01", "person", field="by")
        services.confirm_indicator(uow, plan_id, practitioner, told.indicator, True, True)
        day = date(today.year + 2, 5, 1)
        services.complete_action(uow, plan_id, practitioner, told.action, when=day, resource="none_needed")
        services.schedule_review(uow, plan_id, practitioner, date(today.year + 2, 4, 1))
        mark = services.present_plan(uow, plan_id, practitioner)
        services.agree_plan(uow, plan_id, "person", "person", seen_hash=mark.content_hash)
        services.agree_plan(uow, plan_id, practitioner, "social worker", seen_hash=mark.content_hash)
        uow.commit()
