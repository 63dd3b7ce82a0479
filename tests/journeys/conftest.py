"""Every test here runs in a browser against a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser_fixtures import browser, chromium, devices, record_dir, shared_site, site

HERE = Path(__file__).parent
__all__ = ["browser", "chromium", "devices", "record_dir", "shared_site", "site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.journey)
