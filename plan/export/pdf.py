"""Draws HTML as an accessible PDF (PDF/UA-1) with WeasyPrint, which is imported only when asked for."""

from __future__ import annotations

from typing import Any

from plan.explanations import explain


class DocumentUnavailable(Exception):
    """The PDF cannot be drawn on this computer; the text says why and what to do instead."""

    def __init__(self) -> None:
        super().__init__(explain("DocumentUnavailable"))


def draw_pdf(html: str) -> bytes:
    """The PDF of an HTML document, tagged, with its title. Raises DocumentUnavailable."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as missing:
        raise DocumentUnavailable from missing
    drawn: bytes = HTML(string=html, url_fetcher=_fetch_nothing).write_pdf(pdf_variant="pdf/ua-1")
    return drawn


def _fetch_nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """A document holds all it needs; words that look like an address must not open one."""
    raise ValueError(url)
