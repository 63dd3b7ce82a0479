"""Every test here runs in a browser against a server."""

from __future__ import annotations

import pytest

from tests.browser_fixtures import browser, chromium, devices, record_dir, running_site, site

__all__ = ["browser", "chromium", "devices", "record_dir", "running_site", "site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
