"""What should have been talked about before agreeing, reviewing, and living with disagreement
(¶15–21).
"""

from __future__ import annotations

from datetime import datetime

from plan.model.following import Contingency, Development, Disagreement, Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Outcome
from plan.model.people import Circulation
from plan.model.plan import Plan
from plan.model.reviewing import opened_review
from plan.model.vocabulary import ActionStatus, Judgement
from plan.rules.finding import Finding, found


def harm_has_a_contingency(plan: Plan) -> list[Finding]:
    """A risk of significant harm has a contingency with trigger, route and contact (¶17–18)."""
    plans_for = [c for c in plan.of(Contingency) if c.is_complete]
    bare = [
        outcome
        for outcome in plan.of(Outcome)
        if outcome.is_open
        and outcome.harm_if_no_progress
        and not any(c.outcome_id in (None, outcome.id) for c in plans_for)
    ]
    unfinished = [c for c in plan.of(Contingency) if c.significant_harm and not c.is_complete]
    return [found("harm_has_a_contingency", line) for line in (*bare, *unfinished)]


def out_of_cycle_review_is_raised(plan: Plan) -> list[Finding]:
    """An out-of-cycle review is raised when an action stalls, circumstances change, a risk rises
    (¶17), or a disagreement was judged to need a review (¶21).

    One that lies ahead, or a review that is open now, answers them all; one that was held answers
    what came before it.
    """
    reviews = plan.of(Review)
    if any(review.is_ahead and (review.raised_why or review.opened_at) for review in reviews):
        return []
    held = max((review.held_at for review in reviews if review.held_at), default=None)
    calling = [line for line, since in _calling_for_review(plan) if held is None or since > held]
    return [found("out_of_cycle_review_is_raised", line) for line in calling]


def _calling_for_review(plan: Plan) -> list[tuple[PlanLine, datetime]]:
    """What calls for a review before the usual time, each with the time since when it does."""
    stalled = [action for action in plan.of(Action) if action.status is ActionStatus.STALLED]
    judged = [each for each in plan.of(Disagreement) if each.judgement is Judgement.REVIEW]
    return [
        *((action, _since(action, "status")) for action in stalled),
        *((development, development.made_at) for development in plan.of(Development)),
        *((each, each.judged_at or each.made_at) for each in judged),
    ]


def _since(line: PlanLine, name: str) -> datetime:
    """Since when a field says what it says."""
    return max((word.replaced_at for word in line.earlier if word.field == name), default=line.made_at)


def noted_disagreement_stands_in_the_plan(plan: Plan) -> list[Finding]:
    """Disagreement is no bar to agreeing, but its words must stand in the plan (¶19)."""
    noted = {disagreement.id for disagreement in plan.of(Disagreement)}
    return [
        found("noted_disagreement_stands_in_the_plan", about=signature.disagreement)
        for signature in plan.signatures
        if signature.disagreement and signature.disagreement_id not in noted
    ]


def qualifications_come_after_agreement(plan: Plan) -> list[Finding]:
    """Others' qualifications come only after the first agreement (¶20)."""
    return [] if plan.was_agreed else [found("qualifications_come_after_agreement")]


def qualified_version_is_recirculated(plan: Plan) -> list[Finding]:
    """A version with a qualification in it has gone to everyone named in the plan (¶20)."""
    numbers = [mark.number for mark in plan.versions if mark.why == "qualified"]
    sent = {(sent.version, sent.sent_to) for sent in plan.of(Circulation)}
    return [
        found("qualified_version_is_recirculated", about=name)
        for number in numbers[-1:]
        for name in plan.everyone_named()
        if (number, name) not in sent
    ]


def disagreement_is_judged(plan: Plan) -> list[Finding]:
    """Each disagreement gets a human judgement with a reason (¶21)."""
    return [
        found("disagreement_is_judged", disagreement)
        for disagreement in plan.of(Disagreement)
        if disagreement.judgement is None or not (disagreement.judged_why or "").strip()
    ]


def review_is_prepared(plan: Plan) -> list[Finding]:
    """The next review was prepared: progress and contacts gathered beforehand (¶15–16)."""
    ahead = sorted((r for r in plan.of(Review) if r.is_ahead), key=lambda review: review.due)
    if ahead and ahead[0].preparation:
        return []
    return [found("review_is_prepared", ahead[0] if ahead else None)]


def outcome_is_looked_at(plan: Plan) -> list[Finding]:
    """Each open outcome was looked at in the review that is open: it goes on, changes, is reached or
    is let go (¶14).
    """
    review = opened_review(plan)
    waiting = [o for o in plan.of(Outcome) if o.is_open and review and o.reviewed_in != review.id]
    return [found("outcome_is_looked_at", outcome) for outcome in waiting]
