"""One telling of a journey: on one size of screen, in one language, with JavaScript or without."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from consultations.people.models import Participant
from tests.browser import Browser, axe, fits, shot

# Viewport, language, JavaScript: every run tells a story on both sizes, in both directions, with scripts and without;
# the other half of the pairs comes at night.
TELLINGS = [
    ("desktop", "en", True),
    ("phone", "ar", False),
    pytest.param("phone", "en", False, marks=pytest.mark.nightly),
    pytest.param("desktop", "ar", True, marks=pytest.mark.nightly),
]


@dataclass
class Walk:
    """``story`` begins the names of its pictures."""

    browser: Browser
    story: str
    viewport: str
    language: str
    javascript: bool = True

    @property
    def name(self) -> str:
        """Tells this telling from the others, also in addresses and public names."""
        return f"{self.viewport}-{self.language}{'' if self.javascript else '-plain'}"

    def words(self, english: str) -> str:
        """A sentence of the interface as this telling's people see it."""
        with translation.override(self.language):
            return translation.gettext(english)

    def counted(self, one: str, many: str, number: int, **values: object) -> str:
        """As ``words``, for a sentence with a number in it."""
        with translation.override(self.language):
            return translation.ngettext(one, many, number) % {"number": number, **values}

    def open(self, path: str, person: Participant | None = None) -> Page:
        """``path``, which names no language, on a device of its own."""
        device = {"viewport": self.viewport, "javascript": self.javascript}
        return self.browser.open(path, person, self.language, **device)

    def go(self, page: Page, path: str) -> None:
        page.goto(self.browser.site.address(path, self.language))

    def shot(self, page: Page, step: str) -> None:
        shot(page, f"{self.story}-{step}-{self.name}")

    def look(self, page: Page, step: str) -> None:
        """As ``shot``, and nothing that axe or a narrow screen finds; axe needs JavaScript."""
        self.shot(page, step)
        assert (step, axe(page) if self.javascript else [], fits(page)) == (step, [], [])

    def press(self, page: Page, label: str) -> None:
        page.get_by_role("button", name=self.words(label), exact=True).click()

    def follow(self, page: Page, label: str) -> None:
        """Clicks the first link of that name."""
        page.get_by_role("link", name=self.words(label), exact=True).first.click()

    def fill(self, page: Page, label: str, text: str) -> None:
        page.get_by_label(self.words(label), exact=True).fill(text)

    def choose(self, page: Page, label: str) -> None:
        page.get_by_label(self.words(label), exact=True).check()

    def wait_for_record(self, page: Page, found: Locator) -> None:
        """Loads the page again until ``found`` is on it: an act is acknowledged first, and recorded a moment later."""
        deadline = time.monotonic() + 20
        while not found.count() and time.monotonic() < deadline:
            page.wait_for_timeout(250)
            page.reload()
        expect(found).to_have_count(1)

    def read(self, page: Page, *sentences: str) -> None:
        """Each stands on the page to be seen."""
        for sentence in sentences:
            expect(page.get_by_text(self.words(sentence)).first).to_be_visible()
