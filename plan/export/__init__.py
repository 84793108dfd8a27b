"""The plan as documents: the one-page sheet and the full plan, as HTML, PDF and Word."""

from plan.export.documents import (
    plan_docx,
    plan_html,
    plan_pdf,
    sheet_html,
    sheet_pdf,
)
from plan.export.pdf import DocumentUnavailable
from plan.export.timeline import TimelineEntry, tell_timeline

__all__ = [
    "DocumentUnavailable",
    "TimelineEntry",
    "plan_docx",
    "plan_html",
    "plan_pdf",
    "sheet_html",
    "sheet_pdf",
    "tell_timeline",
]
