"""The plan as documents to read: the one-page sheet, the full plan in several forms, and its dates."""

from plan.export.calendar import plan_calendar
from plan.export.documents import (
    plan_docx,
    plan_html,
    plan_large_html,
    plan_large_pdf,
    plan_pdf,
    plan_text,
    sheet_html,
    sheet_pdf,
)
from plan.export.pdf import DocumentUnavailable
from plan.export.timeline import TimelineEntry, tell_timeline

__all__ = [
    "DocumentUnavailable",
    "TimelineEntry",
    "plan_calendar",
    "plan_docx",
    "plan_html",
    "plan_large_html",
    "plan_large_pdf",
    "plan_pdf",
    "plan_text",
    "sheet_html",
    "sheet_pdf",
    "tell_timeline",
]
