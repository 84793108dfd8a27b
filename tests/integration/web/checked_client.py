"""A client that reads every page it fetches as a careful person would, and complains."""

from __future__ import annotations

import re
import warnings
from html.parser import HTMLParser
from typing import Any

with warnings.catch_warnings():
    # Starlette asks for httpx2, which is not among our dependencies yet.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient, httpx

TYPED = {"input", "textarea", "select"}


class Page(HTMLParser):
    """What the checks need to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = self.title = ""
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.labelled: set[str] = set()
        self.references: set[str] = set()
        self.forms: list[dict[str, Any]] = []
        self.inline: list[str] = []
        self._open: list[str] = []
        self._in_label = 0
        self._reading: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if "id" in have:
            self.ids.append(have["id"])
        for name in ("aria-describedby", "aria-labelledby"):
            self.references |= set(have.get(name, "").split())
        self.inline += [name for name in have if name.startswith("on") or name == "style"]
        if tag == "html":
            self.lang = have.get("lang", "")
        if tag in ("title", "h1"):
            self._reading = tag
            if tag == "h1":
                self.headings.append("")
        if tag == "label":
            self._in_label += 1
            self.labelled.add(have.get("for", ""))
        if tag == "form":
            self.forms.append({**have, "fields": {}})
        if tag in TYPED and have.get("type") != "hidden":
            have["in_label"] = "yes" if self._in_label else ""
            self.fields.append(have)
        if tag == "input" and self.forms and have.get("name"):
            self.forms[-1]["fields"][have["name"]] = have.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label -= 1
        if tag == self._reading:
            self._reading = None

    def handle_data(self, data: str) -> None:
        if self._reading == "title":
            self.title += data
        elif self._reading == "h1":
            self.headings[-1] += data


class CheckedClient(TestClient):
    """A test client that follows redirects, fills in tokens, and checks every page."""

    def request(self, *args: Any, **kwargs: Any) -> httpx.Response:  # type: ignore[override]
        response = super().request(*args, **kwargs)
        is_page = response.headers.get("content-type", "").startswith("text/html")
        # A file to keep has its own style in it and is opened outside of this site; plan.export's tests look at it.
        if is_page and "attachment" not in response.headers.get("content-disposition", ""):
            check_page(response)
        return response

    def page(self, path: str) -> Page:
        return Page(self.get(path).text)

    def token(self, path: str = "/") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found, f"no form on {path}"
        return found.group(1)

    def submit(self, path: str, seen_on: str = "/", **fields: Any) -> httpx.Response:
        """Send a form as a browser would, with the token of the page that it stands on."""
        return self.post(path, data={"csrf_token": self.token(seen_on), **fields})


def check_page(response: httpx.Response) -> None:
    page, where = Page(response.text), str(response.url)
    assert page.lang.startswith("en"), f"{where}: no language"
    assert len(page.headings) == 1, f"{where}: headings {page.headings}"
    heading = " ".join(page.headings[0].split())
    assert page.title.startswith(heading), f"{where}: title {page.title!r}, heading {heading!r}"
    assert len(page.ids) == len(set(page.ids)), f"{where}: an id stands there twice"
    assert page.references <= set(page.ids), f"{where}: {page.references - set(page.ids)} missing"
    for field in page.fields:
        named = field["in_label"] or field.get("aria-label") or field.get("id") in page.labelled
        assert named, f"{where}: a field without a label: {field}"
    for form in page.forms:
        assert "csrf_token" in form["fields"], f"{where}: a form without a token: {form}"
        assert form.get("method") == "post", f"{where}: a form that is not sent by POST"
    assert not page.inline, f"{where}: inline {page.inline}"
    assert "<style" not in response.text and "<script>" not in response.text
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
