"""All that is held about one person: counted for a page, and whole for a file that they may take away."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from plan.services.access_ports import Act
from plan.services.ports import UnitOfWork
from plan.services.reading import read_plan
from plan.services.retaining import leaves_record


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A line that the person lets others see, and since when; without its words where it is gone."""

    line_id: str
    text: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Who was shown this person's pages on one day, and how often."""

    day: date
    who: str
    times: int


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What is held about a person, in numbers and dates.

    Attributes:
        given_to: names of those who may see the shared lines, with their profession.
        devices: browsers in which the conversation is open.
        openings: latest day first; `who` is a side or the id of an account, `names` those of accounts.
        leaves_record: a record of what both sides agreed would outlive a deletion.
        agreed_with: names of those who signed with the person.
    """

    began_at: datetime
    changed_at: datetime
    messages: int
    statements: int
    lines: int
    versions: int
    consents: list[Consent]
    given_to: list[tuple[str, str]]
    code_issued_at: datetime | None
    devices: int
    openings: list[Opening]
    names: dict[str, str]
    leaves_record: bool


def see_holding(uow: UnitOfWork, plan_id: str) -> Holding:
    """What is held about a person, for the page that tells them. Raises NoSuchPlan."""
    plan = read_plan(uow, plan_id)
    talk = uow.keeping.conversation(plan_id)
    words = {line.id: line.text for line in plan.lines.values()} | {said.id: said.text for said in plan.statements}
    acts = [act for _, act in uow.trail.of_plan(plan_id)]
    names = {act.who: each.name for act in acts if (each := uow.access.practitioner(act.who))}
    return Holding(
        began_at=plan.began_at,
        changed_at=acts[-1].at if acts else plan.began_at,
        messages=talk.said if talk else 0,
        statements=len(plan.statements),
        lines=len(plan.lines),
        versions=len(plan.versions),
        consents=[Consent(line_id=key, text=words.get(key, ""), since=since) for key, since in plan.shared.items()],
        given_to=[(each.name, each.role) for each in uow.access.practitioners_of(plan_id)],
        code_issued_at=uow.access.resume_code_issued_at(plan_id),
        devices=len(uow.stays.of_plan(plan_id)),
        openings=_openings(acts),
        names=names,
        leaves_record=leaves_record(plan),
    )


def everything_held(uow: UnitOfWork, plan_id: str, by: str) -> str:
    """All that is held about a person as one JSON text, verbatim; that it was taken is kept in the trail.

    It holds the conversation with every event, all statements and lines with their earlier wordings, versions with
    their frozen content, signatures, the history, who may see what, when a code was issued and in how many browsers
    the conversation is open, and the audit trail of this plan. Codes, keys and seals are not among it.
    """
    plan = read_plan(uow, plan_id)
    talk = uow.keeping.conversation(plan_id)
    uow.trail.append(Act(at=uow.now(), who=by, what="everything_exported", plan_id=plan_id))
    held: dict[str, Any] = {
        "plan": asdict(plan),
        "frozen_versions": {
            mark.number: uow.plans.version(plan_id, mark.number).thawed_content for mark in plan.versions
        },
        "history": [asdict(event) for event in uow.history.of_plan(plan_id)],
        "conversation": asdict(talk) if talk else None,
        "given_to": [
            {
                "name": each.name,
                "role": each.role,
                "contact": each.email,
                "their_name_for_this_plan": uow.caseload.label(each.id, plan_id),
            }
            for each in uow.access.practitioners_of(plan_id)
        ],
        "code_issued_at": uow.access.resume_code_issued_at(plan_id),
        "open_in_browsers": [
            {"began_at": stay.began_at, "used_at": stay.used_at} for stay in uow.stays.of_plan(plan_id)
        ],
        "audit_trail": [{"position": position, **asdict(act)} for position, act in uow.trail.of_plan(plan_id)],
    }
    return json.dumps(held, ensure_ascii=False, indent=1, default=_plainly) + "\n"


def _openings(acts: list[Act]) -> list[Opening]:
    read = Counter((act.at.date(), act.who) for act in acts if act.what == "page_read")
    found = [Opening(day=day, who=who, times=times) for (day, who), times in read.items()]
    return sorted(found, key=lambda each: (each.day, each.times), reverse=True)


def _plainly(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
