"""Who agreed what: the parties, what is seen differently and what was decided on it, and who has which copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner_plan import status_of
from bot.web.pages.practitioner_reading import Reading, read_shared_plan
from bot.web.presenters.kept import NOTHING, Kept
from bot.web.presenters.line_view import LineView, view_line
from bot.web.presenters.parties import Party, signed_version, view_parties
from bot.web.rendering import render
from bot.web.routing import showing
from bot.web.site import site_of
from plan.model.following import Disagreement
from plan.model.outcomes import Action, Indicator, Outcome
from plan.model.people import Circulation
from plan.model.states import AGREED_STATES
from plan.model.vocabulary import SentBy, State


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What somebody sees differently.

    Attributes:
        who: their name, or None for the person or the carer, whom `side` tells.
        about: the line that it is about, or None for the whole plan.
    """

    id: str
    side: str
    who: str | None
    role: str | None
    words: str
    about: str | None
    judgement: str | None
    judged_why: str | None


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Who has which version, how and since when; `name` may be "person" or "carer"."""

    name: str
    version: int
    how: str
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class AgreementPage:
    """What agreement.html shows.

    Attributes:
        version_number: the newest version, or None before anything was presented.
        signed_number: the newest one that is for signing; others' words make a later one.
        lines: what a disagreement can be about.
        can_qualify: the first agreement was made, so that others may add what they see differently.
        without_copy: who is named and has not been given the newest version.
        kept: a form that was refused.
    """

    path: str
    about: str | None
    state: str
    version_number: int | None
    signed_number: int | None
    parties: list[Party]
    differences: list[Difference]
    lines: list[LineView]
    can_qualify: bool
    was_agreed: bool
    copies: list[Copy]
    without_copy: list[str]
    ways: tuple[str, ...]
    today: date
    kept: Kept = NOTHING


async def show_agreement(request: Request) -> Response:
    """Where agreeing stands."""
    return agreement_page(request)


def agreement_page(request: Request, kept: Kept = NOTHING) -> Response:
    """The page about agreeing."""
    with site_of(request).store.unit_of_work(reading=True) as uow:
        reading = read_shared_plan(request, uow)
    plan = reading.plan
    mark = plan.on_the_table
    number, signed = mark.number if mark else None, signed_version(plan)
    # Whoever can open the plan here has its newest version with that.
    sent = {each.sent_to for each in plan.of(Circulation) if each.version == number} | {
        "person",
        *reading.names.values(),
    }
    terms = [*plan.of(Outcome), *plan.of(Indicator), *plan.of(Action)]
    page = AgreementPage(
        path=reading.path,
        about=reading.heading,
        state=plan.state,
        version_number=number,
        signed_number=signed.number if signed else None,
        parties=view_parties(plan, reading.names),
        differences=[_difference(each, reading) for each in plan.of(Disagreement)],
        lines=[view_line(line, plan, None, reading.names) for line in terms],
        can_qualify=plan.was_agreed and plan.state in AGREED_STATES | {State.IN_REVIEW},
        was_agreed=plan.was_agreed,
        copies=[
            Copy(name=each.sent_to, version=each.version, how=each.how, sent_on=each.sent_on or each.made_at.date())
            for each in plan.of(Circulation)
        ],
        without_copy=[name for name in plan.everyone_named() if name not in sent] if plan.was_agreed else [],
        ways=tuple(map(str, SentBy)),
        today=site_of(request).settings.day,
        kept=kept,
    )
    return render(request, "agreement.html", page, status_of(kept))


def _difference(line: Disagreement, reading: Reading) -> Difference:
    about = reading.plan.lines.get(line.about or "")
    other = line.writer.startswith("other:")
    return Difference(
        id=line.id,
        side=line.writer if line.writer in ("person", "carer") else "other",
        who=line.writer.removeprefix("other:") if other else reading.names.get(line.writer),
        role=line.role if line.role not in ("person", "carer") else None,
        words=line.words,
        about=about.text if about else None,
        judgement=line.judgement,
        judged_why=line.judged_why,
    )


routes = [showing("/practitioner/plan/{key:str}/agreement", show_agreement)]
