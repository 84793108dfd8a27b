"""The measure of the practitioner's list: that it measures what it says, not how fast."""

from __future__ import annotations

from bot.command.bench_plans import measure_plans


def test_every_figure_is_taken_on_as_many_plans_as_are_asked_for():
    figures = measure_plans(60)
    assert figures["plans"] == 60
    for name in ("first_page", "last_page", "heap", "search", "open"):
        assert 0 < figures[name]["p50_ms"] <= figures[name]["p95_ms"]
