"""Joins the pages to a guide, a store and their settings."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.web.errors import (
    answer_http_error,
    answer_store_failed,
    answer_unavailable,
    answer_unexpected,
    answer_unreadable,
)
from bot.web.figures import Counted, Figures
from bot.web.guides import CarefulGuide, GuideUnavailable, GuideUnreadable, TalkingGuide
from bot.web.once import Once
from bot.web.pages import (
    account,
    accounts,
    adding,
    chat,
    documents,
    draft,
    going_wrong,
    handing_over,
    held,
    history,
    looking_back,
    operations,
    practitioner,
    practitioner_agreement,
    practitioner_asking,
    practitioner_home,
    practitioner_plan,
    practitioner_reviews,
    practitioner_taking,
    rehearsal_begin,
    rehearsal_report,
    rehearsal_talk,
    rest_channel,
    sharing,
    sign_in_elsewhere,
    team,
    together,
    welcome,
)
from bot.web.partners import CarefulPartner, RehearsalPartner
from bot.web.protection import BodyLimit, SecurityHeaders, Unexpected
from bot.web.rendering import HERE, load_words, make_templates
from bot.web.sessions import COOKIE, PERSON_SECONDS
from bot.web.settings import Settings
from bot.web.site import Site, UnitsOfWork
from bot.web.throttle import Pace, TryLimit
from bot.web.tokens import token_middleware
from bot.web.who_may import load_rights
from plan.store.keys import WrongKey

PAGES = (
    welcome,
    chat,
    documents,
    draft,
    sharing,
    together,
    adding,
    going_wrong,
    looking_back,
    history,
    held,
    account,
    accounts,
    team,
    handing_over,
    practitioner,
    sign_in_elsewhere,
    practitioner_home,
    documents,
    practitioner_plan,
    practitioner_asking,
    practitioner_agreement,
    practitioner_reviews,
    practitioner_taking,
    rehearsal_begin,
    rehearsal_talk,
    rehearsal_report,
    rest_channel,
    operations,
)
TRIES_SECONDS = 10 * 60


def create_app(
    guide: TalkingGuide, store: UnitsOfWork, settings: Settings, partner: RehearsalPartner | None = None
) -> Starlette:
    """The web application. Starts nothing and opens nothing by itself; without a partner nobody can rehearse."""
    words, figures = load_words(), Figures()
    app = Starlette(
        routes=[
            *(route for module in PAGES for route in module.routes),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[
            Middleware(Counted, figures=figures),
            Middleware(SecurityHeaders, https=settings.secure_cookies),
            Middleware(
                SessionMiddleware,
                secret_key=settings.secret,
                session_cookie=COOKIE,
                max_age=PERSON_SECONDS,
                same_site="lax",
                https_only=settings.secure_cookies,
            ),
            token_middleware(settings.secret, PERSON_SECONDS),
            Middleware(Unexpected, answer=answer_unexpected),
            Middleware(BodyLimit),
        ],
        exception_handlers={
            HTTPException: answer_http_error,
            GuideUnreadable: answer_unreadable,
            GuideUnavailable: answer_unavailable,
            WrongKey: answer_unreadable,
            SQLAlchemyError: answer_store_failed,
        },
    )
    app.state.site = Site(
        guide=CarefulGuide(guide, figures),
        store=store,
        settings=settings,
        figures=figures,
        once=Once(),
        templates=make_templates(words),
        words=words,
        code_tries=TryLimit(store, tries=8, seconds=TRIES_SECONDS, clock=settings.clock),
        sign_in_tries=TryLimit(store, tries=8, seconds=TRIES_SECONDS, clock=settings.clock),
        account_tries=TryLimit(store, tries=40, seconds=TRIES_SECONDS, clock=settings.clock),
        message_pace=Pace(times=settings.messages_a_minute, seconds=60, clock=settings.clock),
        client_pace=Pace(times=6 * settings.messages_a_minute, seconds=60, clock=settings.clock),
        program_pace=Pace(times=60 * settings.messages_a_minute, seconds=60, clock=settings.clock),
        who_may=load_rights(app.routes),
        partner=CarefulPartner(partner, figures) if partner else None,
    )
    return app
