"""Negotiating line by line: propose, accept, decline, counter, withdraw; both voices side by
side.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from plan.model.fields import read_field
from plan.model.lines import PlanLine, new_id
from plan.model.plan import Plan
from plan.model.proposals import Answer, Comment, Proposal, ProposalKind
from plan.model.refusals import LineChanged, NoSuchLine, NotShared, NotYours, WrongState
from plan.model.states import AGREED_STATES
from plan.model.vocabulary import Side, State


def propose(
    plan: Plan,
    who: str,
    at: datetime,
    kind: ProposalKind,
    line: PlanLine,
    field: str,
    new_text: str,
    reason: str,
    counters: str | None = None,
    seen_text: str | None = None,
) -> Proposal:
    """Put a proposal about a shared line (or a new one) on the table. Raises NotShared
    otherwise, and LineChanged when the line no longer says what the proposer had read.
    """
    if plan.state is State.CLOSED:
        raise WrongState(state=plan.state)
    if kind is not ProposalKind.ADD and line.id not in plan.shared:
        raise NotShared(line_id=line.id)
    if kind is ProposalKind.CHANGE:
        read_field(line, field, new_text)
    if seen_text is not None and seen_text != field_text(line, field):
        raise LineChanged(
            line_id=line.id, yours={field: new_text}, now={field: field_text(line, field)}, earlier=line.earlier[-1:]
        )
    proposal = Proposal(
        id=new_id(),
        by=who,
        kind=kind,
        line_id=line.id,
        part=line.part,
        field=field,
        old_text="" if kind is ProposalKind.ADD else field_text(line, field),
        new_text=new_text,
        reason=reason,
        made_at=at,
        seen_revision=line.revision,
        outcome_id=line.outcome_id,
        counters=counters,
    )
    plan.proposals[proposal.id] = proposal
    _record(plan, at, who, "change_countered" if counters else "change_proposed", proposal, reason)
    talks_began = plan.state is State.SHARED
    if talks_began or (plan.state is State.PRESENTED and not plan.was_agreed):
        plan.move_to(State.NEGOTIATING, who, at)
    elif plan.state in {State.PRESENTED, State.IN_REVIEW} | AGREED_STATES:
        plan.move_to(State.RENEGOTIATING, who, at)
    return proposal


def accept(plan: Plan, proposal_id: str, who: str, at: datetime, new_line: PlanLine | None) -> None:
    """Take a proposal over; the line's words are now both sides'.

    Raises NotYours for the proposer's own side, ProposalSettled, and LineChanged when the line is
    no longer the one that the proposal was made about.
    """
    proposal = proposal_of(plan, proposal_id)
    answered = proposal.answered(Answer.ACCEPTED, who, at, None)
    if proposal.kind is not ProposalKind.ADD:
        _require_same_line(plan, proposal)
    plan.proposals[proposal.id] = answered
    _record(plan, at, who, "change_accepted", proposal, None)
    if proposal.kind is ProposalKind.ADD and new_line is not None:
        both = {new_line.main: str(Side.BOTH)}
        plan.add(replace(new_line, held_by=both), proposal.by, at, proposal.reason)
        plan.shared[new_line.id] = at
    elif proposal.kind is ProposalKind.REMOVE:
        plan.strike_out(proposal.line_id, proposal.by, at, proposal.reason, settled=True)
    else:
        line = plan.line(proposal.line_id, PlanLine)
        value = read_field(line, proposal.field, proposal.new_text)
        plan.change(line.id, {proposal.field: value}, proposal.by, at, why=proposal.reason, settled=True)


def decline(plan: Plan, proposal_id: str, who: str, at: datetime, reason: str) -> None:
    """Say no to a proposal, with the reason that the other side is owed."""
    proposal = proposal_of(plan, proposal_id)
    plan.proposals[proposal.id] = proposal.answered(Answer.DECLINED, who, at, reason)
    _record(plan, at, who, "change_declined", proposal, reason)


def withdraw(plan: Plan, proposal_id: str, who: str, at: datetime) -> None:
    """Take one's own proposal back."""
    proposal = proposal_of(plan, proposal_id)
    plan.proposals[proposal.id] = proposal.answered(Answer.WITHDRAWN, who, at, None)
    _record(plan, at, who, "change_withdrawn", proposal, None)


def counter(plan: Plan, proposal_id: str, who: str, at: datetime, new_text: str, reason: str) -> Proposal:
    """Answer a proposal with another wording; the first one stays readable beside it.

    Raises NotYours when a removal is countered: that can only be accepted or declined.
    """
    proposal = proposal_of(plan, proposal_id)
    if proposal.kind is not ProposalKind.CHANGE:
        raise NotYours(proposal_id=proposal_id)
    line = plan.line(proposal.line_id, PlanLine)
    read_field(line, proposal.field, new_text)
    plan.proposals[proposal.id] = proposal.answered(Answer.COUNTERED, who, at, reason)
    return propose(plan, who, at, proposal.kind, line, proposal.field, new_text, reason, proposal.id)


def proposal_of(plan: Plan, proposal_id: str) -> Proposal:
    """The proposal with this id. Raises NoSuchLine when there is none."""
    if proposal_id not in plan.proposals:
        raise NoSuchLine(proposal_id=proposal_id)
    return plan.proposals[proposal_id]


def _require_same_line(plan: Plan, proposal: Proposal) -> None:
    line = plan.line(proposal.line_id, PlanLine)
    if field_text(line, proposal.field) != proposal.old_text:
        raise LineChanged(
            line_id=line.id,
            yours={proposal.field: proposal.new_text},
            now={proposal.field: field_text(line, proposal.field)},
            earlier=line.earlier[-1:],
        )


def comment(plan: Plan, about: str, words: str, who: str, at: datetime) -> Comment:
    """Say something about a proposal or a shared line; nothing else changes.

    Raises NoSuchLine when there is no such thing, NotShared for a line that is private.
    """
    proposal = plan.proposals.get(about)
    line_id = proposal.line_id if proposal else plan.line(about, PlanLine).id
    if proposal is None and line_id not in plan.shared:
        raise NotShared(line_id=line_id)
    said = Comment(id=new_id(), made_at=at, author=who, about=about, words=words)
    plan.add(said, who, at)
    return said


def field_text(line: PlanLine, field: str) -> str:
    """A field of a line as a proposal quotes it."""
    value = getattr(line, field)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _record(plan: Plan, at: datetime, who: str, what: str, proposal: Proposal, why: str | None) -> None:
    plan.record(
        at, who, what,
        line_id=proposal.line_id, part=proposal.part, field=proposal.field,
        old=proposal.old_text, new=proposal.new_text, why=why,
    )  # fmt: skip
