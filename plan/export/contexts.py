"""What the templates are given: one documented dataclass for each document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plan.frameworks.loading import load_frameworks
from plan.model.following import Contingency, Disagreement, NotYet, Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator, Outcome, Rating
from plan.model.people import Agency, Negotiator, Person
from plan.model.plan import Plan
from plan.model.proposals import Proposal
from plan.model.statement import Statement
from plan.model.versions import Signature, VersionMark
from plan.model.views import only_shared
from plan.model.vocabulary import RatingOf, State

# What keeps the sheet to one page; the full plan has all of it. Words are left out whole, never cut.
SHEET_OUTCOMES = 3
SHEET_ACTIONS = 2
SHEET_PEOPLE = 6
SHEET_STATEMENTS = 3
SHEET_LETTERS = 400
SHEET_LETTERS_OF_THE_FIRST = 600


@dataclass(frozen=True, kw_only=True)
class OutcomeView:
    """An outcome with all that hangs on it; `said` are the statements that it rests on."""

    line: Outcome
    theme: str | None
    said: list[Statement]
    now: Rating | None
    target: Rating | None
    importance: Rating | None
    indicators: list[Indicator]
    actions: list[Action]


@dataclass(frozen=True, kw_only=True)
class SheetContext:
    """The one-page sheet: the person's words by kind, what they want, and who is there for them.

    `more` tells that not everything fitted.
    """

    strengths: list[Statement]
    concerns: list[Statement]
    aspirations: list[Statement]
    other: list[Statement]
    more: bool
    outcomes: list[OutcomeView]
    actions: list[Action]
    people: list[Person]


@dataclass(frozen=True, kw_only=True)
class PlanContext:
    """The full plan. `shared_only` tells that private lines were left out; `version` is the newest."""

    shared_only: bool
    private: frozenset[str]
    state: State
    version: VersionMark | None
    statements: list[Statement]
    outcomes: list[OutcomeView]
    actions: list[Action]
    people: list[Person]
    agencies: list[Agency]
    negotiators: list[Negotiator]
    reviews: list[Review]
    contingencies: list[Contingency]
    disagreements: list[Disagreement]
    not_yets: list[NotYet]
    proposals: list[Proposal]
    signatures: list[Signature]
    names: dict[str, str]
    lines: dict[str, PlanLine]


def sheet_context(plan: Plan, shared_only: bool) -> SheetContext:
    """What the sheet is given."""
    plan = only_shared(plan) if shared_only else plan
    said = _standing(plan)
    kinds = {
        "strengths": _of_kind(said, "strength", "supporter"),
        "concerns": _of_kind(said, "concern"),
        "aspirations": _of_kind(said, "aspiration", "service_request", "step"),
    }
    sorted_out = {one.id for statements in kinds.values() for one in statements}
    # What somebody says of themselves without any label is still theirs to bring along.
    kinds["other"] = [one for one in said if one.id not in sorted_out and "context" not in one.kinds]
    fitting = {name: _fitting(statements) for name, statements in kinds.items()}
    outcomes, actions = _outcomes(plan), _actions_of_the_whole(plan)
    people = [person for person in plan.of(Person) if person.involve is not False]
    left_out = [
        any(fitting[name] != statements for name, statements in kinds.items()),
        len(outcomes) > SHEET_OUTCOMES,
        any(len(outcome.actions) > SHEET_ACTIONS for outcome in outcomes),
        len(actions) > SHEET_ACTIONS,
        len(people) > SHEET_PEOPLE,
    ]
    return SheetContext(
        **fitting,
        more=any(left_out),
        outcomes=[
            replace(
                outcome,
                indicators=outcome.indicators[:1],
                actions=outcome.actions[:SHEET_ACTIONS],
            )
            for outcome in outcomes[:SHEET_OUTCOMES]
        ],
        actions=actions[:SHEET_ACTIONS],
        people=people[:SHEET_PEOPLE],
    )


def plan_context(plan: Plan, shared_only: bool) -> PlanContext:
    """What the full plan is given."""
    visible = only_shared(plan) if shared_only else plan
    everything = [*visible.lines, *(said.id for said in visible.statements)]
    return PlanContext(
        shared_only=shared_only,
        private=frozenset(item for item in everything if item not in visible.shared),
        state=visible.state,
        version=visible.on_the_table,
        statements=_standing(visible),
        outcomes=_outcomes(visible),
        actions=_actions_of_the_whole(visible),
        people=visible.of(Person),
        agencies=visible.of(Agency),
        negotiators=visible.of(Negotiator),
        reviews=sorted(visible.of(Review), key=lambda review: review.due),
        contingencies=visible.of(Contingency),
        disagreements=visible.of(Disagreement),
        not_yets=visible.of(NotYet),
        proposals=visible.open_proposals(),
        signatures=list(visible.signatures),
        names={n.author: n.name for n in visible.of(Negotiator) if n.author and n.name},
        lines=visible.lines,
    )


def _standing(plan: Plan) -> list[Statement]:
    return [said for said in plan.statements if said.withdrawn_at is None]


def _of_kind(said: list[Statement], *kinds: str) -> list[Statement]:
    return [one for one in said if one.kinds and one.kinds[0] in kinds]


def _fitting(said: list[Statement]) -> list[Statement]:
    """The first statements that fit, whole; a long first one may take the room of several."""
    fitting: list[Statement] = []
    left = SHEET_LETTERS
    for one in said:
        room = left if fitting else SHEET_LETTERS_OF_THE_FIRST
        if len(one.text) <= room and len(fitting) < SHEET_STATEMENTS:
            fitting.append(one)
            left -= len(one.text)
    return fitting


def _actions_of_the_whole(plan: Plan) -> list[Action]:
    known = {outcome.id for outcome in plan.of(Outcome)}
    return [action for action in plan.of(Action) if action.outcome_id not in known]


def _outcomes(plan: Plan) -> list[OutcomeView]:
    said = {one.id: one for one in _standing(plan)}
    return [
        OutcomeView(
            line=outcome,
            theme=_theme(plan.framework, outcome.theme),
            said=[said[one] for one in outcome.statements if one in said],
            now=plan.rating(outcome.id, RatingOf.NOW),
            target=plan.rating(outcome.id, RatingOf.TARGET),
            importance=plan.rating(outcome.id, RatingOf.IMPORTANCE),
            indicators=plan.of(Indicator, outcome.id),
            actions=plan.of(Action, outcome.id),
        )
        for outcome in plan.of(Outcome)
    ]


def _theme(framework_id: str | None, theme_id: str | None) -> str | None:
    frameworks = load_frameworks()
    chosen = [frameworks[framework_id]] if framework_id in frameworks else frameworks.values()
    found = [framework.theme(theme_id) for framework in chosen if theme_id]
    return next((theme.label for theme in found if theme), None)
