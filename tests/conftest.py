"""Fixtures that every test may use: the database and the cast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.fixtures import Settings

from consultations.people.models import Participant
from tests import cast as people
from tests.database import Copies, copies


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-database", action="store_true", help="only the tests that ask for a database")


# The files that take longest, the longest first: a worker that begins with one near the end keeps all others waiting.
LONG = (
    "tests/realtime/test_server.py",
    "tests/realtime/test_processes.py",
    "tests/realtime/test_faults.py",
    "tests/journeys/",
    "tests/consultations/deliberation/test_kill.py",
    "tests/conventions/test_permission_matrix.py",
    "tests/consultations/exchange/",
    "tests/participate/test_demo.py",
    "tests/conventions/test_scenarios.py",
    "tests/frontend/",
)


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    if config.getoption("--with-database"):
        asking = [item for item in items if _asks_for_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking


def _asks_for_a_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or "django_db_setup" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock():
        way: Copies = copies()
        way.fresh()
        TransactionTestCase._fixture_teardown = lambda self: way.fresh()  # type: ignore[method-assign]
    yield
    with django_db_blocker.unblock():
        way.remove()


@pytest.fixture(autouse=True)
def record_dir(settings: Settings, tmp_path: Path) -> Path:
    """Each test has a record of its own: key, lock store and erasure journal belong to one database."""
    settings.RECORD_DIR = str(tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture(autouse=True)
def english() -> None:
    """A request leaves its language behind in the thread; the next test begins in the site's own."""
    translation.activate("en")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> people.Cast:
    """Amina, Besnik; Chidi facilitator; Dana communicator; Edon moderator; Fatima reviewer; Gezim a stranger."""
    return people.make()


@pytest.fixture
def amina(cast: people.Cast) -> Participant:
    return cast.amina


@pytest.fixture
def folder_of_files(tmp_path: Path, settings: Settings) -> Path:
    """An empty folder for what people hand in."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media" / "files"
