"""Nothing but the allow-list comes through, whatever goes in (quality.md, "Input")."""

from __future__ import annotations

import html
import json
import os
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from consultations.deliberation.domain import richtext

ROOT = Path(__file__).resolve().parents[4]
CORPORA = Path(os.environ.get("CORPORA_DIR", ROOT.parent / "shared" / "corpora"))
SAFE_HREF = re.compile(r"(https?://|mailto:|/(?![/\\])|#)[^\s]*", re.IGNORECASE)


class Judge(HTMLParser):
    """Collects every tag, attribute and address that the allow-list does not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in richtext.TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            known = tag == "a" and (
                (name == "href" and SAFE_HREF.fullmatch(value or "")) or (name == "rel" and value == richtext.REL)
            )
            if not known:
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.faults.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.faults.append("instruction")


def faults(cleaned: str) -> list[str]:
    judge = Judge()
    judge.feed(cleaned)
    judge.close()
    return judge.faults


def payloads() -> list[str]:
    if not CORPORA.is_dir():
        pytest.skip(f"corpora are not at {CORPORA}")
    found: list[str] = list(json.loads((CORPORA / "blns" / "blns.json").read_text()))
    found += [case["payload"] for case in json.loads((CORPORA / "dompurify-expect" / "expect.json").read_text())]
    found += json.loads((CORPORA / "html5lib-fragments" / "fragments.json").read_text())
    found += json.loads((CORPORA / "owasp-xss-evasion" / "payloads.json").read_text())
    found += (CORPORA / "payloadbox-xss" / "xss-payload-list.txt").read_text(errors="replace").splitlines()
    for file in sorted((CORPORA / "bleach-tests" / "data").glob("*.test")):
        found.append(file.read_text().split("\n--\n")[0])
    return found


def test_no_payload_of_the_corpora_comes_through():
    """Also inside a link, an attribute and a list item, where parsers change their mind."""
    seen = payloads()
    assert len(seen) >= 9_000
    bad: dict[str, list[str]] = {}
    refused = 0
    for payload in seen:
        try:
            cleaned = richtext.clean(payload)
        except richtext.RichTextRefused:
            refused += 1
            continue
        if faults(cleaned) or richtext.clean(cleaned) != cleaned:
            bad[payload] = faults(cleaned)
    assert bad == {}
    assert refused < 20


@pytest.mark.parametrize("frame", ['<a href="{}">x</a>', "<ul><li>{}</li></ul>", "<p><em>{}</p>"])
def test_no_payload_comes_through_within_what_is_allowed(frame):
    for payload in payloads()[::9]:
        try:
            cleaned = richtext.clean(frame.replace("{}", payload))
        except richtext.RichTextRefused:
            continue
        assert (payload, faults(cleaned), richtext.clean(cleaned)) == (payload, [], cleaned)


def test_residents_text_is_escaped_whatever_it_holds():
    for payload in payloads():
        rendered = richtext.render(payload)
        assert (payload, faults(rendered)) == (payload, [])


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", "<p>One <strong>two</strong> <em>three</em></p>"),
        ("<h2>Big</h2><h3>Small</h3>", "Big<h3>Small</h3>"),
        ('<p style="color:red" onclick="x()">Calm</p>', "<p>Calm</p>"),
        (
            '<a href="https://example.org/" target="_blank">x</a>',
            '<a href="https://example.org/" rel="nofollow noopener ugc">x</a>',
        ),
        ('<a href="/record/">x</a>', '<a href="/record/" rel="nofollow noopener ugc">x</a>'),
        ('<a href="#part">x</a>', '<a href="#part" rel="nofollow noopener ugc">x</a>'),
        ('<a href="//evil.example">x</a>', '<a rel="nofollow noopener ugc">x</a>'),
        ('<a href="&nbsp;javascript:alert(1)">x</a>', '<a rel="nofollow noopener ugc">x</a>'),
        ("<p>a<!-- hidden -->b</p>", "<p>ab</p>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_what_becomes_of_editors_html(source, cleaned):
    assert richtext.clean(source) == cleaned


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("", ""),
        ("One\nline\n\n\nTwo", "<p>One<br>line</p><p>Two</p>"),
        ("<b>& you</b>", "<p>&lt;b&gt;&amp; you&lt;/b&gt;</p>"),
        (
            "(https://example.org/a_(b)), or HTTP://X.example?a=1&b=2.",
            '<p>(<a href="https://example.org/a_(b)" rel="nofollow noopener ugc">https://example.org/a_(b)</a>), or '
            '<a href="HTTP://X.example?a=1&amp;b=2" rel="nofollow noopener ugc">HTTP://X.example?a=1&amp;b=2</a>.</p>',
        ),
        ("javascript:alert(1) https:// ok", "<p>javascript:alert(1) https:// ok</p>"),
        ("انظر https://example.org/خطة، شكرا", None),
    ],
)
def test_what_becomes_of_plain_text(source, rendered):
    got = richtext.render(source)
    if rendered is None:
        assert f'<a href="https://example.org/خطة" rel="{richtext.REL}">https://example.org/خطة</a>، شكرا' in got
    else:
        assert got == rendered
    assert html.unescape(re.sub("<[^>]+>", "", got)).replace("\n", "") == re.sub(r"\s*\n\s*", "", source)


@pytest.mark.parametrize(
    "source",
    [
        "<ul><li>" * 4500 + "x" + "</li></ul>" * 4500,
        "<blockquote>" * 33,
        "x" * (richtext.LENGTH_LIMIT + 1),
        "<b>" * 100_000,
    ],
)
def test_what_would_take_seconds_is_refused_at_once(source):
    began = time.monotonic()
    with pytest.raises(richtext.RichTextRefused):
        richtext.clean(source)
    assert time.monotonic() - began < 1
