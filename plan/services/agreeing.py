"""Presenting and agreeing a plan, saying "not yet", and disagreement before and after (¶4, ¶13,
¶19–21).

`by` and `party` are "person", "carer" or the id of a practitioner with whom the plan is shared.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from plan.model import agreement
from plan.model.following import Disagreement
from plan.model.lines import new_id
from plan.model.people import Circulation
from plan.model.plan import Plan
from plan.model.refusals import NotReady, UnknownWord, VersionChanged, WrongState
from plan.model.states import AGREED_STATES
from plan.model.versions import Signature, VersionMark
from plan.model.views import content_of, open_content
from plan.model.vocabulary import Judgement, SentBy, Side, State, Step
from plan.rules import check
from plan.services.changing import changing, require_access
from plan.services.negotiating import negotiating
from plan.services.ports import UnitOfWork


def present_plan(uow: UnitOfWork, plan_id: str, by: str) -> VersionMark:
    """Freeze what both sides see as the next version, for both to read and agree.

    Raises NotReady with the findings of the rules that guard presenting, WrongState when talks have
    not begun or the plan is on the table already.
    """
    with negotiating(uow, plan_id, by) as plan:
        agreement.note_negotiator(plan, by, uow.now())
        _require_ready(plan, Step.PRESENTING)
        version = agreement.present(plan, _content(uow, plan), by, uow.now())
        uow.plans.add_version(version)
    return version.mark


def agree_plan(
    uow: UnitOfWork,
    plan_id: str,
    party: str,
    role: str,
    disagreement: str | None = None,
    about: str | None = None,
    seen_hash: str | None = None,
    name: str | None = None,
) -> Signature:
    """Sign the version on the table, in a role, with or without a disagreement noted (¶4, ¶19).

    The plan is agreed once the person or carer and a practitioner have signed the same version.
    `about` is the line that the disagreement is about, `seen_hash` the hash of what was read, `name`
    who signs where the role alone does not tell.
    Raises NotReady, WrongState, VersionChanged (also where the version holds what the person took
    back since), NotYours (only person and carer note one while signing).
    """
    require_access(uow, plan_id, party)
    with changing(uow, plan_id) as plan:
        _require_ready(plan, Step.AGREEING)
        _require_open(uow, plan)
        words = (disagreement or "").strip() or None
        return agreement.sign(plan, party, role, uow.now(), words, about, seen_hash, name)


def not_yet(uow: UnitOfWork, plan_id: str, by: str, because: str) -> None:
    """Say "not yet, because …": the plan stays open and the other side sees why.

    Raises ReasonNeeded without a reason, WrongState when nothing is shared or all is agreed.
    """
    with negotiating(uow, plan_id, by) as plan:
        agreement.say_not_yet(plan, by, because, uow.now())


def add_disagreement(uow: UnitOfWork, plan_id: str, by: str, words: str, about: str | None = None) -> str:
    """Note a disagreement of the person or carer during talks, in their own words (¶19)."""
    now = uow.now()
    with negotiating(uow, plan_id, by) as plan:
        line = Disagreement(id=new_id(), made_at=now, author=by, words=words, about=about)
        plan.add(line, by, now)
    return line.id


def add_qualification(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    from_whom: str,
    role: str,
    words: str,
    about: str | None = None,
) -> VersionMark:
    """Add what another person or agency sees differently, after the first agreement (¶20).

    It makes a new version; the signatures stay with the version that was signed. Whoever can open
    the plan here has the updated copy with that; the others who are named still have to be sent
    theirs, which `record_copy_sent` notes. Raises NotReady before the first agreement, WrongState
    during new talks.
    """
    now = uow.now()
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        _require_ready(plan, Step.ADDING_A_QUALIFICATION)
        author = f"other:{from_whom.strip()}"
        line = Disagreement(
            id=new_id(),
            made_at=now,
            author=author,
            words=words,
            about=about,
            role=role,
            qualification=True,
        )
        agreement.qualify(plan, line, author, now)
        version = agreement.freeze_qualified(plan, _content(uow, plan), by, now)
        uow.plans.add_version(version)
        readers = {Side.PERSON, *(each.name for each in uow.access.practitioners_of(plan_id))}
        for name in plan.everyone_named():
            if name in readers:
                _note_sent(plan, by, now, name, version.mark.number, words, SentBy.HERE)
    return version.mark


def record_copy_sent(uow: UnitOfWork, plan_id: str, by: str, sent_to: str, how: str, on: date | None = None) -> None:
    """Note that somebody named in the plan was given the newest version, how and when (¶20).

    Raises UnknownWord for somebody who is not named, WrongState before anything was presented.
    """
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        mark = plan.on_the_table
        if mark is None:
            raise WrongState(state=plan.state)
        if sent_to not in plan.everyone_named():
            raise UnknownWord(field="sent_to", word=sent_to)
        _note_sent(plan, by, uow.now(), sent_to, mark.number, None, SentBy(how), on)


def _note_sent(
    plan: Plan, by: str, at: datetime, to: str, version: int, why: str | None, how: SentBy, on: date | None = None
) -> None:
    sent = Circulation(
        id=new_id(), made_at=at, author=by, sent_to=to, version=version, why=why, how=how, sent_on=on or at.date()
    )
    plan.add(sent, by, at)


def judge_disagreement(uow: UnitOfWork, plan_id: str, by: str, disagreement_id: str, judgement: str, why: str) -> None:
    """Decide "proceed", "review" or "renegotiate" on a disagreement, with the reason (¶21).

    Always a practitioner's own decision. Raises NotYours, ReasonNeeded.
    """
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        agreement.judge(plan, disagreement_id, Judgement(judgement), why, by, uow.now())


def _content(uow: UnitOfWork, plan: Plan) -> dict[str, object]:
    statements = tuple(uow.statements.of_plan(plan.id))
    return content_of(replace(plan, statements=statements))


def _require_open(uow: UnitOfWork, plan: Plan) -> None:
    mark = plan.on_the_table
    if mark is not None and plan.state in {State.PRESENTED} | AGREED_STATES:
        content = uow.plans.version(plan.id, mark.number).thawed_content
        if open_content(plan, mark.number, content) != content:
            raise VersionChanged(number=mark.number)


def _require_ready(plan: Plan, step: Step) -> None:
    if findings := check(plan, step):
        raise NotReady(step=step, findings=findings)
