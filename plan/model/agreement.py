"""Presenting, agreeing, "not yet", and qualifications afterwards (¶4, ¶13, ¶19–21).

The rules that guard these steps are asked by the services; what is held here is that a signature
belongs to one frozen version, and that a plan is agreed only by signatures from both sides.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from plan.model.following import Disagreement, NotYet
from plan.model.lines import new_id, side_of
from plan.model.people import Negotiator
from plan.model.plan import Plan
from plan.model.refusals import NotYours, ReasonNeeded, VersionChanged, WrongState
from plan.model.states import AGREED_STATES
from plan.model.versions import Signature, Version, VersionMark
from plan.model.vocabulary import Judgement, Side, State


def present(plan: Plan, content: dict[str, Any], who: str, at: datetime) -> Version:
    """Freeze what both sides see as the next version and put it on the table."""
    version = _freeze(plan, content, who, at, "presented")
    plan.record(at, who, "version_presented", version=version.mark.number)
    plan.move_to(State.PRESENTED, who, at)
    return version


def sign(
    plan: Plan,
    who: str,
    role: str,
    at: datetime,
    disagreement: str | None = None,
    about: str | None = None,
    seen_hash: str | None = None,
    name: str | None = None,
) -> Signature:
    """Agree to the version on the table, with a disagreement noted if the person or carer wishes.

    Signing twice gives the first signature. Raises WrongState when nothing is presented,
    VersionChanged when another version was read, NotYours when somebody other than the person or
    carer notes a disagreement while signing (¶19; others qualify later, ¶20).
    """
    mark = _require_on_the_table(plan, seen_hash)
    side = side_of(who)
    if disagreement and side not in (Side.PERSON, Side.CARER):
        raise NotYours(side=side)
    for signature in plan.signatures:
        if signature.party == who and signature.version == mark.number:
            return signature
    noted = disagreement and Disagreement(
        id=new_id(), made_at=at, author=who, words=disagreement, about=about,
        role=role, version=mark.number,
    )  # fmt: skip
    if noted:
        plan.add(noted, who, at)
    signature = Signature(
        version=mark.number, content_hash=mark.content_hash, party=who, side=side, role=role,
        signed_at=at, disagreement=disagreement, disagreement_id=noted.id if noted else None, name=name,
    )  # fmt: skip
    plan.signatures = (*plan.signatures, signature)
    plan.record(at, who, "version_signed", version=mark.number, new=role, why=disagreement)
    _settle(plan, mark, who, at)
    return signature


def say_not_yet(plan: Plan, who: str, because: str, at: datetime) -> None:
    """Record "not yet, because …" where the other side sees it; a presented plan is open again.

    It is an answer to what is on the table, so there is none to give before sharing or once agreed.
    """
    if not because.strip():
        raise ReasonNeeded(step="not_yet")
    if plan.state in {State.DRAFT, State.CLOSED} | AGREED_STATES:
        raise WrongState(state=plan.state)
    mark = plan.on_the_table
    line = NotYet(
        id=new_id(), made_at=at, author=who, because=because,
        version=mark.number if mark else None,
    )  # fmt: skip
    plan.add(line, who, at)
    if plan.state is State.PRESENTED:
        again = State.RENEGOTIATING if plan.was_agreed else State.NEGOTIATING
        plan.move_to(again, who, at, because)


def qualify(plan: Plan, disagreement: Disagreement, who: str, at: datetime) -> None:
    """Add somebody else's qualification after the first agreement (¶20); never before."""
    if not plan.was_agreed or plan.state not in AGREED_STATES | {State.IN_REVIEW}:
        raise WrongState(state=plan.state)
    plan.add(disagreement, who, at)
    if plan.state is State.AGREED:
        plan.move_to(State.AGREED_WITH_DISAGREEMENT, who, at)


def freeze_qualified(plan: Plan, content: dict[str, Any], who: str, at: datetime) -> Version:
    """The updated copy with the qualification in it; the signatures stay with the version
    before.
    """
    version = _freeze(plan, content, who, at, "qualified")
    plan.record(at, who, "version_qualified", version=version.mark.number)
    return version


def judge(plan: Plan, disagreement_id: str, judgement: Judgement, why: str, who: str, at: datetime) -> None:
    """Record what a human decided about a disagreement, and why (¶21); never done by the
    machine.
    """
    if not why.strip():
        raise ReasonNeeded(step="judge")
    if side_of(who) is not Side.PRACTITIONER:
        raise NotYours(side=side_of(who))
    plan.line(disagreement_id, Disagreement)
    decided = {"judgement": judgement, "judged_why": why, "judged_by": who, "judged_at": at}
    plan.change(disagreement_id, decided, who, at, why=why, settled=True)
    if judgement is Judgement.RENEGOTIATE and plan.state in AGREED_STATES | {State.IN_REVIEW}:
        plan.move_to(State.RENEGOTIATING, who, at, why)


def note_negotiator(plan: Plan, who: str, at: datetime, role: str | None = None, name: str | None = None) -> None:
    """Record that a side takes part in negotiating, once for each (¶4)."""
    side = side_of(who)
    if any(found.side is side and found.author == who for found in plan.of(Negotiator)):
        return
    plan.add(Negotiator(id=new_id(), made_at=at, author=who, side=side, role=role, name=name), who, at)


def _freeze(plan: Plan, content: dict[str, Any], who: str, at: datetime, why: str) -> Version:
    number = plan.versions[-1].number + 1 if plan.versions else 1
    version = Version.freeze(plan.id, number, content, at, who, why)
    plan.versions = (*plan.versions, version.mark)
    return version


def _require_on_the_table(plan: Plan, seen_hash: str | None) -> VersionMark:
    mark = plan.on_the_table
    if mark is None or plan.state not in {State.PRESENTED} | AGREED_STATES:
        raise WrongState(state=plan.state)
    if seen_hash is not None and seen_hash != mark.content_hash:
        raise VersionChanged(number=mark.number)
    return mark


def _settle(plan: Plan, mark: VersionMark, who: str, at: datetime) -> None:
    """Move on to agreed once both sides have signed, with disagreement noted where there is one."""
    if not plan.is_agreed(mark.number):
        return
    noted = any(s.disagreement for s in plan.signatures if s.version == mark.number)
    agreed = State.AGREED_WITH_DISAGREEMENT if noted else State.AGREED
    if plan.state is State.PRESENTED or (noted and plan.state is State.AGREED):
        plan.move_to(agreed, who, at)
