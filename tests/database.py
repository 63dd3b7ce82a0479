"""Test databases made by copying a migrated template, because Wagtail's migrations cost half a minute.

The template is kept under var/ by the hash of every migration, so it is made again exactly when one changes. Each
worker has its own copy; a test that commits gets a fresh copy after it instead of a flush, which the record's guards
would refuse and which would lose the rows that migrations make.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from threading import get_ident
from weakref import WeakSet

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.test import TransactionTestCase

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
HOME = ROOT / "var" / "test-templates"
BASE = str(settings.DATABASES["default"]["NAME"])
"""The configured name, before any copy takes its place."""


def _key() -> str:
    state = hashlib.sha256()
    for name in ("django", "wagtail", "django-allauth", "django-taggit"):
        state.update(version(name).encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        folder = Path(config.path)
        if folder.is_relative_to(ROOT) and ".venv" not in folder.parts:
            for file in sorted(
                [
                    *folder.glob("migrations/*.py"),
                    *folder.glob("**/triggers.py"),
                    *folder.glob("starting_*.py"),
                    *folder.glob("groups.py"),
                ]
            ):
                state.update(file.read_bytes())
    return state.hexdigest()[:16]


@contextmanager
def _locked() -> Iterator[None]:
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / f"{connection.vendor}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


_opened: WeakSet[BaseDatabaseWrapper] = WeakSet()


@receiver(connection_created)
def _remember(connection: BaseDatabaseWrapper, **_: object) -> None:
    _opened.add(connection)


def close_everywhere() -> None:
    """Closes this thread's connections in every context.

    While Playwright's loop runs, Django keeps a connection for each asynchronous context beside the thread's own, and
    ``close_all`` sees only the current one; the others would go on writing into a database that has been replaced.
    """
    connections.close_all()
    for each in list(_opened):
        if each._thread_ident == get_ident():
            each.close()


def _point_at(name: str) -> None:
    close_everywhere()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


class SqliteCopies:
    """Copies of one file."""

    def __init__(self, purpose: str) -> None:
        self.template = HOME / f"{_key()}.sqlite3"
        self.copy = str(Path(tempfile.gettempdir()) / f"participate-{purpose}-{os.getpid()}-{WORKER}.sqlite3")

    def make_template(self) -> None:
        if self.template.exists():
            return
        draft = self.template.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        _point_at(str(draft))
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        close_everywhere()
        draft.rename(self.template)

    def fresh(self) -> None:
        self.remove()
        shutil.copyfile(self.template, self.copy)
        _point_at(self.copy)

    def remove(self) -> None:
        close_everywhere()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.copy}{suffix}").unlink(missing_ok=True)


class PostgresCopies:
    """CREATE DATABASE … TEMPLATE …"""

    def __init__(self, purpose: str) -> None:
        self.template = f"{BASE}_template_{_key()}"
        self.copy = f"{BASE}_{purpose}_{os.getpid()}_{WORKER}"

    def _admin(self, *statements: str) -> None:
        import psycopg

        params = connection.get_connection_params()
        params.pop("pool", None)
        keep = {key: params[key] for key in ("user", "password", "host", "port") if params.get(key)}
        with psycopg.connect(dbname="postgres", autocommit=True, **keep) as admin:
            for statement in statements:
                admin.execute(statement)  # type: ignore[arg-type]

    def _exists(self) -> bool:
        import psycopg

        params = connection.get_connection_params()
        keep = {key: params[key] for key in ("user", "password", "host", "port") if params.get(key)}
        with psycopg.connect(dbname="postgres", autocommit=True, **keep) as admin:
            return bool(admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone())

    def make_template(self) -> None:
        if self._exists():
            return
        draft = f"{self.template}_draft"
        self._admin(f'DROP DATABASE IF EXISTS "{draft}"', f'CREATE DATABASE "{draft}"')
        _point_at(draft)
        call_command("migrate", verbosity=0, interactive=False)
        _point_at("postgres")
        self._admin(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')

    def fresh(self) -> None:
        self.remove()
        self._admin(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.template}"')
        _point_at(self.copy)

    def remove(self) -> None:
        _point_at("postgres")
        self._admin(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')


Copies = SqliteCopies | PostgresCopies


@contextmanager
def going_back() -> Iterator[None]:
    """Whatever database is used within, afterwards it is again the one from before."""
    before = connection.settings_dict["NAME"]
    try:
        yield
    finally:
        _point_at(before)


@contextmanager
def used(way: Copies) -> Iterator[None]:
    """Within, this process reads and writes the copy as it stands."""
    with going_back():
        _point_at(way.copy)
        yield


def copies(purpose: str = "test") -> Copies:
    """The way of copying that fits the configured database, its template made if need be.

    ``purpose`` names the copy: a process may use several, one at a time.
    """
    way = SqliteCopies(purpose) if connection.vendor == "sqlite" else PostgresCopies(purpose)
    with _locked():
        way.make_template()
    return way


def fresh_database() -> None:
    """Gives the tests' own database back as it was when they began."""
    TransactionTestCase._fixture_teardown(None)  # type: ignore[arg-type]
