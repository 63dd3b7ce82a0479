"""Every type of page in Arabic: on a phone in every run; on a large screen and in the dark, which English has too, at
night."""

from __future__ import annotations

import pytest

from tests.browser import Browser
from tests.browser_fixtures import Devices
from tests.journeys.every_page import check
from tests.page_type import PageType
from tests.pages import PAGES

SHARES_THE_SITE = True


@pytest.mark.parametrize(
    ("sizes", "dark"),
    [
        pytest.param(("phone",), False, id="phone"),
        pytest.param(("phone", "desktop"), True, id="all", marks=pytest.mark.nightly),
    ],
)
@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_it_is_for_everybody_and_light(chromium: Browser, devices: Devices, kind: PageType, sizes, dark: bool) -> None:
    check(chromium, devices, kind, "ar", sizes, dark=dark)
