"""Numbers over time: where the points of a chart lie."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.web.presenters.ratings import view_charts
from plan.model.outcomes import Outcome, Rating
from plan.model.plan import Plan
from plan.model.vocabulary import RatingOf

DAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def plan_with(*numbers: tuple[int, int], target: int | None = None) -> Plan:
    outcome = Outcome(id="o", made_at=DAY, turns=(1,), wording="Get to the wall")
    plan = Plan(id="p", began_at=DAY, lines={"o": outcome})
    for place, (days, number) in enumerate(numbers):
        at = DAY + timedelta(days=days, minutes=place)
        plan.lines[f"r{place}"] = Rating(
            id=f"r{place}", made_at=at, turns=(1,), outcome_id="o", of=RatingOf.NOW, number=number
        )
    if target is not None:
        plan.lines["t"] = Rating(id="t", made_at=DAY, turns=(1,), outcome_id="o", of=RatingOf.TARGET, number=target)
    return plan


def test_chart_goes_from_left_to_right_as_time_does_and_up_as_numbers_do():
    [chart] = view_charts(plan_with((0, 3), (10, 5), (40, 8)))
    xs, ys = [point.x for point in chart.points], [point.y for point in chart.points]
    assert xs == sorted(xs) and ys == sorted(ys, reverse=True)
    assert xs[1] - xs[0] < xs[2] - xs[1]
    assert chart.left < xs[0] and xs[2] < chart.right


def test_numbers_of_one_day_do_not_lie_on_each_other():
    [chart] = view_charts(plan_with((0, 3), (0, 5), (0, 4)))
    assert len({point.x for point in chart.points}) == 3


def test_zero_and_ten_lie_on_the_lines_of_the_scale():
    [chart] = view_charts(plan_with((0, 0), (1, 10)))
    heights = dict(chart.grid)
    assert [point.y for point in chart.points] == [heights[0], heights[10]]


def test_where_the_person_wants_to_be_is_a_line_of_its_own():
    [chart] = view_charts(plan_with((0, 3), target=10))
    assert (chart.target, chart.target_y) == (10, dict(chart.grid)[10])


def test_outcome_without_a_number_has_no_chart():
    assert view_charts(plan_with(target=8)) == []
