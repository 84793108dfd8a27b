"""What the report on a rehearsal shows, on the page and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.web.presenters.plotting import Plot, make_plot
from bot.web.presenters.rehearsal_talk import TurnView, view_turn
from rehearsal.person import KINDS, Person
from rehearsal.record import Path, Rehearsal
from rehearsal.reporting import Compared, Influence, Item, Report, make_report, report_words, say_measure


@dataclass(frozen=True, kw_only=True)
class MeasureView:
    """A measure as printed; `level` is empty where there are no thresholds, and n/a where there is no value."""

    name: str
    value: str
    level: str
    source: str


@dataclass(frozen=True, kw_only=True)
class HeardOfKind:
    """What was heard of one kind, and how much there was."""

    kind: str
    heard: tuple[Item, ...]
    missed: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """What rehearsal_report.html and rehearsal_report_paper.html show.

    Attributes:
        revealed: the practitioner has drafted or chosen not to, so the story and what mattered may be read.
        missed in kinds: shown only when revealed.
        ways: numbers of all ways, to go to their reports.
    """

    person: Person
    address: str
    rehearsal_id: str
    began_at: datetime
    number: int
    ways: tuple[int, ...]
    measures: tuple[MeasureView, ...]
    kinds: tuple[HeardOfKind, ...]
    plot: Plot
    trust: tuple[float, ...]
    raised: tuple[Influence, ...]
    lowered: tuple[Influence, ...]
    out_of_reach: int
    turns: tuple[TurnView, ...]
    ended_by: str | None
    revealed: bool
    drafts: tuple[str, ...]
    mattered: tuple[Compared, ...]
    story: tuple[str, ...]
    notes: str


def present_report(person: Person, rehearsal: Rehearsal, path: Path, address: str) -> ReportPage:
    """The report on one way through a rehearsal."""
    report = make_report(person, path.turns)
    return ReportPage(
        person=person,
        address=address,
        rehearsal_id=rehearsal.id,
        began_at=rehearsal.began_at,
        number=path.number,
        ways=tuple(each.number for each in rehearsal.paths),
        measures=_measures(report),
        kinds=tuple(
            HeardOfKind(
                kind=kind,
                heard=tuple(item for item in report.of_kind(kind) if item.turn is not None),
                missed=tuple(item for item in report.of_kind(kind) if item.turn is None),
            )
            for kind in KINDS
        ),
        plot=make_plot("trust", report.trust, [str(number) for number in range(len(report.trust))], 10),
        trust=report.trust,
        raised=report.raised,
        lowered=report.lowered,
        out_of_reach=report.out_of_reach,
        turns=tuple(view_turn(person, turn, "each_turn", 1) for turn in path.turns),
        ended_by=report.ended_by,
        revealed=rehearsal.revealed,
        drafts=rehearsal.drafts,
        mattered=report.mattered,
        story=tuple(part for part in person.hidden_story.split("\n\n") if part.strip()),
        notes=rehearsal.notes,
    )


def _measures(report: Report) -> tuple[MeasureView, ...]:
    found, nothing = [], str(report_words()["not_applicable"])
    for name, about in report_words()["measures"].items():
        level = report.level(name)
        found.append(
            MeasureView(
                name=about["name"],
                value=say_measure(name, getattr(report.measures, name)),
                level=about["levels"][level] if level is not None else nothing if "levels" in about else "",
                source=about.get("source", ""),
            )
        )
    return tuple(found)
