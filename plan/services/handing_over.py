"""Handing plans to a colleague of the same team: one's own, and as a team lead those of somebody who leaves.

The person sees each hand-over, by whom, to whom and why, and can take their plan back. A team lead learns of a
colleague's plans how many there are, where they stand and since when they are shared; not a word of them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from plan.model.refusals import NoSuchAccount, NotShared, NotYours, ReasonNeeded
from plan.model.vocabulary import State
from plan.services.access_ports import Practitioner, Rank
from plan.services.accounts import require_account
from plan.services.changing import changing, require_access
from plan.services.ports import UnitOfWork

MOST = 10_000


@dataclass(frozen=True, kw_only=True)
class HeldPlan:
    """A plan that a colleague holds, as their team lead sees it; `key` stands for it in the colleague's list."""

    key: str
    state: State
    shared_at: datetime
    changed_at: datetime
    next_review: date | None


def colleagues_of(uow: UnitOfWork, account: Practitioner) -> list[Practitioner]:
    """Who a plan may be handed to: open accounts of the same team that work with people."""
    return [
        each
        for each in uow.access.practitioners()
        if each.id != account.id
        and each.team == account.team
        and not each.disabled
        and each.rank is not Rank.ADMINISTRATOR
    ]


def team_of(uow: UnitOfWork, lead_id: str) -> list[Practitioner]:
    """The others of a lead's team, closed accounts among them, by name; none where the lead is in no team.

    Raises NotYours for an account that is no open team lead's.
    """
    lead = require_account(uow, lead_id)
    if lead.rank is not Rank.TEAM_LEAD or lead.disabled:
        raise NotYours
    return [each for each in uow.access.practitioners() if lead.team and each.team == lead.team and each.id != lead.id]


def require_of_team(uow: UnitOfWork, lead_id: str, colleague_id: str) -> Practitioner:
    """Somebody of the lead's own team. Raises NoSuchAccount for anybody else, as for nobody."""
    found = next((each for each in team_of(uow, lead_id) if each.id == colleague_id), None)
    if found is None:
        raise NoSuchAccount
    return found


def takers_in_team(uow: UnitOfWork, lead_id: str, colleague_id: str) -> list[Practitioner]:
    """Who may take a colleague's plans: the colleagues that they could hand them to themselves, the lead among them."""
    return colleagues_of(uow, require_of_team(uow, lead_id, colleague_id))


def plans_held_by(uow: UnitOfWork, lead_id: str, colleague_id: str, today: date) -> list[HeldPlan]:
    """The plans of somebody in the lead's team, the longest shared first, without their words. Raises NoSuchAccount."""
    colleague = require_of_team(uow, lead_id, colleague_id)
    held = [
        HeldPlan(
            key=entry.key,
            state=entry.state,
            shared_at=entry.shared_at,
            changed_at=entry.changed_at,
            next_review=entry.standing.next_review if entry.standing else None,
        )
        for entry in uow.caseload.entries(colleague.id, today, None, 0, MOST)
    ]
    return sorted(held, key=lambda each: each.shared_at)


def hand_over_for(uow: UnitOfWork, lead_id: str, colleague_id: str, keys: Collection[str], to_id: str, why: str) -> int:
    """As a team lead, hand plans of a colleague to another one; gives how many. The person of each sees it.

    Raises NoSuchAccount for who is not in the team, NotShared for a key that is not in the colleague's list,
    ReasonNeeded, and NotYours for who may not take them.
    """
    lead, colleague = require_account(uow, lead_id), require_of_team(uow, lead_id, colleague_id)
    taker = next((each for each in takers_in_team(uow, lead_id, colleague_id) if each.id == to_id), None)
    if taker is None:
        raise NotYours
    if not why.strip():
        raise ReasonNeeded
    for key in dict.fromkeys(keys):
        found = uow.caseload.find(colleague.id, key)
        if found is None:
            raise NotShared
        _move(uow, found[0], lead.id, colleague, taker, "plan_handed_over_by_lead", why.strip())
    return len(set(keys))


def hand_over(uow: UnitOfWork, plan_id: str, by: str, to_id: str, why: str) -> None:
    """Hand a plan to a colleague, who then sees what the person shared; `by` sees it no more. The person sees it.

    Raises NotShared, ReasonNeeded, and NotYours for somebody who is no colleague.
    """
    require_access(uow, plan_id, by)
    giver = require_account(uow, by)
    taker = next((each for each in colleagues_of(uow, giver) if each.id == to_id), None)
    if taker is None:
        raise NotYours
    if not why.strip():
        raise ReasonNeeded
    _move(uow, plan_id, by, giver, taker, "plan_handed_over", why.strip())


def _move(
    uow: UnitOfWork, plan_id: str, by: str, giver: Practitioner, taker: Practitioner, what: str, why: str
) -> None:
    with changing(uow, plan_id) as plan:
        now = uow.now()
        uow.access.unshare(plan_id, giver.id)
        if not uow.access.is_shared(plan_id, taker.id):
            uow.access.share(plan_id, taker.id, now)
        plan.record(now, by, what, old=giver.name, new=taker.name, why=why)
