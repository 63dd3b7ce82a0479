"""The services that the tests use: PostgreSQL, Redis, Chromium; installed where that is allowed, else named as missing.

PostgreSQL and Redis are private to a run: own folders, own ports, gone afterwards.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

PACKAGES = {
    "initdb": "postgresql",
    "redis-server": "redis-server",
    "chromium": "chromium-headless-shell",
    "xgettext": "gettext",
    "notofont": "fonts-noto-core",
    "go": "golang-go",
    "gosumdb": "golang-golang-x-mod-dev",
}


class ServiceMissingError(Exception):
    """A program that the tests need is not here and cannot be installed from here."""


def find(program: str) -> Path | None:
    """Where ``program`` is; PostgreSQL's own folders are searched because Debian keeps them off the PATH."""
    if program == "notofont":
        fonts = Path("/usr/share/fonts")
        return next(fonts.rglob("NotoSansArabic*"), None) or next(fonts.rglob("NotoNaskhArabic*"), None)
    if program == "gosumdb":
        source = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")
        return source if source.is_dir() else None
    if program == "chromium":
        # The same engine without a window manager's half opens a page in two thirds of the time.
        names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
        return next((Path(path) for name in names if (path := shutil.which(name))), None)
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    for folder in versions:
        if (folder / program).exists():
            return folder / program
    found = shutil.which(program)
    return Path(found) if found else None


def ensure(*programs: str) -> None:
    """Installs what is missing with apt where that is allowed; raises ServiceMissingError naming the packages."""
    missing = [PACKAGES[program] for program in programs if find(program) is None]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing " + ", ".join(missing), file=sys.stderr, flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, **quiet)  # type: ignore[call-overload]
    still = [PACKAGES[program] for program in programs if find(program) is None]
    if still:
        raise ServiceMissingError(
            "The tests need these Debian packages (or the same programs from elsewhere), and they could not be "
            "installed from here: " + ", ".join(still)
        )


def _as_service_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@dataclass(frozen=True)
class Services:
    database_url: str
    redis_url: str


def _in_memory(room: int) -> str | None:
    """A folder that is no disk, where there is one with so many bytes free: a database is copied before most tests."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free >= room else None


HASTY = (
    "listen_addresses=127.0.0.1",
    "max_connections=200",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "autovacuum=off",
    "jit=off",
)
"""Nothing here outlives the run, so nothing is written for the sake of a power cut."""
LASTING = ("listen_addresses=127.0.0.1", "max_connections=200", "jit=off")
"""As in production, for what measures or breaks a database that keeps what it promised; on disk."""


@contextmanager
def postgres(settings: tuple[str, ...] = HASTY) -> Iterator[str]:
    """A private cluster; yields its DATABASE_URL."""
    initdb, pg_ctl = find("initdb"), find("pg_ctl")
    if initdb is None or pg_ctl is None:
        raise ServiceMissingError("PostgreSQL's initdb and pg_ctl were not found.")
    folder = Path(tempfile.mkdtemp(prefix="participate-pg-", dir=_in_memory(2 * 2**30) if settings is HASTY else None))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    options = " ".join([f"-p {port} -k {folder}", *(f"-c {setting}" for setting in settings)])
    init = [str(initdb), "-D", f"{folder}/data", "-U", "participate", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    start = [str(pg_ctl), "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start"]
    stop = [str(pg_ctl), "-D", f"{folder}/data", "-m", "immediate", "stop"]
    subprocess.run(_as_service_user(init), check=True, stdout=subprocess.DEVNULL, cwd="/")
    subprocess.run(_as_service_user(start), check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgres://participate@127.0.0.1:{port}/participate"
    finally:
        subprocess.run(_as_service_user(stop), check=False, stdout=subprocess.DEVNULL, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """A private Redis that writes nothing to disk; yields its REDIS_URL."""
    server = find("redis-server")
    if server is None:
        raise ServiceMissingError("redis-server was not found.")
    port = free_port()
    process = subprocess.Popen(
        [str(server), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def running() -> Iterator[Services]:
    with postgres() as database_url, redis() as redis_url:
        yield Services(database_url, redis_url)
