"""Reviews on the practitioner's side: raise, prepare, open, look at each outcome, end; contacts in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.practitioner_plan import status_of
from bot.web.pages.practitioner_reading import read_shared_plan
from bot.web.presenters.kept import NOTHING, Kept
from bot.web.presenters.ratings import Chart, view_charts
from bot.web.presenters.reviews import Reviews, view_reviews
from bot.web.rendering import render
from bot.web.routing import showing
from bot.web.site import site_of
from plan import services
from plan.model.vocabulary import PERSONS_OWN, DevelopmentKind, OutcomeCourse
from plan.rules import Finding


@dataclass(frozen=True, kw_only=True)
class ReviewsPage:
    """What reviews.html shows.

    Attributes:
        raised: what the running of the plan asks for today.
        was_agreed: there is an agreement to review.
        courses, kinds: the words to choose from.
        kept: a form that was refused.
    """

    path: str
    about: str | None
    state: str
    raised: list[Finding]
    reviews: Reviews
    charts: list[Chart]
    was_agreed: bool
    today: date
    courses: tuple[str, ...] = tuple(map(str, OutcomeCourse))
    kinds: tuple[str, ...] = tuple(str(kind) for kind in DevelopmentKind if kind not in PERSONS_OWN)
    kept: Kept = NOTHING


async def show_reviews(request: Request) -> Response:
    """Where reviews stand."""
    return reviews_page(request)


def reviews_page(request: Request, kept: Kept = NOTHING) -> Response:
    """The page about reviews."""
    site = site_of(request)
    with site.store.unit_of_work(reading=True) as uow:
        reading = read_shared_plan(request, uow)
    today = site.settings.day
    page = ReviewsPage(
        path=reading.path,
        about=reading.heading,
        state=reading.plan.state,
        raised=services.watch(reading.plan, today),
        reviews=view_reviews(reading.plan, today),
        charts=view_charts(reading.plan),
        was_agreed=reading.plan.was_agreed,
        today=today,
        kept=kept,
    )
    return render(request, "reviews.html", page, status_of(kept))


routes = [showing("/practitioner/plan/{key:str}/reviews", show_reviews)]
