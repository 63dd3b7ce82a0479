"""The site as its own process on a free port, over a database that the test shares with it."""

from __future__ import annotations

import email
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default as email_policy
from pathlib import Path

import requests
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import override_settings

from consultations.people.models import Participant
from tests import cast as people
from tests.database import Copies, copies, going_back, used
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180


class SiteDidNotStart(RuntimeError):
    """The server did not answer in time; the text holds the end of its log."""


class Site:
    """Within ``shared``, ``cast`` and everything else that the test writes is seen by the server at once: committed.

    Journeys must not use the ``db`` or ``cast`` fixtures: what these write stays in a transaction that the server
    cannot see, and on SQLite it would wait for it.
    """

    def __init__(self, home: Path, database: Copies) -> None:
        self.home = home
        self.database = database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.origin = f"127.0.0.1:{self.port}/record/1"
        self.process: subprocess.Popen[bytes] | None = None
        self.cast = people.make()

    @contextmanager
    def shared(self) -> Iterator[None]:
        """This process reads and writes the database and the record of the server, under the record's own name."""
        record = {"RECORD_DIR": str(self.home / "record"), "RECORD_ORIGIN": self.origin}
        with used(self.database), override_settings(**record):
            yield

    def environment(self) -> dict[str, str]:
        database = connection.settings_dict
        name = database["NAME"]
        if connection.vendor == "sqlite":
            address = f"sqlite:///{name}"
        else:
            login = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
            host = database["HOST"].replace("/", "%2f")
            address = f"postgres://{login}{host}{':' if database['PORT'] else ''}{database['PORT']}/{name}"
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.site_settings",
            "DATABASE_URL": address,
            "RECORD_DIR": str(self.home / "record"),
            "RECORD_ORIGIN": self.origin,
            "BASE_URL": self.url,
            "MAIL_DIR": str(self.home / "mail"),
            "MEDIA_DIR": str(self.home / "media"),
        }

    def start(self) -> None:
        """Raises SiteDidNotStart with the log when it does not answer in three minutes."""
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port)]
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "participate.asgi:application"], cwd=ROOT, env=self.environment(), stdout=log, stderr=log
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                requests.get(f"{self.url}/accessibility/", timeout=20)
            except requests.ConnectionError:
                time.sleep(0.2)
            else:
                return
        self.kill()
        raise SiteDidNotStart(self.log()[-4000:])

    def log(self) -> str:
        return (self.home / "server.log").read_text(errors="replace")

    def kill(self) -> None:
        """As a power cut would: nothing is finished. ``start`` brings it back on the same port and data."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def address(self, path: str, language: str = "en") -> str:
        """The full address of ``path`` (which names no language) in ``language``."""
        return f"{self.url}{path}" if language == "en" else f"{self.url}/{language}{path}"

    def session_of(self, person: Participant) -> str:
        """The key of a session in which ``person`` is signed in."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
        session.save()
        return str(session.session_key)

    def letters(self, address: str) -> list[EmailMessage]:
        """The mail sent to ``address``, oldest first."""
        found = []
        for file in sorted((self.home / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime_ns):
            for part in file.read_bytes().split(b"-" * 79 + b"\n"):
                letter = email.message_from_bytes(part.strip(), policy=email_policy)
                if address in str(letter["To"]):
                    found.append(letter)
        return found  # type: ignore[return-value]

    def letter_about(self, subject: str, address: str) -> str:
        """The words of the newest letter to ``address`` with this subject; the post may need a moment for it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := [letter for letter in self.letters(address) if letter["Subject"] == subject]:
                return str(found[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
            time.sleep(0.1)
        raise LookupError(f"no letter '{subject}' to {address}: {[each['Subject'] for each in self.letters(address)]}")

    def code_sent_to(self, address: str) -> str:
        """The code of the newest letter to ``address``: it stands alone on an indented line."""
        lines = self.letters(address)[-1].get_content().splitlines()
        return next(line.strip() for line in lines if line.startswith("    "))


@contextmanager
def running_site() -> Iterator[Site]:
    """A site over a database of its own, with the cast; stopped and cleared away afterwards."""
    home = Path(tempfile.mkdtemp(prefix="participate-site-"))
    for folder in ("mail", "media", "record"):
        (home / folder).mkdir()
    database = copies(home.name.removeprefix("participate-").replace("-", "_"))
    with going_back():
        database.fresh()
        site = Site(home, database)
        site.start()
    try:
        yield site
    finally:
        site.kill()
        with going_back():
            database.remove()
        shutil.rmtree(home, ignore_errors=True)
