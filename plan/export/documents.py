"""The documents that leave the system; what stands in them is in templates, what they need in contexts."""

from __future__ import annotations

from plan.export.contexts import plan_context, sheet_context
from plan.export.pdf import draw_pdf
from plan.export.plain import write_text
from plan.export.rendering import render
from plan.export.word import write_docx
from plan.model.plan import Plan


def sheet_html(plan: Plan, shared_only: bool = False) -> str:
    """One page in the person's own words to take along to a meeting, as HTML."""
    return render("sheet.html.j2", sheet_context(plan, shared_only))


def sheet_pdf(plan: Plan, shared_only: bool = False) -> bytes:
    """The same page as an accessible PDF (PDF/UA-1). Raises DocumentUnavailable."""
    return draw_pdf(sheet_html(plan, shared_only))


def plan_html(plan: Plan, shared_only: bool = False) -> str:
    """The whole plan as HTML; with `shared_only` what the practitioner may see."""
    return render("plan.html.j2", plan_context(plan, shared_only))


def plan_pdf(plan: Plan, shared_only: bool = False) -> bytes:
    """The whole plan as an accessible PDF (PDF/UA-1). Raises DocumentUnavailable."""
    return draw_pdf(plan_html(plan, shared_only))


def plan_docx(plan: Plan, shared_only: bool = False) -> bytes:
    """The whole plan as a Word file with real headings, lists and tables."""
    return write_docx(plan_html(plan, shared_only))


def plan_text(plan: Plan, shared_only: bool = False) -> str:
    """The whole plan as plain text."""
    return write_text(plan_html(plan, shared_only))


def plan_large_html(plan: Plan, shared_only: bool = False) -> str:
    """The whole plan as HTML in large print (18 points or more)."""
    return render("plan.html.j2", plan_context(plan, shared_only), large=True)


def plan_large_pdf(plan: Plan, shared_only: bool = False) -> bytes:
    """The whole plan as an accessible PDF in large print. Raises DocumentUnavailable."""
    return draw_pdf(plan_large_html(plan, shared_only))
