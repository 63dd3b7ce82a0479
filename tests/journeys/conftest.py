"""Every test here runs in a browser against a server of its own."""

from __future__ import annotations

import pytest
from django.db import connections

from tests.browser_fixtures import browser, chromium, site
from tests.site import Site

__all__ = ["browser", "chromium", "site"]


@pytest.fixture(autouse=True)
def same_database(site: Site) -> None:
    """Playwright runs tests in a context of its own, whose connection may still hold the file of the last site."""
    connections.close_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
