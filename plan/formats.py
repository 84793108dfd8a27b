"""All the forms in which a plan leaves the system, by name: for the pages and for the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plan import export
from plan.exchange import PlanDocument, write_fhir, write_json


@dataclass(frozen=True, kw_only=True)
class Format:
    """A form of the plan. `write` is given what is to go out: the whole, a version, or what is shared.

    `is_text` tells that it can be shown in a terminal;
    `needs_all` that it also holds frozen versions and history.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[PlanDocument], bytes]
    is_text: bool = False
    needs_all: bool = False


FORMATS = {
    made.name: made
    for made in (
        Format(
            name="json",
            suffix=".json",
            media_type="application/json",
            write=lambda document: write_json(document).encode(),
            is_text=True,
            needs_all=True,
        ),
        Format(
            name="fhir",
            suffix=".fhir.json",
            media_type="application/fhir+json",
            write=lambda document: write_fhir(document).encode(),
            is_text=True,
            needs_all=True,
        ),
        Format(
            name="html",
            suffix=".html",
            media_type="text/html; charset=utf-8",
            write=lambda document: export.plan_html(document.plan, document.is_shared).encode(),
            is_text=True,
        ),
        Format(
            name="pdf",
            suffix=".pdf",
            media_type="application/pdf",
            write=lambda document: export.plan_pdf(document.plan, document.is_shared),
        ),
        Format(
            name="word",
            suffix=".docx",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            write=lambda document: export.plan_docx(document.plan, document.is_shared),
        ),
        Format(
            name="text",
            suffix=".txt",
            media_type="text/plain; charset=utf-8",
            write=lambda document: export.plan_text(document.plan, document.is_shared).encode(),
            is_text=True,
        ),
        Format(
            name="large-print",
            suffix=".large.html",
            media_type="text/html; charset=utf-8",
            write=lambda document: export.plan_large_html(document.plan, document.is_shared).encode(),
            is_text=True,
        ),
        Format(
            name="large-print-pdf",
            suffix=".large.pdf",
            media_type="application/pdf",
            write=lambda document: export.plan_large_pdf(document.plan, document.is_shared),
        ),
        Format(
            name="ical",
            suffix=".ics",
            media_type="text/calendar; charset=utf-8",
            write=lambda document: export.plan_calendar(document.plan, document.is_shared),
            is_text=True,
        ),
        Format(
            name="sheet",
            suffix=".sheet.pdf",
            media_type="application/pdf",
            write=lambda document: export.sheet_pdf(document.plan, document.is_shared),
        ),
    )
}
