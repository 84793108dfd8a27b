"""A shared plan as a practitioner's pages read it, and the address that it has for this practitioner alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from bot.web.pages.practitioner import plan_of, practitioner_of
from plan import services
from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.states import AGREED_STATES
from plan.model.versions import VersionMark
from plan.model.vocabulary import State
from plan.services.ports import Practitioner, UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a page of a shared plan begins with.

    Attributes:
        plan: what was shared, and nothing else.
        names: practitioners with whom the plan is shared, by id.
        path: where this plan's pages are.
    """

    practitioner: Practitioner
    plan_id: str
    plan: Plan
    names: Mapping[str, str]
    path: str

    @property
    def mark(self) -> VersionMark | None:
        """The version that can be signed now, or None."""
        plan = self.plan
        return plan.on_the_table if plan.state in {State.PRESENTED} | AGREED_STATES else None

    @property
    def heading(self) -> str | None:
        """The person's first outcome, by which a page without it says which plan this is."""
        return next((outcome.text for outcome in self.plan.of(Outcome)), None)


def read_shared_plan(request: Request, uow: UnitOfWork) -> Reading:
    """The plan that the address names. Raises HTTPException as `practitioner_of` and `plan_of` do."""
    practitioner = practitioner_of(request, uow)
    plan_id = plan_of(request, uow, practitioner)
    return Reading(
        practitioner=practitioner,
        plan_id=plan_id,
        plan=services.read_shared(uow, practitioner.id, plan_id),
        names={each.id: each.name for each in uow.access.practitioners_of(plan_id)},
        path=f"/practitioner/plan/{request.path_params['key']}",
    )
