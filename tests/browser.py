"""Chromium for journeys: pages of a person, axe, weight; a page that calls another host or breaks fails its test."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import CDPSession, ConsoleMessage, Error, Page, Request, Response, sync_playwright

from consultations.people.models import Participant
from tests.services import find
from tests.site import Site

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or str(find("chromium") or "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
VIEWPORTS = {"phone": (360, 740), "desktop": (1280, 800), "narrow": (320, 640), "projector": (1920, 1080)}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = os.environ.get("SHOTS", "")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class ChromiumMissing(RuntimeError):
    """Says how to get what the browser tests need."""


@dataclass
class Watch:
    """What one page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    network: CDPSession | None = None

    def forget(self) -> None:
        for seen in (self.requests, self.responses, self.complaints):
            seen.clear()


@dataclass(frozen=True)
class Weight:
    """Of what a page loaded: its documents, sheets, scripts and pictures."""

    requests: int
    compressed_bytes: int


class Browser:
    """Pages of people; each in a context of its own, as on a device of its own."""

    def __init__(self, chromium: Chromium, site: Site) -> None:
        self.chromium = chromium
        self.site = site
        self.watches: dict[Page, Watch] = {}

    def page_for(
        self,
        person: Participant | None = None,
        viewport: str = "phone",
        language: str = "en",
        *,
        javascript: bool = True,
        scheme: str = "light",
    ) -> Page:
        """A page on a new device, signed in as ``person``. ``page.goto("/x/")`` works; ``open`` adds the language."""
        width, height = VIEWPORTS[viewport]
        context = self.chromium.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": height},
            locale=language,
            java_script_enabled=javascript,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        if person is not None:
            key = self.site.session_of(person)
            context.add_cookies([{"name": "sessionid", "value": key, "url": self.site.url}])
        page = context.new_page()
        self._watch(page)
        return page

    def open(self, path: str, person: Participant | None = None, language: str = "en", **device: Any) -> Page:
        """``path`` (without a language) on a new device; fails on anything but 200."""
        page = self.page_for(person, language=language, **device)
        self._go(page, path, language)
        return page

    def visit_anew(self, page: Page, path: str, language: str) -> None:
        """As ``open``, on a device in use: it loads everything as on a first visit, and only that is watched."""
        watch = self.watches[page]
        if watch.network is None:
            watch.network = page.context.new_cdp_session(page)
            watch.network.send("Network.enable")
            watch.network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        watch.forget()
        self._go(page, path, language)

    def _go(self, page: Page, path: str, language: str) -> None:
        answer = page.goto(self.site.address(path, language))
        assert answer is not None
        assert answer.status == 200, f"{answer.status} for {answer.url}\n{self.site.log()[-2000:]}"

    def _watch(self, page: Page) -> None:
        watch = self.watches[page] = Watch()
        host = urlsplit(self.site.url).netloc

        def asked(request: Request) -> None:
            watch.requests.append(request.url)
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and parts.netloc != host:
                watch.complaints.append(f"asked another host: {request.url}")

        def answered(response: Response) -> None:
            watch.responses.append(response)
            is_document = response.request.resource_type == "document"
            if response.status >= 500 or (response.status >= 400 and not is_document):
                watch.complaints.append(f"{response.status} for {response.url}")

        def said(message: ConsoleMessage) -> None:
            if message.type == "error" and "Failed to load resource" not in message.text:
                watch.complaints.append(f"console: {message.text}")

        page.on("request", asked)
        page.on("response", answered)
        page.on("console", said)
        page.on("pageerror", lambda error: watch.complaints.append(f"script: {error}"))

    def weigh(self, page: Page) -> Weight:
        """What the page has loaded so far, each answer compressed as nginx or WhiteNoise would send it."""
        answers = [answer for answer in self.watches[page].responses if answer.status == 200]
        return Weight(len(answers), sum(len(gzip.compress(answer.body(), 6)) for answer in answers))

    def complaints(self, page: Page | None = None) -> list[str]:
        """Requests to other hosts, broken resources, script errors: of one page or of all."""
        watches = [self.watches[page]] if page else list(self.watches.values())
        return [complaint for watch in watches for complaint in watch.complaints]


def axe(page: Page, *, within: str = "") -> list[str]:
    """What axe-core finds wrong on the page, one line for each element; [] is right."""
    return _run_axe(page, within, {"type": "tag", "values": RULES})


def colours(page: Page) -> list[str]:
    """As ``axe``, for the rules whose answer changes with the colours alone: for the same page in another scheme."""
    return _run_axe(page, "", {"type": "rule", "values": ["color-contrast", "link-in-text-block"]})


def _run_axe(page: Page, within: str, rules: dict[str, Any]) -> list[str]:
    if not AXE.exists():
        raise ChromiumMissing("axe-core is not installed: run 'make setup', which fills node_modules.")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    # Sheets are not fetched again for it: no rule of ours reads their text, and it takes as long as all the rules.
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    found = page.evaluate("([options, within]) => axe.run(within || document, options)", [options, within])
    return [_one_line(violation["id"], node) for violation in found["violations"] for node in violation["nodes"]]


def _one_line(rule: str, node: dict[str, Any]) -> str:
    why = (node["failureSummary"] or "").splitlines()[-1].strip()
    return f"{rule}: {node['target'][0]}: {why}"


def fits(page: Page) -> list[str]:
    """Elements that stick out sideways, if the page scrolls sideways; [] is right."""
    return list(
        page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide) return [];
              return [...document.body.querySelectorAll("*")]
                .filter((e) => { const r = e.getBoundingClientRect(); return r.right > wide + 1 || r.left < -1; })
                .slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
            }"""
        )
    )


def shot(page: Page, name: str) -> None:
    """A picture of the whole page for somebody to look at, where SHOTS names a folder."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def look(page: Page, name: str) -> None:
    """``axe`` finds nothing, nothing sticks out sideways; and a picture (``shot``)."""
    shot(page, name)
    assert (name, axe(page), fits(page)) == (name, [], [])


@contextmanager
def chromium_for(site: Site) -> Iterator[Browser]:
    """Raises ChromiumMissing where there is no Chromium."""
    if not Path(CHROMIUM).exists():
        raise ChromiumMissing(
            f"There is no Chromium at {CHROMIUM}: install it (Debian: apt-get install chromium-headless-shell) or set "
            "CHROMIUM to where it is."
        )
    # Playwright's loop lives in this thread; Django would take the test's own queries for asynchronous ones.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            try:
                yield Browser(chromium, site)
            finally:
                chromium.close()
    except Error as error:
        raise AssertionError(str(error)) from error
    finally:
        if before is None:
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
