"""The person's side of reviews: when the next one is, a short talk to get ready for it, numbers over time."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.numbers import read_number
from bot.web.pages.draft import PERSON
from bot.web.presenters.kept import NOTHING, Kept, keep
from bot.web.presenters.ratings import Chart, view_charts
from bot.web.presenters.reviews import Reviews, view_reviews
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan import services
from plan.model.following import LookBack
from plan.model.outcomes import Outcome, Rating
from plan.model.plan import Plan
from plan.model.refusals import NothingWritten, Refusal, UnknownWord
from plan.model.reviewing import looks_ahead
from plan.model.views import only_shared
from plan.model.vocabulary import PERSONS_OWN, DevelopmentKind, RatingOf, StillMatters
from plan.services.ports import UnitOfWork

# What may have happened, and what the person may say of one outcome.
HAPPENED = tuple(str(kind) for kind in DevelopmentKind if kind not in PERSONS_OWN)
ENDED = tuple(str(kind) for kind in DevelopmentKind if kind in PERSONS_OWN)
# What is asked of each outcome, in this order; a question is left out by going on.
QUESTIONS = ("still_matters", "what_changed", "where_now")


@dataclass(frozen=True, kw_only=True)
class MyReviewsPage:
    """What my_reviews.html shows.

    Attributes:
        can_prepare: an outcome is shared that can be looked back on.
        outcomes: what the person may say is reached, or let go of.
    """

    reviews: Reviews
    charts: list[Chart]
    shared_with: list[str]
    can_prepare: bool
    answered: bool
    outcomes: list[Outcome]
    kinds: tuple[str, ...] = HAPPENED
    ends: tuple[str, ...] = ENDED
    kept: Kept = NOTHING


@dataclass(frozen=True, kw_only=True)
class LookingBackPage:
    """What looking_back.html shows: one question, or at the end what was said.

    Attributes:
        question: a word of QUESTIONS, or None at the end.
        step, steps: which question it is, of how many.
        said: the answer that was given before, by field.
        last: the number given last, with its story.
        private: the answers that the person has not shared yet.
    """

    question: str | None
    outcome: Outcome | None
    step: int
    steps: int
    said: LookBack | None
    last: Rating | None
    reviews: Reviews
    charts: list[Chart]
    shared_with: list[str]
    private: int
    words: tuple[str, ...] = tuple(map(str, StillMatters))
    kept: Kept = NOTHING


async def show_reviews(request: Request) -> Response:
    """When we look at the plan again, and how the numbers went."""
    return _reviews_page(request)


async def tell_change(request: Request, form: FormData) -> Response:
    """Say that something has changed, so that the review need not wait."""
    plan_id, what = conversation_of(request), typed(form, "what").strip()
    try:
        with site_of(request).store.unit_of_work() as uow:
            services.note_development(uow, plan_id, PERSON, _kind(form), what, typed(form, "about") or None)
            uow.commit()
    except Refusal as refusal:
        return _reviews_page(request, keep(refusal, form))
    Visit(request).say_next("change_told")
    return go_to("/draft/reviews")


async def show_question(request: Request) -> Response:
    """One question of the talk; `step` in the address says which."""
    return _question_page(request)


async def answer(request: Request, form: FormData) -> Response:
    """Keep one answer and go on to the next question."""
    plan_id, step = conversation_of(request), _step(typed(form, "step"))
    try:
        with site_of(request).store.unit_of_work() as uow:
            _keep_answer(uow, plan_id, step, form)
            uow.commit()
    except Refusal as refusal:
        return _question_page(request, keep(refusal, form))
    return go_to(f"/draft/reviews/prepare?step={step + 1}")


async def share(request: Request, form: FormData) -> Response:
    """Share what was said with those who see the plan, or keep it."""
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work() as uow:
        if "share" in form:
            plan = services.read_plan(uow, plan_id)
            services.choose_sharing(uow, plan_id, dict.fromkeys(_private(plan), True))
        uow.commit()
    Visit(request).say_next("look_back_shared" if "share" in form else "look_back_kept")
    return go_to("/draft/reviews")


def _keep_answer(uow: UnitOfWork, plan_id: str, step: int, form: FormData) -> None:
    plan = services.read_plan(uow, plan_id)
    outcome, question = _asked(plan, step)
    if outcome is None:
        raise HTTPException(404)
    said = _said(plan, outcome)
    if question == "still_matters":
        word = typed(form, "still_matters")
        if word not in set(StillMatters):
            raise NothingWritten(field="still_matters")
        services.look_back(uow, plan_id, outcome.id, word)
    elif question == "what_changed":
        changed = typed(form, "what_changed").strip()
        if not changed:
            raise NothingWritten(field="what_changed")
        word = str(said.still_matters) if said else str(StillMatters.YES)
        services.look_back(uow, plan_id, outcome.id, word, changed)
    else:
        number = read_number(typed(form, "number"))
        if number is None:
            raise UnknownWord(field="number", word=typed(form, "number"))
        services.rate_outcome(uow, plan_id, outcome.id, "now", number, typed(form, "story").strip() or None, None)


def _reviews_page(request: Request, kept: Kept = NOTHING) -> Response:
    plan, shared_with = _read(request)
    reviews = view_reviews(plan, site_of(request).settings.day)
    page = MyReviewsPage(
        reviews=reviews,
        charts=view_charts(plan),
        shared_with=shared_with,
        can_prepare=bool(_outcomes(plan)),
        outcomes=_outcomes(plan),
        answered=bool(reviews.looks),
        kept=kept,
    )
    return render(request, "my_reviews.html", page, 422 if kept.problem else 200)


def _question_page(request: Request, kept: Kept = NOTHING) -> Response:
    plan, shared_with = _read(request)
    if not _outcomes(plan):
        raise HTTPException(404)
    step = _step(kept.values.get("step") or request.query_params.get("step", "0"))
    outcome, question = _asked(plan, step)
    reviews = view_reviews(plan, site_of(request).settings.day)
    page = LookingBackPage(
        question=question,
        outcome=outcome,
        step=step,
        steps=len(_outcomes(plan)) * len(QUESTIONS),
        said=_said(plan, outcome) if outcome else None,
        last=plan.rating(outcome.id, RatingOf.NOW) if outcome else None,
        reviews=reviews,
        charts=view_charts(plan),
        shared_with=shared_with,
        private=len(_private(plan)),
        kept=kept,
    )
    return render(request, "looking_back.html", page, 422 if kept.problem else 200)


def _read(request: Request) -> tuple[Plan, list[str]]:
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        plan = services.read_plan(uow, plan_id)
        return plan, [each.name for each in uow.access.practitioners_of(plan_id)]


def _outcomes(plan: Plan) -> list[Outcome]:
    """What a review is about: the outcomes that both sides see and that are still worked for."""
    return [outcome for outcome in only_shared(plan).of(Outcome) if outcome.is_open]


def _asked(plan: Plan, step: int) -> tuple[Outcome | None, str | None]:
    outcomes = _outcomes(plan)
    place, question = divmod(step, len(QUESTIONS))
    return (outcomes[place], QUESTIONS[question]) if place < len(outcomes) else (None, None)


def _said(plan: Plan, outcome: Outcome) -> LookBack | None:
    return next((look for look in looks_ahead(plan) if look.outcome_id == outcome.id), None)


def _private(plan: Plan) -> list[str]:
    """What was said looking back and is the person's alone: answers, and the newest numbers beside them."""
    looks = [look for look in looks_ahead(plan) if look.outcome_id in plan.shared]
    rated = [plan.rating(str(look.outcome_id), RatingOf.NOW) for look in looks]
    lines = dict.fromkeys([*(look.id for look in looks), *(rating.id for rating in rated if rating)])
    return [line_id for line_id in lines if line_id not in plan.shared]


def _kind(form: FormData) -> str:
    kind = typed(form, "kind")
    return kind if kind in set(DevelopmentKind) else str(DevelopmentKind.CIRCUMSTANCES)


def _step(text: str) -> int:
    return read_number(text) or 0


routes = [
    showing("/draft/reviews", show_reviews),
    taking("/draft/reviews/change", tell_change),
    showing("/draft/reviews/prepare", show_question),
    taking("/draft/reviews/prepare", answer),
    taking("/draft/reviews/share", share),
]
