"""Fixtures of tests in a browser; a conftest.py that wants them imports them.

``site``: a server process over a fresh database, one for each test file. ``browser``: Chromium on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import Browser, chromium_for
from tests.site import Site, running_site


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with django_db_blocker.unblock(), running_site() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browser]:
    with chromium_for(site) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Fails the test afterwards if a page called another host, missed a file or had a script error."""
    yield chromium
    complaints = chromium.complaints()
    for page in chromium.watches:
        page.context.close()
    chromium.watches.clear()
    assert complaints == []
