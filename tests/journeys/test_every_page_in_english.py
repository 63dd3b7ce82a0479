"""Every type of page in English."""

from __future__ import annotations

import pytest

from tests.browser import Browser
from tests.browser_fixtures import Devices
from tests.journeys.every_page import check
from tests.page_type import PageType
from tests.pages import PAGES

SHARES_THE_SITE = True


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_it_is_for_everybody_and_light(chromium: Browser, devices: Devices, kind: PageType) -> None:
    check(chromium, devices, kind, "en", ("phone", "desktop"), dark=True)
