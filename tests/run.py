"""Runs every test: the whole suite on SQLite, then what asks for a database again on PostgreSQL and Redis.

A test that asks for no database would do the same again, letter by letter; one marked ``once`` would add little.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from tests.services import ServiceMissingError, ensure, running

# A file stays on one worker, because it may have a site of its own; the order is that of tests/conftest.py.
SPREAD = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--durations", "25"]


def run_pytest(name: str, arguments: list[str], **environment: str) -> int:
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", *SPREAD, *arguments]
    return subprocess.run(command, check=False, env={**os.environ, **environment}).returncode


def make_templates(*databases: dict[str, str]) -> int:
    """Migrated databases that the tests copy, side by side: migrating takes a minute and one core each."""
    command = [sys.executable, "-c", "import django; django.setup(); from tests.database import copies; copies()"]
    settings = {"DJANGO_SETTINGS_MODULE": "participate.settings.test"}
    makers = [subprocess.Popen(command, env={**os.environ, **settings, **each}) for each in databases]
    return max([maker.wait() for maker in makers])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nightly", action="store_true", help="the slow tests too")
    nightly = parser.parse_args().nightly
    try:
        ensure("initdb", "redis-server", "chromium", "xgettext", "notofont")
    except ServiceMissingError as missing:
        print(f"participate: {missing}", file=sys.stderr)
        return 2
    marks = "" if nightly else "not nightly"
    again = "not journey" if nightly else "not journey and not nightly and not once"
    with running() as services:
        both = {"DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}
        if code := make_templates({}, both):
            return code
        results = [
            run_pytest("SQLite, one process", ["-m", marks]),
            run_pytest("PostgreSQL and Redis", ["-m", again, "--with-database", "--ignore=tests/conventions"], **both),
        ]
    return max(results)


if __name__ == "__main__":
    sys.exit(main())
