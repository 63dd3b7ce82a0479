"""What every page has: the skip link, the language switch that keeps the place, the theme, an error page."""

from __future__ import annotations

import pytest

from tests.browser import Browser, axe, fits

SHARES_THE_SITE = True


def test_the_first_tab_stop_skips_to_the_content(browser: Browser) -> None:
    page = browser.open("/accessibility/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_switch_keeps_the_place_and_the_query(browser: Browser, javascript: bool) -> None:
    page = browser.open("/accessibility/?from=letter", javascript=javascript)
    page.locator(".site-header summary").first.click()
    page.locator(".site-header a[hreflang=ar]").click()
    assert page.url == f"{browser.site.url}/ar/accessibility/?from=letter"
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert browser.chromium.contexts[-1].cookies() == []


def test_the_theme_is_kept_once_chosen_and_nothing_is_stored_before(browser: Browser) -> None:
    page = browser.open("/accessibility/", viewport="desktop")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_label("Dark").check()
    page.goto("/accessibility/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_label("As my device").check()
    assert page.evaluate("localStorage.length") == 0


def test_a_menu_closes_on_escape_and_gives_the_focus_back(browser: Browser) -> None:
    page = browser.open("/accessibility/", browser.site.cast.amina)
    summary = page.locator("summary", has_text="Amina")
    summary.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0
    assert "Amina" in page.evaluate("document.activeElement.textContent")


def test_errors_are_in_the_title_and_get_the_focus(browser: Browser) -> None:
    page = browser.open("/styleguide/?errors=1")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a", has_text="required").first.click()
    assert page.evaluate("document.activeElement.name") == "title"
    assert len(page.locator("textarea[name=body]").input_value()) == 520


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_missing_page_says_so_and_leads_home(browser: Browser, language: str) -> None:
    page = browser.page_for(language=language)
    answer = page.goto(browser.site.address("/styleguide/nothing/here/", language))
    assert answer is not None
    assert answer.status == 404
    home = "/" if language == "en" else f"/{language}/"
    assert page.locator("main a.button").get_attribute("href") == home
    assert axe(page) == []
    assert fits(page) == []
