"""Writes HTML of our own templates as a Word file, so that all headings and sentences stay in one place.

It knows the few elements that the templates use: headings, paragraphs, lists, tables, quotes.
"""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree

Element = ElementTree.Element
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
STYLES = {"li": "List Bullet", "blockquote": "Quote", "dd": "List Continue"}
CONTAINERS = {"main", "section", "article", "div", "header", "footer", "ul", "dl"}


def write_docx(html: str) -> bytes:
    """The Word file of a well-formed HTML document."""
    root = ElementTree.fromstring(html)  # noqa: S314 - made by our own templates, never by others
    # Read when somebody first wants a file: it would be a sixth of a second of every start.
    from docx import Document

    document = Document()
    document.core_properties.title = root.findtext("head/title") or ""
    document.core_properties.language = root.get("lang") or ""
    document.core_properties.author = ""
    _write_children(document, root.find("body/main"))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write_children(document: Any, parent: Element | None) -> None:
    for element in parent if parent is not None else ():
        if element.tag in CONTAINERS:
            _write_children(document, element)
        elif element.tag in HEADINGS:
            document.add_heading(text_of(element), HEADINGS[element.tag])
        elif element.tag == "table":
            _write_table(document, element)
        else:
            paragraph = document.add_paragraph(style=STYLES.get(element.tag))
            _write_runs(paragraph, element, bold=element.tag == "dt")


def _write_runs(paragraph: Any, element: Element, bold: bool = False, italic: bool = False) -> None:
    bold, italic = bold or element.tag == "strong", italic or element.tag == "em"
    _add_run(paragraph, element.text, bold, italic)
    for child in element:
        _write_runs(paragraph, child, bold, italic)
        _add_run(paragraph, child.tail, bold, italic)


def _add_run(paragraph: Any, text: str | None, bold: bool, italic: bool) -> None:
    words = " ".join((text or "").split())
    if not words:
        return
    gap = " " if paragraph.text and (text or "")[0].isspace() else ""
    run = paragraph.add_run(gap + words + (" " if (text or "")[-1].isspace() else ""))
    run.bold, run.italic = bold or None, italic or None


def _write_table(document: Any, element: Element) -> None:
    rows = list(element.iter("tr"))
    width = max(len(row) for row in rows)
    caption = element.find("caption")
    if caption is not None:
        document.add_paragraph(text_of(caption), style="Caption")
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, source in zip(row.cells, cells, strict=False):
            _write_runs(cell.paragraphs[0], source, bold=source.tag == "th")


def text_of(element: Element) -> str:
    """The words of an element, with one space between them."""
    return " ".join("".join(element.itertext()).split())
