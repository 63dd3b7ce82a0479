"""Into a room by HTTP as a browser comes: the page, its form, the cookie; and what is open there."""

from __future__ import annotations

import json
import re
import ssl
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPSHandler, OpenerDirector, build_opener

from realtime.load.measure import LoadError
from realtime.load.plan import Hall

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def hall(url: str, *, sockets: int, writers: int, seats: int, trust: str = "") -> Hall:
    """The room whose page is ``url``, with ``seats`` guests' seats taken; raises LoadError when it takes no notes."""
    parts = urlsplit(url)
    people = [_join(url, trust) for _ in range(seats)]
    answer = json.loads(people[0][0].open(f"{url.rstrip('/')}/events?after=-1", timeout=30).read())
    current = str(answer["room"]["current"])
    if not current:
        raise LoadError("Open an activity that collects notes first.")
    scheme = "wss" if parts.scheme == "https" else "ws"
    code = parts.path.strip("/").split("/")[-1]
    return Hall(
        socket=f"{scheme}://{parts.netloc}/ws/live/{code}/",
        origin=f"{parts.scheme}://{parts.netloc}",
        activity=current,
        sockets=sockets,
        writers=writers,
        cookies=[cookie for _, cookie in people],
    )


def _join(url: str, trust: str) -> tuple[OpenerDirector, str]:
    """A guest's browser and its Cookie header. The Referer is what a browser sends, and Django asks for over TLS."""
    jar = CookieJar()
    tls = ssl.create_default_context(cafile=trust or None)
    browser = build_opener(HTTPCookieProcessor(jar), HTTPSHandler(context=tls))
    browser.addheaders = [("User-Agent", "participate-load"), ("Referer", url)]
    page = browser.open(url, timeout=30).read().decode()
    token = TOKEN.search(page)
    if token is None:
        raise LoadError("This is not the page of a room that can be joined.")
    form = urlencode({"csrfmiddlewaretoken": token[1], "name": ""}).encode()
    try:
        browser.open(f"{url.rstrip('/')}/join/", form, timeout=30).read()
    except HTTPError as error:
        raise LoadError(f"A guest was not let in: {error}") from error
    return browser, "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
