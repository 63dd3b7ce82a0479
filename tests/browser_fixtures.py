"""Fixtures of tests in a browser; a conftest.py that wants them imports them.

``running_site``: a server process over a database of its own, one for each worker, because starting it takes seconds.
``site``: the same while a file's tests run, when this process uses its database. ``browser``: Chromium on it, one for
each file, because Playwright's loop may not run while other tests do. Tests share what is in the database: each makes
consultations and contributions of its own, or reads those of tests/scene.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import site as sites
from tests.browser import Browser, chromium_for
from tests.site import Site

Devices = dict[str, Page]


@pytest.fixture(scope="session")
def running_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    stack = ExitStack()
    with django_db_blocker.unblock():
        site = stack.enter_context(sites.running_site())
    yield site
    with django_db_blocker.unblock():
        stack.close()


@pytest.fixture(scope="module")
def site(running_site: Site, django_db_blocker: Any) -> Iterator[Site]:
    with django_db_blocker.unblock(), running_site.shared():
        yield running_site


@pytest.fixture
def record_dir(site: Site) -> Path:
    """Not a record for each test: the server's."""
    return site.home / "record"


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


@pytest.fixture(scope="module")
def devices() -> Devices:
    """A device for each of the cast, by name, that one file's tests use again and again."""
    return {}
