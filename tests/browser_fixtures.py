"""Fixtures of tests in a browser; a conftest.py that wants them imports them.

``site``: a server process over a fresh database, one for each test file; this process uses its database meanwhile. A
file that says ``SHARES_THE_SITE = True`` gets one for the whole run of its worker, because starting it takes seconds:
its tests live beside those of other files and read tests/scene.py or what they made themselves. ``browser``: Chromium
on it, one for each file, because Playwright's loop may not run while other tests do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import Browser, chromium_for
from tests.site import Site, running_site

Devices = dict[str, Page]


@pytest.fixture(scope="session")
def shared_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    stack = ExitStack()
    with django_db_blocker.unblock():
        site = stack.enter_context(running_site())
    yield site
    with django_db_blocker.unblock():
        stack.close()


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        if getattr(request.module, "SHARES_THE_SITE", False):
            used: Site = request.getfixturevalue("shared_site")
        else:
            used = stack.enter_context(running_site())
        stack.enter_context(used.shared())
        yield used


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
    assert complaints == [], complaints


@pytest.fixture(scope="module")
def devices() -> Devices:
    """A device for each of the cast, by name, that one file's tests use again and again."""
    return {}
