"""Checking a receipt in Chromium: by WebCrypto with JavaScript, by the site without."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultations.record.tlog import note as notes
from consultations.record.tlog import proof as proofs
from tests.browser import Browser, axe, fits
from tests.consultations.record.log_folder import KEY, city
from tests.consultations.record.witness.serving import WITNESS

SHARES_THE_SITE = True

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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_as_a_file_needs_no_network(browser: Browser, tmp_path: Path, language: str) -> None:
    """Downloaded from the site, opened from the disk of a device without a network."""
    online = browser.open("/record/verify/", language=language)
    with online.expect_download() as download:
        online.locator("a[download]").click()
    kept = tmp_path / "check-receipt.html"
    download.value.save_as(kept)
    page = browser.chromium.new_context(offline=True, viewport={"width": 360, "height": 740}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(kept.as_uri())
    text = notes.parse(proofs.parse(RECEIPT.encode()).checkpoint).text
    receipt = RECEIPT + str(WITNESS.cosign(text, 1_793_534_400))
    for data, outcome in (
        (receipt, "success"),
        (receipt.replace("index 2", "index 3"), "error"),
        ("no receipt", "warning"),
    ):
        page.locator("[name=receipt]").fill(data)
        page.locator("[name=vkey]").fill(str(KEY.verifier))
        page.locator("[name=witnesses]").fill(str(WITNESS.key))
        page.locator("form button").click()
        page.locator(f"[data-result] .notice--{outcome}").wait_for()
        if outcome == "success":
            assert "witness.example.org (2026-11-01T12:00:00" in page.locator("[data-result]").inner_text()
            assert axe(page) == []
            assert fits(page) == []
    assert asked == [kept.as_uri()]


def test_a_receipt_code_goes_to_the_site(browser: Browser) -> None:
    page = browser.open("/record/verify/")
    check(page, "AAAA-BBBB-CCCC-DDDD")
    page.get_by_text("nothing is recorded under this link or code").first.wait_for()


@pytest.mark.parametrize("viewport", ["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_for_everybody(browser: Browser, viewport: str, language: str) -> None:
    page = browser.open("/record/verify/", viewport=viewport, language=language)
    page.locator("[name=receipt]").fill(RECEIPT)
    page.locator("[name=vkey]").fill(str(KEY.verifier))
    page.locator("main form button").click()
    page.locator("[data-result] .notice--success").wait_for()
    assert axe(page) == []
    assert fits(page) == []
