"""What the page of rehearsals shows: the people, and one practitioner's own measures over time; compares nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.web.presenters.plotting import Plot, make_plot
from rehearsal.person import Person
from rehearsal.record import FEEDBACK, Path, Rehearsal
from rehearsal.reporting import make_report, say_measure

SHOWN = ("open_share", "reflections_to_questions", "complex_share")


@dataclass(frozen=True, kw_only=True)
class Someone:
    """Somebody to practise with."""

    id: str
    name: str
    age: int
    place: str
    situation: str


@dataclass(frozen=True, kw_only=True)
class Practised:
    """One rehearsal in the history.

    Attributes:
        way: number of the way that the figures are of, the latest on which something was said.
        measures: as printed, in the order of SHOWN.
        heard: number of things heard, and of how many.
        trust: at the end, 0 to 10.
    """

    id: str
    name: str
    began_at: datetime
    way: int
    ways: int
    turns: int
    measures: tuple[str, ...]
    heard: tuple[int, int]
    trust: float


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What rehearsing.html shows.

    Attributes:
        people: everybody, in alphabetical order.
        practised: one's own rehearsals, the latest first.
        plot: share of open questions over time, the earliest first; None below two values.
        shares: first and latest share as printed.
    """

    people: tuple[Someone, ...]
    settings: tuple[str, ...]
    practised: tuple[Practised, ...]
    plot: Plot | None
    shares: tuple[str, str]


def present_home(people: Iterable[Person], rehearsals: Sequence[Rehearsal]) -> HomePage:
    """The page from the people and one practitioner's rehearsals; of people who are gone the history keeps the id."""
    known = {person.id: person for person in people}
    practised = [row for each in rehearsals if (row := _practised(known.get(each.person_id), each))]
    shares = _open_shares(known, rehearsals)
    plot = make_plot("open", [share * 100 for share, _ in shares], [day for _, day in shares], 100)
    return HomePage(
        people=tuple(
            Someone(id=p.id, name=p.name, age=p.age, place=p.place, situation=p.situation) for p in known.values()
        ),
        settings=FEEDBACK,
        practised=tuple(practised),
        plot=plot if len(shares) > 1 else None,
        shares=(_percent(shares[0][0]), _percent(shares[-1][0])) if shares else ("", ""),
    )


def _practised(person: Person | None, rehearsal: Rehearsal) -> Practised | None:
    path = latest_way(rehearsal)
    if person is None:
        return None
    report = make_report(person, path.turns)
    return Practised(
        id=rehearsal.id,
        name=person.name,
        began_at=rehearsal.began_at,
        way=path.number,
        ways=len(rehearsal.paths),
        turns=len(path.turns),
        measures=tuple(say_measure(name, getattr(report.measures, name)) for name in SHOWN),
        heard=(sum(1 for item in report.items if item.turn is not None), len(report.items)),
        trust=report.trust[-1],
    )


def latest_way(rehearsal: Rehearsal) -> Path:
    """The latest way on which something was said that is its own; the first where there is none."""
    own = [path for path in rehearsal.paths if len(path.turns) >= path.from_turn]
    return own[-1] if own else rehearsal.paths[0]


def _open_shares(known: dict[str, Person], rehearsals: Sequence[Rehearsal]) -> list[tuple[float, str]]:
    found = []
    for each in reversed(rehearsals):
        person = known.get(each.person_id)
        share = make_report(person, latest_way(each).turns).measures.open_share if person else None
        if share is not None:
            found.append((float(share), f"{each.began_at.day} {each.began_at:%b}"))
    return found


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"
