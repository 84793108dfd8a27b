"""Turns a page's facts into HTML; holds no sentence: those are in templates/ and words.yml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from bot.web.once import new_page_id
from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.tokens import token_of
from rehearsal.reporting import report_words

HERE = Path(__file__).parent


def load_words() -> Mapping[str, Any]:
    """The short words of the pages, by the word that the code has for a thing."""
    words: Mapping[str, Any] = YAML(typ="safe").load(HERE / "words.yml")
    rehearsing = YAML(typ="safe").load(HERE / "rehearsing.yml")
    return {**words, "rehearsing": {**rehearsing, "report": report_words()}}


def make_templates(words: Mapping[str, Any]) -> Jinja2Templates:
    """Templates that escape everything and refuse a name that nobody gave."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = say_day
    environment.filters["short_day"] = say_short_day
    environment.filters["moment"] = say_moment
    environment.globals["words"] = words
    return Jinja2Templates(env=environment)


def say_day(value: date | datetime) -> str:
    """A day as people write it: 3 December 2026."""
    return f"{value.day} {value:%B %Y}"


def say_short_day(value: date | datetime) -> str:
    """A day where there is little room: 3 Dec 2026."""
    return f"{value.day} {value:%b %Y}"


def say_moment(value: datetime) -> str:
    """A day and a time: 3 December 2026, 14:05."""
    return f"{say_day(value)}, {value:%H:%M}"


def render(request: Request, template: str, page: object = None, status: int = 200) -> Response:
    """A page from its template. `page` is the dataclass that the template's first line names."""
    visit = Visit(request)
    role = _role(request, visit.practitioner)
    context = {
        "page": page,
        "notice": visit.take_notice() if status == 200 else None,
        "csrf_token": token_of(request),
        "page_id": new_page_id(),
        "has_conversation": visit.conversation is not None,
        "is_practitioner": visit.practitioner is not None,
        "ways": site_of(request).words["ways"].get(role, []),
        "here": request.url.path,
    }
    templates = site_of(request).templates
    return templates.TemplateResponse(request, template, context, status_code=status)


def _role(request: Request, account_id: str | None) -> str:
    """By whose role the pages are named that lead on: an account's rank, or the person's."""
    if account_id is None:
        return "person"
    with site_of(request).store.unit_of_work(reading=True) as uow:
        account = uow.access.practitioner(account_id)
    return account.rank if account else "person"
