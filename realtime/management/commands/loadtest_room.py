"""manage.py loadtest_room --url http://host/live/CODE/ --sockets 200 --seconds 20 --json"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from dataclasses import asdict
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from django.core.management.base import BaseCommand, CommandError

from realtime.load.run import Plan, measure, writers_needed

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Command(BaseCommand):
    help = "Measures a room that is collecting notes: joins as guests, writes at a steady rate, times every delivery."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--url", required=True, help="the page of the room, such as http://127.0.0.1:8000/live/BCDFGH/"
        )
        parser.add_argument("--sockets", type=int, default=100, help="how many listen, writers included")
        parser.add_argument("--seconds", type=float, default=10)
        parser.add_argument("--rate", type=float, default=10, help="notes a second, all writers together")
        parser.add_argument("--json", action="store_true", help="only the figures, as one object")

    def handle(self, *args: Any, **options: Any) -> None:
        parts = urlsplit(options["url"])
        code = parts.path.strip("/").split("/")[-1]
        origin = f"{parts.scheme}://{parts.netloc}"
        try:
            people = [self.join(options["url"]) for _ in range(writers_needed(options["rate"]))]
            activity = self.running(people[0][0], options["url"])
            plan = Plan(
                socket=f"ws://{parts.netloc}/ws/live/{code}/",
                origin=origin,
                activity=activity,
                sockets=max(options["sockets"], len(people)),
                seconds=options["seconds"],
                rate=options["rate"],
                cookies=[cookie for _, cookie in people],
            )
            measured = asdict(measure(plan))
        except (URLError, ConnectionError, TimeoutError) as error:
            raise CommandError(f"The room could not be reached: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(measured))
            return
        for name, value in measured.items():
            self.stdout.write(f"{name.replace('_', ' '):>16}  {value}")

    def join(self, url: str) -> tuple[OpenerDirector, str]:
        """Takes a guest's seat as a browser does; the browser and its Cookie header."""
        jar = CookieJar()
        browser = build_opener(HTTPCookieProcessor(jar))
        page = browser.open(url, timeout=30).read().decode()
        token = TOKEN.search(page)
        if token is None:
            raise CommandError("This is not the page of a room that can be joined.")
        form = urlencode({"csrfmiddlewaretoken": token[1], "name": ""}).encode()
        browser.open(f"{url.rstrip('/')}/join/", form, timeout=30).read()
        return browser, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def running(self, browser: OpenerDirector, url: str) -> str:
        answer = json.loads(browser.open(f"{url.rstrip('/')}/events?after=-1", timeout=30).read())
        current = str(answer["room"]["current"])
        if not current:
            raise CommandError("Open an activity that collects notes first.")
        return current
