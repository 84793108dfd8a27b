"""Places values on a small line chart; knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 470, 12, 172


@dataclass(frozen=True)
class Dot:
    """A value and where it stands."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Plot:
    """A line chart.

    Attributes:
        key: makes the ids of the drawing unique on a page.
        dots: the values in order.
        grid: numbers on the scale with their height.
        line: the points of the line, as SVG writes them.
    """

    key: str
    dots: tuple[Dot, ...]
    grid: tuple[tuple[int, float], ...]
    line: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


def make_plot(key: str, values: Sequence[float], labels: Sequence[str], most: int, steps: int = 5) -> Plot:
    """A chart of values from 0 to `most`, spread evenly; a single value stands at the left.

    Args:
        key: makes ids unique.
        values: from 0 to `most`.
        labels: what to call each below the chart.
        most: the top of the scale.
        steps: into how many parts the scale is divided.
    """
    gap = (RIGHT - LEFT) / max(1, len(values) - 1)
    dots = tuple(
        Dot(round(LEFT + gap * index, 1), _height(value, most), label)
        for index, (value, label) in enumerate(zip(values, labels, strict=True))
    )
    scale = (round(most * step / steps) for step in range(steps + 1))
    return Plot(
        key=key,
        dots=dots,
        grid=tuple((number, _height(number, most)) for number in scale),
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
    )


def _height(value: float, most: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / most, 1)
