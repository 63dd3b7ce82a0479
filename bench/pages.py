"""Pages and acts of residents under the server of ``make run``, beside a view of the same server that does nothing.

``python -m bench.pages [--json FILE] [--contributions N]``: a fresh SQLite database in a temporary folder, Daphne as
``make run`` starts it, one client, one request after the other.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.harness import Figure, Sample, against, arguments, emit, sample
from tests.ports import free_port

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """The address of the site, served by Daphne."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0"]
    server = subprocess.Popen([*command, "participate.asgi:application"], env=environment | {"BASE_URL": address})
    try:
        for _try in range(300):
            try:
                requests.get(address + "/bare/", timeout=30)
                break
            except requests.ConnectionError:
                time.sleep(0.2)
        else:
            raise SystemExit("the server did not start")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def made(environment: dict[str, str], contributions: int) -> dict[str, str]:
    """Fills the database in a process of its own; returns addresses and the session key of a resident."""
    command = [sys.executable, "-m", "bench.pages_site", str(contributions)]
    out = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(line.split("=", 1) for line in out.splitlines() if "=" in line)


def getting(address: str) -> Sample:
    client = requests.Session()

    def get() -> None:
        answer = client.get(address, timeout=60)
        assert answer.status_code == 200, (answer.status_code, address)

    return sample(get)


def posting(site: str, page: str, form: dict[str, str], session: str) -> Sample:
    """Sends ``form`` to ``page``; the answer's redirect is not followed, because it is another page's time."""
    client = requests.Session()
    client.cookies.set("sessionid", session, domain="127.0.0.1", path="/")
    token = TOKEN.search(client.get(site + page, timeout=60).text)
    assert token is not None, page
    turn = iter(range(10_000))

    def post() -> None:
        count = next(turn)
        filled = {name: value.format(n=count) for name, value in form.items()}
        if "act" in filled:
            filled["act"] = ("give", "withdraw")[count % 2]
        filled["csrfmiddlewaretoken"] = token[1]
        answer = client.post(site + page, filled, timeout=60, allow_redirects=False)
        assert answer.status_code == 302, (answer.status_code, page)

    return sample(post)


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--contributions", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.pages_settings",
            "DATABASE_URL": f"sqlite:///{Path(home) / 'bench.sqlite3'}",
            "RECORD_DIR": str(Path(home) / "record"),
            "KEEP_PAGES": "0",
        }
        place = made(environment, asked.contributions)
        with serving(environment) as site:
            bare = getting(site + "/bare/")
            reference = "a view that answers 'ok' on the same server"
            figures = [Figure("bare view", bare.median * 1000, "ms")]
            pages = {
                f"consultation page, {asked.contributions} contributions": place["consultation"],
                "consultation page, search": place["consultation"] + "?q=bench&order=supported",
                "contribution page, 20 comments": place["contribution"],
            }
            figures += [against(name, getting(site + path), bare, reference) for name, path in pages.items()]
            comment = place["contribution"] + "comment/"
            said = posting(site, comment, {"body": "Comment number {n}", "stance": "for"}, place["session"])
            figures.append(against("comment POST", said, bare, reference))
            support = place["contribution"] + "support/"
            given = posting(site, support, {"act": ""}, place["session"])
            figures.append(against("support POST", given, bare, reference))
        with serving(environment | {"KEEP_PAGES": "60"}) as site:
            bare = getting(site + "/bare/")
            figures += [
                against(f"kept for visitors: {name}", getting(site + path), bare, reference)
                for name, path in pages.items()
            ]
    emit(figures, asked.json)


if __name__ == "__main__":
    main()
