"""The report on a rehearsal, on the page and on paper: a practice aid; what would have mattered; notes to self."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages.rehearsal_begin import partner_of, path_to, way_of
from bot.web.pages.rehearsal_talk import WAY
from bot.web.presenters.rehearsal_report import present_report
from bot.web.rendering import render
from bot.web.routing import go_to, showing, taking, typed
from bot.web.sessions import Visit
from bot.web.site import site_of
from plan.export import DocumentUnavailable
from plan.export.pdf import draw_pdf
from rehearsal.reading import find_person

MOST_DRAFTS = 4
LONGEST_NOTE = 20_000


async def show_report(request: Request) -> Response:
    """The report."""
    rehearsal, path = way_of(request)
    page = present_report(find_person(rehearsal.person_id), rehearsal, path, path_to(rehearsal, path))
    return render(request, "rehearsal_report.html", page)


async def give_report_pdf(request: Request) -> Response:
    """The report as a PDF."""
    rehearsal, path = way_of(request)
    page = present_report(find_person(rehearsal.person_id), rehearsal, path, path_to(rehearsal, path))
    site = site_of(request)
    html = site.templates.env.get_template("rehearsal_report_paper.html").render(page=page, words=site.words)
    try:
        content = await run_in_threadpool(draw_pdf, html)
    except DocumentUnavailable as error:
        raise HTTPException(503, detail="no_document") from error
    headers = {"Content-Disposition": 'attachment; filename="rehearsal.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


async def keep_drafts(request: Request, form: FormData) -> Response:
    """Keep the outcomes that the practitioner drafted, and show them beside what mattered to the person."""
    rehearsal, path = way_of(request)
    written = (typed(form, f"draft_{number}").strip()[:LONGEST_NOTE] for number in range(1, MOST_DRAFTS + 1))
    drafts = tuple(each for each in written if each)
    kept = replace(rehearsal, drafts=drafts, revealed=True, ended_at=rehearsal.ended_at or datetime.now(UTC))
    partner_of(request).change(kept)
    return go_to(f"{path_to(rehearsal, path)}/report#mattered")


async def keep_notes(request: Request, form: FormData) -> Response:
    """Keep the practitioner's notes to self."""
    rehearsal, path = way_of(request)
    partner_of(request).change(replace(rehearsal, notes=typed(form, "notes").strip()[:LONGEST_NOTE]))
    Visit(request).say_next("rehearsal_notes")
    return go_to(f"{path_to(rehearsal, path)}/report#notes-to-self")


routes = [
    showing(f"{WAY}/report", show_report),
    showing(f"{WAY}/report.pdf", give_report_pdf),
    taking(f"{WAY}/drafts", keep_drafts),
    taking(f"{WAY}/notes", keep_notes),
]
