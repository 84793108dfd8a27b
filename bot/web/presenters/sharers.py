"""People who shared a plan with a practitioner, and what waits for whom; nobody has a name here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from plan.model.outcomes import Outcome
from plan.model.plan import Plan
from plan.model.vocabulary import Side, State
from plan.services.ports import SharedPlan


@dataclass(frozen=True, kw_only=True)
class Sharer:
    """One person in the list.

    Attributes:
        key: stands for the plan in addresses.
        words: what the person wants, or said first, among what they shared.
        waits: a word of words.yml for whose turn it is.
    """

    key: str
    words: str | None
    state: str
    waits: str
    shared_at: datetime
    changed_at: datetime


def view_sharer(shared: SharedPlan, plan: Plan, reader: str, key: str) -> Sharer:
    """How a plan stands in the list."""
    wanted = [outcome.text for outcome in plan.of(Outcome)]
    said = [statement.text for statement in plan.statements]
    return Sharer(
        key=key,
        words=next(iter([*wanted, *said]), None),
        state=shared.state,
        waits=whose_turn(plan, reader),
        shared_at=shared.shared_at,
        changed_at=shared.changed_at,
    )


def whose_turn(plan: Plan, reader: str) -> str:
    """A word for who has to do something next: "you", "person", or "nobody"."""
    if any(proposal.by != reader for proposal in plan.open_proposals()):
        return "you"
    if plan.open_proposals():
        return "person"
    mark = plan.on_the_table
    if plan.state is State.PRESENTED and mark is not None:
        sides = {each.side for each in plan.signatures if each.version == mark.number}
        return "person" if Side.PRACTITIONER in sides else "you"
    return "nobody" if plan.was_agreed and plan.state is not State.RENEGOTIATING else "you"
