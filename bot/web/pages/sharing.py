"""Sharing: which lines others may see, and who; nothing goes out that was not ticked and given."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.draft import every_line, read_view
from bot.web.presenters.line_view import LineView
from bot.web.presenters.plan_view import OutcomeView
from bot.web.rendering import render
from bot.web.routing import conversation_of, go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from bot.web.throttle import address_of
from plan import services
from plan.services.ports import Practitioner


@dataclass(frozen=True, kw_only=True)
class SharingPage:
    """What sharing.html shows.

    Attributes:
        outcomes, lines, statements: everything that can be ticked.
        shared: how many lines are ticked.
        given_to: practitioners who may see the ticked lines.
        offered: ids of all lines on the page, to tell an unticked line from an unseen one.
        problem: a word of words.yml for what went wrong, or None.
    """

    outcomes: list[OutcomeView]
    lines: list[LineView]
    statements: list[LineView]
    shared: int
    given_to: list[Practitioner]
    offered: str
    code: str = ""
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class GivePage:
    """What give.html shows: who would see the plan, and how many lines."""

    practitioner: Practitioner
    code: str
    shared: int


async def show_sharing(request: Request) -> Response:
    """The lines with a box each, and who may see the ticked ones."""
    return _sharing(request)


async def choose(request: Request, form: FormData) -> Response:
    """Keep which lines are ticked: by box, all, or none."""
    plan_id = conversation_of(request)
    offered = typed(form, "offered").split()
    ticked = {value for value in form.getlist("line") if isinstance(value, str)}
    if "all" in form:
        ticked = set(offered)
    elif "none" in form:
        ticked = set()
    with site_of(request).store.unit_of_work() as uow:
        _, view = read_view(uow, plan_id)
        standing = {line.id for line in every_line(view)}
        choice = {line_id: line_id in ticked for line_id in offered if line_id in standing}
        services.choose_sharing(uow, plan_id, choice)
        uow.commit()
    Visit(request).say_next("choice_kept")
    return go_to("/draft/sharing")


async def find_practitioner(request: Request, form: FormData) -> Response:
    """Show whose contact code this is, to be confirmed."""
    conversation_of(request)
    site, code = site_of(request), typed(form, "code")
    if not site.code_tries.allows(f"contact {address_of(request)}"):
        raise HTTPException(429)
    with site.store.unit_of_work(reading=True) as uow:
        practitioner = services.practitioner_by_contact_code(uow, code)
        _, view = read_view(uow, conversation_of(request))
    if practitioner is None:
        return _sharing(request, code=code, problem="nobody_with_this_code")
    shared = sum(line.shared for line in every_line(view))
    return render(request, "give.html", GivePage(practitioner=practitioner, code=code, shared=shared))


async def give(request: Request, form: FormData) -> Response:
    """Let a practitioner see the ticked lines."""
    plan_id, site, code = conversation_of(request), site_of(request), typed(form, "code")
    if not site.code_tries.allows(f"contact {address_of(request)}"):
        raise HTTPException(429)
    with site.store.unit_of_work() as uow:
        practitioner = services.practitioner_by_contact_code(uow, code)
        if practitioner is None:
            return _sharing(request, code=code, problem="nobody_with_this_code")
        services.share_with(uow, plan_id, practitioner.id)
        uow.commit()
    Visit(request).say_next("given")
    return go_to("/draft/sharing")


async def take_back(request: Request, form: FormData) -> Response:
    """Take the plan back from a practitioner."""
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work() as uow:
        services.stop_sharing_with(uow, plan_id, typed(form, "practitioner"))
        uow.commit()
    Visit(request).say_next("taken_back")
    return go_to("/draft/sharing")


def _sharing(request: Request, code: str = "", problem: str | None = None) -> Response:
    plan_id = conversation_of(request)
    with site_of(request).store.unit_of_work(reading=True) as uow:
        _, view = read_view(uow, plan_id)
        given_to = uow.access.practitioners_of(plan_id)
    lines = every_line(view)
    page = SharingPage(
        outcomes=view.outcomes,
        lines=[*view.actions, *view.people, *view.contingencies, *view.agencies],
        statements=view.statements,
        shared=sum(line.shared for line in lines),
        given_to=given_to,
        offered=" ".join(line.id for line in lines),
        code=code,
        problem=problem,
    )
    return render(request, "sharing.html", page, 422 if problem else 200)


routes = [
    showing("/draft/sharing", show_sharing),
    taking("/draft/sharing", choose),
    taking("/draft/sharing/find", find_practitioner),
    taking("/draft/sharing/give", give),
    taking("/draft/sharing/take-back", take_back),
]
