"""Somebody who reads each page they come to, with axe in their hand."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

SENT_BACK = re.compile(r"status of (409|422) ")


class Reader:
    """A person at a browser of their own."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        pictures: Path,
        *,
        width: int,
        scripts: bool,
        name: str,
        state: StorageState | None = None,
    ) -> None:
        self._browser = browser
        self.address = address
        self._pictures = pictures
        self._scripts = scripts
        self._name = name
        self._count = 0
        self._size = {"width": width, "height": 800}
        # `state` are the cookies of somebody who signed in before.
        self.context: BrowserContext = browser.new_context(
            viewport=self._size, java_script_enabled=scripts, storage_state=state
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.errors: list[str] = []
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    @property
    def text(self) -> str:
        return self.page.inner_text("main")

    def look(self, what: str) -> None:
        """Check the page as it stands: axe, nothing to scroll sideways; and take a picture."""
        self._count += 1
        self.page.screenshot(path=self._pictures / f"{self._name}-{self._count:02}-{what}.png", full_page=True)
        if self._scripts:
            check(self.page, what)
            return
        # axe is a script: where scripts are off, another page with the same cookies reads the same address.
        state = self.context.storage_state()
        with self._browser.new_context(viewport=self._size, storage_state=state) as context:
            page = context.new_page()
            # At its top: a page that opens at its latest line has slid its links half under the bar that stays above, and
            # axe takes them for small targets. Nobody is kept from them: they are where the page begins.
            page.goto(self.page.url.partition("#")[0])
            check(page, what)

    def close(self) -> None:
        self.context.close()
        # A form that is sent back, with what was typed in it, is written down by the browser as an error.
        wrong = [error for error in self.errors if not SENT_BACK.search(error)]
        assert not wrong, wrong


def check(page: Page, what: str) -> None:
    # Asked again and again from outside: the page's own policy forbids a script that would wait inside it.
    for _ in range(100):
        if page.evaluate("document.getAnimations().every(each => each.playState !== 'running')"):
            break
        page.wait_for_timeout(50)
    page.evaluate("window.scrollTo({ top: 0, behavior: 'instant' })")  # for the same reason as in `look`
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{what}\n{found.generate_report()}"
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{what}: {widths[0]} px of content in {widths[1]} px"
