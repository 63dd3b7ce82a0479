"""Checking a receipt in Chromium: by WebCrypto with JavaScript, by the site without."""

from __future__ import annotations

import pytest

from tests.browser import Browser, axe, fits
from tests.consultations.record.log_folder import KEY, city

RECORD = city(5)
RECEIPT = RECORD.receipt(2).decode()
HERE = "Your browser has checked it. Nothing was sent."
THERE = "This site has checked it for you, on its own machine."


def check(page, receipt):
    page.get_by_label("Receipt", exact=False).first.fill(receipt)
    page.get_by_label("Key of the record").fill(str(KEY.verifier))
    page.get_by_role("button", name="Check").click()


@pytest.mark.parametrize(("javascript", "says"), [(True, HERE), (False, THERE)])
@pytest.mark.parametrize(
    ("receipt", "outcome"),
    [(RECEIPT, "This receipt holds"), (RECEIPT.replace("index 2", "index 3"), "This receipt does not hold")],
)
def test_a_receipt_is_checked(browser: Browser, javascript: bool, says: str, receipt: str, outcome: str) -> None:
    page = browser.open("/record/verify/", javascript=javascript)
    check(page, receipt)
    page.get_by_text(outcome, exact=True).wait_for()
    assert page.get_by_text(says).is_visible()
    if outcome == "This receipt holds":
        assert page.get_by_text("Let bus 2 run at night.").is_visible()


def test_a_receipt_code_goes_to_the_site(browser: Browser) -> None:
    page = browser.open("/record/verify/")
    check(page, "AAAA-BBBB-CCCC-DDDD")
    page.get_by_text("nothing is recorded under this link or code").first.wait_for()


@pytest.mark.parametrize("viewport", ["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_for_everybody(browser: Browser, viewport: str, language: str) -> None:
    page = browser.open("/record/verify/", viewport=viewport, language=language)
    page.locator("textarea").fill(RECEIPT)
    page.locator("[name=vkey]").fill(str(KEY.verifier))
    page.locator("main form button").click()
    page.locator("[data-result] .notice--success").wait_for()
    assert axe(page) == []
    assert fits(page) == []
