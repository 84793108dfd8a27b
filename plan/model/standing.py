"""Where a plan stands, for lists: whose turn it is. It knows nothing of pages or days."""

from __future__ import annotations

from plan.model.plan import Plan
from plan.model.states import AGREED_STATES
from plan.model.vocabulary import Side, State


def waits_for(plan: Plan) -> Side | None:
    """The side of the table whose step comes next, or None where nothing waits.

    A suggestion waits for the side that did not make it; a version on the table for the side that
    did not sign; talks that stand still, and a review, wait for the practitioner, who keeps them
    going (¶16).
    """
    if plan.state is State.CLOSED:
        return None
    waiting = plan.open_proposals()
    if any(proposal.side is not Side.PRACTITIONER for proposal in waiting):
        return Side.PRACTITIONER
    if waiting:
        return Side.PERSON
    mark = plan.on_the_table
    if plan.state is State.PRESENTED and mark is not None:
        signed = {each.side for each in plan.signatures if each.version == mark.number}
        return Side.PERSON if Side.PRACTITIONER in signed else Side.PRACTITIONER
    return None if plan.state in AGREED_STATES else Side.PRACTITIONER
