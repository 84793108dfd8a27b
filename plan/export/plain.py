"""Writes HTML of our own templates as plain text, for screen readers, e-mail and old phones.

It knows the same few elements as `word`; nothing is told by layout alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from xml.etree import ElementTree

from plan.export.word import CONTAINERS, text_of

Element = ElementTree.Element
WIDTH = 76
UNDER = {"h1": "=", "h2": "-"}


def write_text(html: str) -> str:
    """The text of a well-formed HTML document, wrapped at 76 letters; headings are underlined or end in a colon."""
    root = ElementTree.fromstring(html)  # noqa: S314 - made by our own templates, never by others
    lines = list(_lines(root.find("body/main")))
    text = "\n".join(lines).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"


def _lines(parent: Element | None) -> Iterator[str]:
    for element in parent if parent is not None else ():
        words = text_of(element)
        if element.tag in CONTAINERS:
            yield from _lines(element)
            yield ""
        elif element.tag == "table":
            yield from _table(element)
        elif element.tag in UNDER:
            heading = textwrap.wrap(words, WIDTH)
            yield from ("", *heading, UNDER[element.tag] * max(map(len, heading), default=0), "")
        elif element.tag in ("h3", "h4"):
            yield from ("", *textwrap.wrap(words, WIDTH), "")
        elif element.tag == "li":
            yield from textwrap.wrap(words, WIDTH, initial_indent="- ", subsequent_indent="  ")
        elif element.tag == "dt":
            yield f"{words}:"
        elif element.tag in ("dd", "blockquote"):
            yield from textwrap.wrap(words, WIDTH, initial_indent="  ", subsequent_indent="  ")
            yield from ([""] if element.tag == "blockquote" else [])
        elif words:
            yield from (*textwrap.wrap(words, WIDTH), "")


def _table(table: Element) -> Iterator[str]:
    """Each row as a list of what stands under which heading, so that it can be read aloud."""
    caption = table.find("caption")
    if caption is not None:
        yield from ("", f"{text_of(caption)}:", "")
    headings = [text_of(cell) for cell in table.iter("th")]
    for row in table.iterfind("tbody/tr"):
        for number, (heading, cell) in enumerate(zip(headings, row, strict=True)):
            begins = "- " if number == 0 else "  "
            yield from textwrap.wrap(
                f"{heading}: {text_of(cell)}", WIDTH, initial_indent=begins, subsequent_indent="    "
            )
        yield ""
