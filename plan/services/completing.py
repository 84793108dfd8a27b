"""What both sides add to make a plan whole: confirmations, resources, agencies, contingency
(¶4–18).

`by` is "person", "carer" or the id of a practitioner with whom the plan is shared. A field that is
empty may be filled by either side; one that holds the other side's words needs a proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from plan.model.agreement import note_negotiator
from plan.model.following import Contingency, Development
from plan.model.lines import new_id, side_of
from plan.model.outcomes import Action, Confirmation, Indicator, Outcome
from plan.model.people import Agency, Negotiator
from plan.model.refusals import NotYours, ReasonNeeded
from plan.model.vocabulary import ActionStatus, DevelopmentKind, Resource, Side, Support
from plan.services.changing import changing, require_access
from plan.services.negotiating import negotiating
from plan.services.ports import UnitOfWork


def record_negotiator(uow: UnitOfWork, plan_id: str, by: str, side: str, role: str, name: str | None = None) -> str:
    """Record somebody who takes part in negotiating, for example a carer (¶4); gives the line's
    id.
    """
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        line = Negotiator(id=new_id(), made_at=uow.now(), author=by, side=Side(side), role=role, name=name)
        plan.add(line, by, line.made_at)
    return line.id


def confirm_outcome(
    uow: UnitOfWork,
    plan_id: str,
    outcome_id: str,
    theirs: bool,
    meaningful: bool,
    achievable: bool,
    by: str = "person",
    turn: int | None = None,
) -> None:
    """Keep the person's own word on an outcome as it is worded now (¶5). Raises NotYours for
    others.
    """
    if side_of(by) not in (Side.PERSON, Side.CARER):
        raise NotYours(side=side_of(by))
    now = uow.now()
    with changing(uow, plan_id) as plan:
        outcome = plan.line(outcome_id, Outcome)
        word = Confirmation(
            theirs=theirs,
            meaningful=meaningful,
            achievable=achievable,
            by=by,
            at=now,
            wording=outcome.wording,
        )
        plan.change(outcome_id, {"confirmed": word}, by, now, turn=turn)
        note_negotiator(plan, by, now)


def confirm_indicator(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    indicator_id: str,
    observable: bool,
    discussed: bool | None = None,
) -> None:
    """Say whether others could see an indicator, and whether it was talked over together (¶8)."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        plan.line(indicator_id, Indicator)
        values: dict[str, Any] = {"observable": observable, "discussed": discussed}
        plan.change(indicator_id, _told(values), by, uow.now(), settled=True)


def note_risk_of_harm(uow: UnitOfWork, plan_id: str, by: str, outcome_id: str, at_risk: bool, why: str) -> None:
    """Say whether harm threatens if an outcome makes no progress, and why (¶17).

    In a plan that was agreed, a risk that is new calls for a review before the usual time.
    """
    if not why.strip():
        raise ReasonNeeded(step="note_risk_of_harm")
    require_access(uow, plan_id, by)
    now = uow.now()
    with changing(uow, plan_id) as plan:
        before = plan.line(outcome_id, Outcome).harm_if_no_progress
        plan.change(outcome_id, {"harm_if_no_progress": at_risk}, by, now, why=why, settled=True)
        if at_risk and not before and plan.was_agreed:
            risen = Development(id=new_id(), made_at=now, author=by, kind=DevelopmentKind.RISK, what=why)
            plan.add(risen, by, now)


def complete_action(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    action_id: str,
    *,
    who: str | None = None,
    when: date | None = None,
    support: str | None = None,
    agency: str | None = None,
    natural_supports: str | None = None,
    resource: str | None = None,
    funded_by: str | None = None,
    social_work_resource: bool | None = None,
    prioritisation: str | None = None,
    seen_revision: int | None = None,
) -> None:
    """Say who, when, with which support, and how it is resourced (¶9–13); only what is given
    changes.

    Raises ProposalNeeded where a field holds the other side's words, LineChanged when somebody was
    faster. A blank never deletes.
    """
    values = {
        "who": who,
        "when": when,
        "support": Support(support) if support else None,
        "agency": agency,
        "natural_supports": natural_supports,
        "resource": Resource(resource) if resource else None,
        "funded_by": funded_by,
        "social_work_resource": social_work_resource,
        "prioritisation": prioritisation,
    }
    with negotiating(uow, plan_id, by) as plan:
        plan.line(action_id, Action)
        plan.change(action_id, _told(values), by, uow.now(), seen_revision=seen_revision)


def report_progress(
    uow: UnitOfWork, plan_id: str, by: str, action_id: str, status: str, why: str | None = None
) -> None:
    """Say how far an action has come; a stalled one asks for an out-of-cycle review (¶16–17)."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        plan.line(action_id, Action)
        values = {"status": ActionStatus(status)}
        plan.change(action_id, values, by, uow.now(), why=why, settled=True)


def name_agency(uow: UnitOfWork, plan_id: str, by: str, name: str, role: str) -> str:
    """Name an agency and its part in the plan (¶11), or add the part to one that is named
    already.
    """
    now = uow.now()
    with negotiating(uow, plan_id, by) as plan:
        for agency in plan.of(Agency):
            if agency.name.casefold() == name.strip().casefold():
                plan.change(agency.id, {"role": role}, by, now)
                return agency.id
        line = Agency(id=new_id(), made_at=now, author=by, name=name.strip(), role=role)
        plan.add(line, by, now)
    return line.id


def add_contingency(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    risk: str,
    *,
    outcome_id: str | None = None,
    significant_harm: bool = False,
    trigger: str | None = None,
    early_signs: str | None = None,
    route: str | None = None,
    contact: str | None = None,
    helps_me_cope: str | None = None,
    turn: int | None = None,
) -> str:
    """Plan for what might go wrong: what sets it off, what happens then, who to contact
    (¶17–18).
    """
    now = uow.now()
    with negotiating(uow, plan_id, by) as plan:
        if outcome_id is not None:
            plan.line(outcome_id, Outcome)
        line = Contingency(
            id=new_id(),
            made_at=now,
            author=by,
            turns=(turn,) if turn else (),
            outcome_id=outcome_id,
            risk=risk,
            significant_harm=significant_harm,
            trigger=trigger,
            early_signs=early_signs,
            route=route,
            contact=contact,
            helps_me_cope=helps_me_cope,
        )
        plan.add(line, by, now)
    return line.id


def complete_contingency(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    contingency_id: str,
    *,
    trigger: str | None = None,
    early_signs: str | None = None,
    route: str | None = None,
    contact: str | None = None,
    helps_me_cope: str | None = None,
    seen_revision: int | None = None,
) -> None:
    """Say more about what might go wrong (¶17–18); only what is given changes, a blank deletes nothing.

    Raises ProposalNeeded where a field holds the other side's words, LineChanged when somebody was
    faster.
    """
    values = {
        "trigger": trigger,
        "early_signs": early_signs,
        "route": route,
        "contact": contact,
        "helps_me_cope": helps_me_cope,
    }
    with negotiating(uow, plan_id, by) as plan:
        plan.line(contingency_id, Contingency)
        plan.change(contingency_id, _told(values), by, uow.now(), seen_revision=seen_revision)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was given: a blank never deletes what is there."""
    return {name: value for name, value in values.items() if value is not None and value != ""}
