"""Negotiating: either side proposes, the other accepts, declines with a reason, or counters.

`by` is "person", "carer" or the id of a practitioner with whom the plan is shared. Whoever
negotiates is recorded as negotiating (¶4).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from plan.model import negotiation
from plan.model.agreement import note_negotiator
from plan.model.fields import read_field
from plan.model.following import Contingency
from plan.model.lines import PlanLine, new_id, side_of
from plan.model.outcomes import Action, Indicator, Outcome
from plan.model.people import Agency
from plan.model.plan import Plan
from plan.model.proposals import Proposal, ProposalKind
from plan.model.refusals import UnknownWord
from plan.model.vocabulary import Side
from plan.services.changing import changing, require_access
from plan.services.ports import UnitOfWork

ADDABLE: dict[str, type[PlanLine]] = {kind.part: kind for kind in (Outcome, Indicator, Action, Agency, Contingency)}


@contextmanager
def negotiating(uow: UnitOfWork, plan_id: str, by: str) -> Iterator[Plan]:
    """The plan to negotiate on, with `by` recorded as negotiating. Raises NotShared."""
    require_access(uow, plan_id, by)
    with changing(uow, plan_id) as plan:
        yield plan
        practitioner = uow.access.practitioner(by) if side_of(by) is Side.PRACTITIONER else None
        note_negotiator(
            plan,
            by,
            uow.now(),
            practitioner.role if practitioner else None,
            practitioner.name if practitioner else None,
        )


def propose_change(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    line_id: str,
    new_text: str,
    reason: str,
    field: str | None = None,
    seen_text: str | None = None,
) -> str:
    """Propose another wording for a shared line; gives the id of the proposal.

    `field` is the line's main one unless given ("when" takes 2026-12-25, "support" its word);
    `seen_text` is what the proposer had read there. Raises NotShared, NoSuchLine, ReasonNeeded,
    NothingWritten, UnknownWord, and LineChanged when somebody was faster.
    """
    with negotiating(uow, plan_id, by) as plan:
        line = plan.line(line_id, PlanLine)
        proposal = negotiation.propose(
            plan, by, uow.now(), ProposalKind.CHANGE, line, field or line.main, new_text, reason, seen_text=seen_text
        )
    return proposal.id


def propose_line(
    uow: UnitOfWork,
    plan_id: str,
    by: str,
    part: str,
    text: str,
    reason: str,
    outcome_id: str | None = None,
) -> str:
    """Propose a new outcome, indicator, action, agency or contingency; gives the proposal's id."""
    now = uow.now()
    with negotiating(uow, plan_id, by) as plan:
        if outcome_id is not None:
            plan.line(outcome_id, Outcome)
        line = _new_line(part, text, by, now, outcome_id)
        proposal = negotiation.propose(plan, by, now, ProposalKind.ADD, line, line.main, text, reason)
    return proposal.id


def propose_removal(uow: UnitOfWork, plan_id: str, by: str, line_id: str, reason: str) -> str:
    """Propose to strike a shared line out; gives the proposal's id."""
    with negotiating(uow, plan_id, by) as plan:
        line = plan.line(line_id, PlanLine)
        proposal = negotiation.propose(plan, by, uow.now(), ProposalKind.REMOVE, line, line.main, "", reason)
    return proposal.id


def accept_proposal(uow: UnitOfWork, plan_id: str, by: str, proposal_id: str) -> None:
    """Take the other side's proposal over. Raises NotYours, ProposalSettled, LineChanged."""
    now = uow.now()
    with negotiating(uow, plan_id, by) as plan:
        proposal = negotiation.proposal_of(plan, proposal_id)
        negotiation.accept(plan, proposal_id, by, now, _proposed_line(proposal, now))


def decline_proposal(uow: UnitOfWork, plan_id: str, by: str, proposal_id: str, reason: str) -> None:
    """Say no to the other side's proposal, and why. Raises ReasonNeeded, NotYours."""
    with negotiating(uow, plan_id, by) as plan:
        negotiation.decline(plan, proposal_id, by, uow.now(), reason)


def counter_proposal(uow: UnitOfWork, plan_id: str, by: str, proposal_id: str, new_text: str, reason: str) -> str:
    """Answer a proposal with another wording; gives the id of the new proposal."""
    with negotiating(uow, plan_id, by) as plan:
        countered = negotiation.counter(plan, proposal_id, by, uow.now(), new_text, reason)
    return countered.id


def comment_on(uow: UnitOfWork, plan_id: str, by: str, about: str, words: str) -> str:
    """Say something about a proposal or a shared line, which both sides read; gives the line's id.

    Raises NoSuchLine, NotShared for a private line, NothingWritten for a blank.
    """
    with negotiating(uow, plan_id, by) as plan:
        return negotiation.comment(plan, about, words, by, uow.now()).id


def withdraw_proposal(uow: UnitOfWork, plan_id: str, by: str, proposal_id: str) -> None:
    """Take one's own side's proposal back. Raises NotYours, ProposalSettled."""
    with negotiating(uow, plan_id, by) as plan:
        negotiation.withdraw(plan, proposal_id, by, uow.now())


def _new_line(
    part: str, text: str, by: str, at: datetime, outcome_id: str | None, line_id: str | None = None
) -> PlanLine:
    kind = ADDABLE.get(part)
    if kind is None:
        raise UnknownWord(field="part", word=part)
    fields = {kind.main: read_field(kind, kind.main, text)}
    return kind(id=line_id or new_id(), made_at=at, author=by, outcome_id=outcome_id, **fields)


def _proposed_line(proposal: Proposal, at: datetime) -> PlanLine | None:
    if proposal.kind is not ProposalKind.ADD:
        return None
    return _new_line(proposal.part, proposal.new_text, proposal.by, at, proposal.outcome_id, proposal.line_id)
