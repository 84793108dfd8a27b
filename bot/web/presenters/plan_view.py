"""A plan laid out for reading: outcomes with what hangs on them, then the rest.

The same for both sides; what a side may not see is gone from the plan before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.web.presenters.line_view import LineView, view_line, view_statement
from plan.frameworks.loading import load_frameworks
from plan.model.following import Contingency, Disagreement, NotYet, Review
from plan.model.lines import PlanLine
from plan.model.outcomes import Action, Indicator, Outcome, Rating
from plan.model.people import Agency, Negotiator, Person
from plan.model.plan import Plan
from plan.model.statement import Statement
from plan.model.vocabulary import RatingOf


@dataclass(frozen=True, kw_only=True)
class Number:
    """A rating: of what ("now", "target", "importance"), the number, its story, the line itself."""

    of: str
    number: int
    story: str | None
    line: LineView


@dataclass(frozen=True, kw_only=True)
class OutcomeView:
    """An outcome with its numbers, signs and steps.

    Attributes:
        theme: the area of life in plain words, or None.
        direction: "change", "keep" or "slow_decline".
        confirmed: the person called it theirs, meaningful and achievable, as worded now.
    """

    line: LineView
    theme: str | None
    direction: str
    confirmed: bool
    numbers: list[Number]
    indicators: list[LineView]
    actions: list[LineView]


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A whole plan. `statements` are everything that was said, `taken_out` what was struck out."""

    state: str
    framework: str | None
    outcomes: list[OutcomeView]
    actions: list[LineView]
    strengths: list[LineView]
    concerns: list[LineView]
    people: list[LineView]
    agencies: list[LineView]
    reviews: list[LineView]
    contingencies: list[LineView]
    negotiators: list[LineView]
    disagreements: list[LineView]
    not_yets: list[LineView]
    statements: list[LineView]
    taken_out: list[LineView]

    @property
    def is_empty(self) -> bool:
        """True when nothing was said yet."""
        return not (self.statements or self.outcomes or self.people or self.actions)


def view_plan(plan: Plan, numbers: Mapping[str, int] | None = None, names: Mapping[str, str] | None = None) -> PlanView:
    """The plan for reading.

    `numbers` are those of the draft's lines, by which the person speaks of them to the guide;
    `names` tell who a practitioner's id is.
    """
    layout = _Layout(plan, numbers or {}, names or {})
    outcome_ids = {outcome.id for outcome in plan.of(Outcome)}
    said = [view for view in layout.statements() if not view.removed]
    loose = [action for action in plan.of(Action) if action.outcome_id not in outcome_ids]
    removed = [line for line in plan.lines.values() if line.removed]
    return PlanView(
        state=plan.state,
        framework=plan.framework,
        outcomes=[layout.outcome(outcome) for outcome in plan.of(Outcome)],
        actions=layout.lines(loose),
        strengths=[view for view in said if "strength" in view.kinds],
        concerns=[view for view in said if "concern" in view.kinds],
        people=layout.lines(plan.of(Person)),
        agencies=layout.lines(plan.of(Agency)),
        reviews=layout.lines(plan.of(Review)),
        contingencies=layout.lines(plan.of(Contingency)),
        negotiators=layout.lines(plan.of(Negotiator)),
        disagreements=layout.lines(plan.of(Disagreement)),
        not_yets=layout.lines(plan.of(NotYet)),
        statements=said,
        taken_out=layout.lines(removed) + layout.withdrawn(),
    )


class _Layout:
    def __init__(self, plan: Plan, numbers: Mapping[str, int], names: Mapping[str, str]) -> None:
        self._plan = plan
        self._numbers = numbers
        self._names = names
        self._said = {said.id: said for said in plan.statements}
        self._corrected = {said.corrects for said in plan.statements if said.corrects}

    def line(self, line: PlanLine) -> LineView:
        return view_line(line, self._plan, self._numbers.get(line.id), self._names)

    def lines(self, lines: Iterable[PlanLine]) -> list[LineView]:
        return [self.line(line) for line in lines]

    def outcome(self, outcome: Outcome) -> OutcomeView:
        plan = self._plan
        framework = load_frameworks().get(plan.framework or "")
        theme = framework.theme(outcome.theme) if framework and outcome.theme else None
        ratings = [plan.rating(outcome.id, of) for of in RatingOf]
        return OutcomeView(
            line=self.line(outcome),
            theme=theme.label if theme else None,
            direction=outcome.direction,
            confirmed=outcome.is_confirmed,
            numbers=[self._number(rating) for rating in ratings if rating],
            indicators=self.lines(plan.of(Indicator, outcome.id)),
            actions=self.lines(plan.of(Action, outcome.id)),
        )

    def statements(self) -> list[LineView]:
        return [self._statement(said) for said in self._plan.statements]

    def withdrawn(self) -> list[LineView]:
        """What was taken back; what was only worded anew stands with its new wording."""
        return [
            self._statement(said)
            for said in self._plan.statements
            if said.withdrawn_at and said.id not in self._corrected
        ]

    def _number(self, rating: Rating) -> Number:
        line = self.line(rating)
        return Number(of=rating.of, number=rating.number, story=rating.story, line=line)

    def _statement(self, said: Statement) -> LineView:
        earlier: list[str] = []
        before = self._said.get(said.corrects or "")
        while before is not None:
            earlier.append(before.text)
            before = self._said.get(before.corrects or "")
        number = self._numbers.get(said.id)
        return view_statement(said, said.id in self._plan.shared, number, tuple(earlier))
