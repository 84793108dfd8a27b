"""Numbers over time: a small chart of one outcome with its table; one person's numbers, never an average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan.model.outcomes import Outcome, Rating
from plan.model.plan import Plan
from plan.model.vocabulary import RatingOf

# The drawing, in its own units: room for the scale on the left and for the days below.
WIDTH, HEIGHT = 320, 170
LEFT, RIGHT, TOP, BOTTOM = 28, 306, 12, 136
HIGHEST = 10


@dataclass(frozen=True, kw_only=True)
class Point:
    """One number on its day; `x` and `y` are its place in the drawing."""

    day: date
    number: int
    story: str | None
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The numbers of one outcome, the first one first.

    Attributes:
        key: tells the charts of one page apart.
        line: the points as an SVG polyline takes them.
        target: where the person wants to be, or None; `target_y` is its height in the drawing.
        grid: a few numbers of the scale with their height.
    """

    key: str
    wording: str
    points: tuple[Point, ...]
    line: str
    target: int | None
    target_y: float | None
    grid: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def view_charts(plan: Plan) -> list[Chart]:
    """A chart for each outcome that has a number for where the person is."""
    charts = [_chart(plan, outcome) for outcome in plan.of(Outcome)]
    return [chart for chart in charts if chart is not None]


def _chart(plan: Plan, outcome: Outcome) -> Chart | None:
    ratings = [rating for rating in plan.of(Rating, outcome.id) if rating.of is RatingOf.NOW]
    if not ratings:
        return None
    points = _points(ratings)
    target = plan.rating(outcome.id, RatingOf.TARGET)
    return Chart(
        key=outcome.id,
        wording=outcome.wording,
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        target=target.number if target else None,
        target_y=_height(target.number) if target else None,
        grid=tuple((number, _height(number)) for number in (0, 5, HIGHEST)),
    )


def _points(ratings: Sequence[Rating]) -> tuple[Point, ...]:
    first, last = ratings[0].made_at, ratings[-1].made_at
    span = (last - first).total_seconds()
    # Numbers given on one day would lie on each other: they are set out evenly, in their order.
    evenly = first.date() == last.date()
    points = []
    for place, rating in enumerate(ratings):
        way = (rating.made_at - first).total_seconds() / span if span and not evenly else 0.5
        if evenly and len(ratings) > 1:
            way = place / (len(ratings) - 1)
        x = round(LEFT + 12 + way * (RIGHT - LEFT - 24), 1)
        day = rating.made_at.date()
        points.append(Point(day=day, number=rating.number, story=rating.story, x=x, y=_height(rating.number)))
    return tuple(points)


def _height(number: int) -> float:
    return round(BOTTOM - number / HIGHEST * (BOTTOM - TOP), 1)
